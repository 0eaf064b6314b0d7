// Copyright (c) 2026 The log_fluentd authors
// Distributed under the Boost Software License, Version 1.0.
// (See accompanying file LICENSE_1_0.txt or https://www.boost.org/LICENSE_1_0.txt)

#include <log_fluentd/write_value.hpp>

#include <boost/endian/conversion.hpp>
#include <msgpack.hpp>

#include <array>
#include <chrono>
#include <functional>
#include <optional>
#include <stdexcept>

namespace log_fluentd::detail {

namespace {

/// Writes the values that it visits, and stops at what no event can have.
class transcoder : public msgpack::null_visitor
{
public:
    explicit transcoder(value_writer& out) : out_(out) {}

    bool visit_nil() { return write(&value_writer::nil); }
    bool visit_boolean(bool value) { return write(&value_writer::boolean, value); }
    bool visit_positive_integer(std::uint64_t value) { return write(&value_writer::unsigned_integer, value); }
    bool visit_negative_integer(std::int64_t value) { return write(&value_writer::integer, value); }
    bool visit_float32(float value) { return visit_float64(static_cast<double>(value)); }
    bool visit_float64(double value) { return write(&value_writer::floating, value); }
    bool visit_bin(char const* data, std::uint32_t size)
    {
        return write(&value_writer::string, std::string_view(data, size));
    }
    bool visit_str(char const* data, std::uint32_t size)
    {
        if (!in_key_)
            return visit_bin(data, size);
        maps_[depth_ - 1]->key({data, size});
        return true;
    }
    bool visit_ext(char const* type_and_body, std::uint32_t size)
    {
        if (size != 9 || *type_and_body != 0)
            return false;
        auto const time = std::chrono::seconds(big_endian(type_and_body + 1)) +
                          std::chrono::nanoseconds(big_endian(type_and_body + 5));
        return write(put_utc, std::chrono::floor<std::chrono::microseconds>(time), nanoseconds_of(time));
    }

    bool start_array(std::uint32_t)
    {
        return begin([&] { out_.begin_array(); });
    }
    bool end_array()
    {
        --depth_;
        out_.end_array();
        return true;
    }
    bool start_map(std::uint32_t)
    {
        return begin([&] { maps_[depth_].emplace(out_, false); });
    }
    bool start_map_key() { return in_key_ = true; }
    bool end_map_key()
    {
        in_key_ = false;
        return true;
    }
    bool end_map()
    {
        auto& map = maps_[--depth_];
        map->end();
        map.reset();
        return true;
    }

private:
    template <typename Write, typename... Value>
    bool write(Write what, Value... value)
    {
        if (in_key_)
            return false;
        check_size(out_);
        std::invoke(what, out_, value...);
        return true;
    }
    template <typename Begin>
    bool begin(Begin what)
    {
        if (in_key_ || depth_ == value_writer::max_depth)
            return false;
        what();
        ++depth_;
        return true;
    }
    static std::uint32_t big_endian(char const* bytes) noexcept
    {
        return boost::endian::load_big_u32(reinterpret_cast<unsigned char const*>(bytes));
    }

    value_writer& out_;
    bool in_key_ = false;
    std::size_t depth_ = 0;
    std::array<std::optional<map_entries>, value_writer::max_depth> maps_; // of the open containers
};

} // namespace

void put_encoded(value_writer& out, std::string_view bytes)
{
    transcoder visitor(out);
    std::size_t end = 0;
    if (!msgpack::parse(bytes.data(), bytes.size(), end, visitor) || end != bytes.size())
        throw std::invalid_argument("not one value of msgpack that an event may have");
}

} // namespace log_fluentd::detail
