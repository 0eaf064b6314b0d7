// Copyright (c) 2026 The log_fluentd authors
// Distributed under the Boost Software License, Version 1.0.
// (See accompanying file LICENSE_1_0.txt or https://www.boost.org/LICENSE_1_0.txt)

#include "base/ascii.hpp"
#include "dict_config/handlers/file_backend.hpp"
#include "dict_config/handlers/handler_life.hpp"
#include "dict_config/handlers/handler_sink.hpp"
#include "dict_config/handlers/handlers.hpp"
#include "settings/quantity.hpp"

#include <boost/make_shared.hpp>

#include <algorithm>
#include <cstdio>
#include <filesystem>
#include <iterator>
#include <stdexcept>
#include <string>
#include <string_view>
#include <system_error>
#include <utility>

namespace log_fluentd::detail {

namespace {

/// Compares as Python does for codecs: in lower case, with one underscore between words.
bool is_name_of_utf8(std::string_view name)
{
    std::string words;
    bool is_between = false;
    for (char const c : lower(name)) {
        if ((c < 'a' || c > 'z') && (c < '0' || c > '9') && c != '.') {
            is_between = true;
            continue;
        }
        if (std::exchange(is_between, false) && !words.empty())
            words += '_';
        words += c;
    }
    constexpr std::string_view known[] = {"utf_8", "utf8", "u8", "utf", "utf8_ucs2", "utf8_ucs4", "cp65001"};
    return std::find(std::begin(known), std::end(known), words) != std::end(known);
}

file_config read_file_keys(node const& from)
{
    file_config result;
    auto const filename = from.find("filename");
    if (!filename)
        from.fail("filename is missing; write such as filename: /var/log/shop.log");
    auto const path = filename->text();
    if (path.empty())
        filename->fail("is empty; write the path of a file");
    std::error_code error;
    result.path = std::filesystem::absolute(path, error).lexically_normal().string();
    if (error)
        filename->fail_value("has no absolute path: " + error.message());
    auto const mode = from.find("mode");
    auto const letter = mode ? mode->text() : "a";
    if (letter != "a" && letter != "w")
        mode->fail_value("is not a mode; write a to go on with the file, w to begin it anew");
    result.truncate = letter == "w";
    if (auto const encoding = from.find("encoding")) {
        if (!is_name_of_utf8(encoding->text()))
            encoding->fail_value("is not supported; texts are written as they are, which is utf-8");
    }
    if (auto const errors = from.find("errors")) {
        static constexpr std::string_view known[] = {
            "strict",          "ignore",        "replace",           "backslashreplace",
            "surrogateescape", "surrogatepass", "xmlcharrefreplace", "namereplace"};
        auto const name = errors->text();
        if (std::find(std::begin(known), std::end(known), name) == std::end(known))
            errors->fail_value("is not a way to encode" +
                               suggest(name, {std::begin(known), std::end(known)}));
    }
    if (auto const delay = from.find("delay"))
        result.delay = delay->boolean();
    return result;
}

std::uint64_t read_size(node const& value)
{
    try {
        return parse_size(value.setting());
    } catch (std::invalid_argument const& error) {
        value.fail_value(error.what());
    }
}

std::uint64_t read_backup_count(node const& from)
{
    auto const count = from.find_either("backupCount", "backup_count");
    if (!count)
        return 0;
    auto const number = count->whole_number();
    constexpr std::int64_t most_files = 1000;
    if (number > most_files)
        count->fail_value("is too large; at most " + std::to_string(most_files) + " old files are kept");
    return static_cast<std::uint64_t>(number);
}

void set_file_maker(node const& from, file_config config, formatter_config const* formatter,
                    handler_config& into)
{
    into.make = [from, config = std::move(config),
                 format = text_formatter_of(from, formatter)](made_senders&) -> made_sink {
        boost::shared_ptr<file_backend> backend;
        try {
            backend = boost::make_shared<file_backend>(config);
        } catch (std::system_error const& error) {
            from.find("filename")->fail_value("cannot be opened: " + error.code().message());
        }
        auto const sink = boost::make_shared<handler_sink<file_backend>>(backend);
        sink->set_formatter(format);
        return {sink, std::make_shared<locked_handler_life<file_backend>>(sink)};
    };
}

/// `atTime` as seconds of the day: a text, or a map that represents a `datetime.time`.
int read_time_of_day(node const& from)
{
    constexpr auto remedy = "is not a time of day; write it in quotes, such as '04:30'";
    int hour = 0, minute = 0, second = 0;
    if (from.value().is_object()) {
        from.check_keys({"()", "hour", "minute", "second"});
        auto const read = [&](char const* key, int most) {
            auto const part = from.find(key);
            auto const number = part ? part->whole_number() : 0;
            if (number > most)
                part->fail_value("is too large; at most " + std::to_string(most));
            return static_cast<int>(number);
        };
        hour = read("hour", 23);
        minute = read("minute", 59);
        second = read("second", 59);
    } else {
        if (!from.value().is_string())
            from.fail_value(remedy);
        int end = 0;
        auto const text = from.text();
        // Two digits fit into any int. NOLINTBEGIN(cert-err34-c)
        bool const is_short = std::sscanf(text.c_str(), "%2d:%2d%n", &hour, &minute, &end) == 2 &&
                              static_cast<std::size_t>(end) == text.size();
        bool const is_long = !is_short &&
                             std::sscanf(text.c_str(), "%2d:%2d:%2d%n", &hour, &minute, &second, &end) == 3 &&
                             static_cast<std::size_t>(end) == text.size();
        // NOLINTEND(cert-err34-c)
        bool const is_time =
            text.find_first_not_of("0123456789:") == text.npos && hour < 24 && minute < 60 && second < 60;
        if (!(is_short || is_long) || !is_time)
            from.fail_value(remedy);
    }
    return (hour * 60 + minute) * 60 + second;
}

timed_rotation read_timed_rotation(node const& from)
{
    timed_rotation_config result;
    if (auto const when = from.find("when"); when && !read_when(when->text(), result))
        when->fail_value("is not an interval; write S, M, H, D, midnight, or W0 (Monday) to W6");
    if (auto const interval = from.find("interval")) {
        result.interval = interval->whole_number();
        constexpr std::int64_t most = 1'000'000'000;
        if (result.interval == 0 || result.interval > most)
            interval->fail_value("is out of bounds; write a number from 1 on");
    }
    if (auto const utc = from.find("utc"))
        result.utc = utc->boolean();
    if (auto const at = from.find_either("atTime", "at_time"))
        result.at = read_time_of_day(*at);
    return timed_rotation(result);
}

} // namespace

void parse_file_handler(node const& from, formatter_config const* formatter, handler_config& into)
{
    set_file_maker(from, read_file_keys(from), formatter, into);
}

void parse_rotating_file_handler(node const& from, formatter_config const* formatter, handler_config& into)
{
    auto config = read_file_keys(from);
    if (auto const most = from.find_either("maxBytes", "max_bytes"))
        config.max_bytes = read_size(*most);
    config.backup_count = read_backup_count(from);
    if (config.max_bytes != 0)
        config.truncate = false; // as in Python, a rotated file is appended to
    set_file_maker(from, std::move(config), formatter, into);
}

void parse_timed_rotating_file_handler(node const& from, formatter_config const* formatter,
                                       handler_config& into)
{
    auto config = read_file_keys(from);
    config.timed = read_timed_rotation(from);
    config.backup_count = read_backup_count(from);
    set_file_maker(from, std::move(config), formatter, into);
}

void parse_watched_file_handler(node const& from, formatter_config const* formatter, handler_config& into)
{
    auto config = read_file_keys(from);
    config.is_watched = true;
    set_file_maker(from, std::move(config), formatter, into);
}

} // namespace log_fluentd::detail
