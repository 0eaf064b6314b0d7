// Copyright (c) 2026 The log_fluentd authors
// Distributed under the Boost Software License, Version 1.0.
// (See accompanying file LICENSE_1_0.txt or https://www.boost.org/LICENSE_1_0.txt)

#include "msgpack/cut_mark.hpp"
#include "msgpack/encoder.hpp"
#include "msgpack/entry.hpp"
#include "msgpack/utf8.hpp"

#include <msgpack.hpp>

#include <algorithm>
#include <string_view>
#include <vector>

namespace log_fluentd::detail {

namespace {

/// Knows whether it is inside a key.
class key_visitor : public msgpack::null_visitor
{
public:
    bool start_map_key() { return in_key_ = true; }
    bool end_map_key()
    {
        in_key_ = false;
        return true;
    }

protected:
    bool in_key_ = false;
};

/// Collects the sizes of all strings that are not keys.
class measuring_visitor : public key_visitor
{
public:
    bool visit_str(char const*, std::uint32_t size)
    {
        if (!in_key_)
            sizes_.push_back(size);
        return true;
    }

    std::vector<std::size_t> const& sizes() const noexcept { return sizes_; }

private:
    std::vector<std::size_t> sizes_;
};

/// Copies everything, with at most `most` bytes of each string that is not a key. Keys are strings here, so a
/// key contains nothing else.
class cutting_visitor : public key_visitor
{
public:
    cutting_visitor(scratch& out, std::size_t most) : out_(out), packer_(out), most_(most) {}

    bool visit_nil() { return did(packer_.pack_nil()); }
    bool visit_boolean(bool value) { return did(value ? packer_.pack_true() : packer_.pack_false()); }
    bool visit_positive_integer(std::uint64_t value) { return did(packer_.pack_uint64(value)); }
    bool visit_negative_integer(std::int64_t value) { return did(packer_.pack_int64(value)); }
    bool visit_float64(double value)
    {
        write_double(out_, value);
        return true;
    }
    bool start_array(std::uint32_t count) { return did(packer_.pack_array(count)); }
    bool start_map(std::uint32_t count) { return did(packer_.pack_map(count)); }
    bool visit_ext(char const* type_and_body, std::uint32_t size)
    {
        packer_.pack_ext(size - 1, static_cast<std::int8_t>(*type_and_body));
        return did(packer_.pack_ext_body(type_and_body + 1, size - 1));
    }
    bool visit_str(char const* data, std::uint32_t size)
    {
        if (in_key_ || size <= most_ + cut_mark::max_size) {
            packer_.pack_str(size);
            return did(packer_.pack_str_body(data, size));
        }
        std::string_view text(data, size);
        std::uint64_t const gone_before = cut_mark::take_off(text);
        std::size_t const kept = cut_point(text, most_);
        cut_mark const mark(gone_before + (text.size() - kept));
        packer_.pack_str(static_cast<std::uint32_t>(kept + mark.text().size()));
        packer_.pack_str_body(text.data(), static_cast<std::uint32_t>(kept));
        return did(packer_.pack_str_body(mark.text().data(), static_cast<std::uint32_t>(mark.text().size())));
    }

private:
    static bool did(msgpack::packer<scratch>&) { return true; }

    scratch& out_;
    msgpack::packer<scratch> packer_;
    std::size_t most_;
};

/// The most bytes that all strings can have if each keeps `most` bytes, and each that is cut gets a mark.
std::size_t size_after_cut(std::vector<std::size_t> const& sizes, std::size_t most) noexcept
{
    std::size_t total = 0;
    std::size_t const cut = most + cut_mark::max_size;
    for (std::size_t const size : sizes) {
        std::size_t const left = std::min(size, cut);
        total += string_header_size(left) + left;
    }
    return total;
}

} // namespace

bool cut_event(scratch& out, std::size_t max_event_size)
{
    measuring_visitor strings;
    if (!msgpack::parse(out.data(), out.size(), strings))
        return false;
    std::size_t const all_strings = size_after_cut(strings.sizes(), out.size());
    std::size_t const everything_else = out.size() - all_strings;
    if (everything_else + size_after_cut(strings.sizes(), 0) > max_event_size)
        return false;

    // The longest strings are cut to the same length, the largest that fits; the others stay whole.
    std::size_t fits = 0;
    std::size_t too_much = max_event_size;
    while (too_much - fits > 1) {
        std::size_t const middle = fits + (too_much - fits) / 2;
        if (everything_else + size_after_cut(strings.sizes(), middle) <= max_event_size)
            fits = middle;
        else
            too_much = middle;
    }

    scratch cut;
    cutting_visitor visitor(cut, fits);
    if (!msgpack::parse(out.data(), out.size(), visitor))
        return false;
    out.resize(0);
    out.write(cut.data(), cut.size());
    out.report.truncated_events = 1;
    return true;
}

} // namespace log_fluentd::detail
