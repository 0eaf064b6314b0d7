// Copyright (c) 2026 The log_fluentd authors
// Distributed under the Boost Software License, Version 1.0.
// (See accompanying file LICENSE_1_0.txt or https://www.boost.org/LICENSE_1_0.txt)

#include "msgpack/encoder.hpp"

#include <boost/json/serialize.hpp>
#include <boost/json/string_view.hpp>
#include <boost/json/value.hpp>
#include <msgpack.hpp>

#include <charconv>
#include <string>

namespace log_fluentd::detail {

namespace {

/// Writes the values that it visits as JSON text.
class text_visitor : public msgpack::null_visitor
{
public:
    explicit text_visitor(std::string& out) : out_(out) {}

    bool visit_nil() { return put("null"); }
    bool visit_boolean(bool value) { return put(value ? "true" : "false"); }
    bool visit_positive_integer(std::uint64_t value) { return put_number(value); }
    bool visit_negative_integer(std::int64_t value) { return put_number(value); }
    bool visit_float64(double value) { return put_number(value); }
    bool visit_str(char const* text, std::uint32_t size)
    {
        return put(boost::json::serialize(boost::json::string_view(text, size)));
    }
    bool start_array(std::uint32_t) { return put("["); }
    bool end_array_item() { return put(","); }
    bool end_array() { return close(']'); }
    bool start_map(std::uint32_t) { return put("{"); }
    bool end_map_key() { return put(":"); }
    bool end_map_value() { return put(","); }
    bool end_map() { return close('}'); }

private:
    bool put(std::string_view text)
    {
        out_.append(text);
        return true;
    }
    template <typename Number>
    bool put_number(Number number)
    {
        char digits[32];
        auto const end = std::to_chars(digits, digits + sizeof(digits), number).ptr;
        return put({digits, static_cast<std::size_t>(end - digits)});
    }
    bool close(char bracket)
    {
        if (out_.back() == ',')
            out_.pop_back();
        out_ += bracket;
        return true;
    }

    std::string& out_;
};

} // namespace

void replace_by_text(scratch& out, std::size_t begin)
{
    std::string text;
    text_visitor visitor(text);
    msgpack::parse(out.data() + begin, out.size() - begin, visitor);
    out.resize(begin);
    write_piece(out, text);
}

} // namespace log_fluentd::detail
