// Copyright (c) 2026 The log_fluentd authors
// Distributed under the Boost Software License, Version 1.0.
// (See accompanying file LICENSE_1_0.txt or https://www.boost.org/LICENSE_1_0.txt)

#include "receiver/print.hpp"

#include <boost/json/serialize.hpp>
#include <boost/json/value.hpp>
#include <boost/locale/utf.hpp>

#include <array>
#include <charconv>
#include <cmath>
#include <cstdio>
#include <ctime>

namespace log_fluentd::detail::receiving {

namespace json = boost::json;

namespace {

// Makes serialized JSON printable: invalid UTF-8 becomes U+FFFD; DEL and the C1 control characters, which
// JSON allows, become escapes. All of these can only be inside strings.
std::string made_printable(std::string const& text)
{
    using utf8 = boost::locale::utf::utf_traits<char>;
    std::string result;
    result.reserve(text.size());
    for (auto place = text.begin(); place != text.end();) {
        auto const begin = place;
        boost::locale::utf::code_point const point = utf8::decode(place, text.end());
        if (!boost::locale::utf::is_valid_codepoint(point)) {
            place = begin + 1;
            result += "\xef\xbf\xbd";
        } else if (point >= 0x7f && point <= 0x9f) {
            std::array<char, 8> escape{};
            std::snprintf(escape.data(), escape.size(), "\\u%04x", static_cast<unsigned>(point));
            result += escape.data();
        } else {
            result.append(begin, place);
        }
    }
    return result;
}

json::string_view name_of_non_finite(double number) noexcept
{
    if (std::isnan(number))
        return "NaN";
    return number > 0 ? "Infinity" : "-Infinity";
}

// As people write it: 2.5, where serialize writes 2.5E0.
std::string number_text(double number)
{
    if (!std::isfinite(number))
        return std::string(name_of_non_finite(number));
    std::array<char, 32> text;
    return {text.data(), std::to_chars(text.data(), text.data() + text.size(), number).ptr};
}

// JSON has finite numbers only.
void replace_non_finite(json::value& value)
{
    if (double const* const number = value.if_double()) {
        if (!std::isfinite(*number))
            value = name_of_non_finite(*number);
    } else if (json::array* const array = value.if_array()) {
        for (json::value& element : *array)
            replace_non_finite(element);
    } else if (json::object* const object = value.if_object()) {
        for (json::key_value_pair& member : *object)
            replace_non_finite(member.value());
    }
}

// The escape sequences for the parts of a line; all are empty without colour.
struct palette
{
    char const* time = "";
    char const* tag = "";
    char const* key = "";
    char const* string = "";
    char const* other = "";
    char const* end = "";
};

constexpr palette coloured{"\x1b[90m", "\x1b[1;36m", "\x1b[34m", "\x1b[32m", "\x1b[33m", "\x1b[0m"};

class line_writer
{
public:
    explicit line_writer(bool colour) : palette_(colour ? coloured : palette{}) {}

    void write(char const* colour, std::string_view text)
    {
        line_ += colour;
        line_ += text;
        line_ += palette_.end;
    }
    void write(json::object const& object)
    {
        line_ += '{';
        char const* separator = "";
        for (json::key_value_pair const& member : object) {
            line_ += separator;
            write(palette_.key, made_printable(json::serialize(member.key())));
            line_ += ": ";
            write(member.value());
            separator = ", ";
        }
        line_ += '}';
    }

    std::string take() { return std::move(line_); }
    palette const& colours() const noexcept { return palette_; }
    void space() { line_ += "  "; }

private:
    void write(json::array const& array)
    {
        line_ += '[';
        char const* separator = "";
        for (json::value const& element : array) {
            line_ += separator;
            write(element);
            separator = ", ";
        }
        line_ += ']';
    }
    void write(json::value const& value)
    {
        if (json::object const* const object = value.if_object()) {
            write(*object);
        } else if (json::array const* const array = value.if_array()) {
            write(*array);
        } else if (double const* const number = value.if_double()) {
            write(palette_.other, number_text(*number));
        } else {
            write(value.is_string() ? palette_.string : palette_.other,
                  made_printable(json::serialize(value)));
        }
    }

    palette palette_;
    std::string line_;
};

std::string local_time(received_event const& event)
{
    auto const seconds = static_cast<std::time_t>(event.seconds);
    std::tm fields{};
    std::array<char, 64> text{};
    // A year that does not fit is not the sender's error, so the seconds are shown.
    if (seconds != event.seconds || !localtime_r(&seconds, &fields) ||
        std::strftime(text.data(), text.size(), "%Y-%m-%d %H:%M:%S", &fields) == 0)
        std::snprintf(text.data(), text.size(), "%lld", static_cast<long long>(event.seconds));
    std::array<char, 16> fraction{};
    std::snprintf(fraction.data(), fraction.size(), ".%03u", event.nanoseconds / 1'000'000);
    return std::string(text.data()) + fraction.data();
}

std::string without_quotes(std::string const& quoted_text)
{
    return quoted_text.substr(1, quoted_text.size() - 2);
}

} // namespace

std::string print_line(received_event const& event, bool colour)
{
    line_writer line(colour);
    line.write(line.colours().time, local_time(event));
    line.space();
    line.write(line.colours().tag, without_quotes(made_printable(json::serialize(json::string(event.tag)))));
    line.space();
    line.write(event.record);
    if (!event.metadata.empty()) {
        line.space();
        line.write(line.colours().time, "metadata ");
        line.write(event.metadata);
    }
    return line.take();
}

std::string print_json(received_event const& event)
{
    auto const finite = [](json::value value) {
        replace_non_finite(value);
        return value;
    };
    json::object line;
    line["tag"] = event.tag;
    line["seconds"] = event.seconds;
    line["nanoseconds"] = event.nanoseconds;
    line["record"] = finite(event.record);
    if (!event.metadata.empty())
        line["metadata"] = finite(event.metadata);
    return made_printable(json::serialize(line));
}

std::string in_quotes(std::string_view bytes)
{
    constexpr std::size_t shown = 60;
    std::string const text(bytes.substr(0, shown));
    return made_printable(json::serialize(json::string(text))) + (bytes.size() > shown ? "..." : "");
}

} // namespace log_fluentd::detail::receiving
