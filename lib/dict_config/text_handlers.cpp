// Copyright (c) 2026 The log_fluentd authors
// Distributed under the Boost Software License, Version 1.0.
// (See accompanying file LICENSE_1_0.txt or https://www.boost.org/LICENSE_1_0.txt)

#include "dict_config/file_backend.hpp"
#include "dict_config/handler_sink.hpp"
#include "dict_config/handlers.hpp"
#include "fork/fork.hpp"
#include "setup/quantity.hpp"

#include <boost/log/sinks/basic_sink_backend.hpp>
#include <boost/make_shared.hpp>

#include <cerrno>
#include <filesystem>
#include <iostream>
#include <mutex>
#include <stdexcept>
#include <system_error>
#include <utility>

namespace log_fluentd::detail {

namespace sinks = boost::log::sinks;

namespace {

std::ostream& find_stream(std::optional<node> const& given)
{
    auto const name = given ? given->external() : "sys.stderr";
    if (name == "sys.stdout" || name == "stdout")
        return std::cout;
    if (name == "sys.stderr" || name == "stderr")
        return std::cerr;
    given->refuse_value("is no stream here; write ext://sys.stdout or ext://sys.stderr");
}

/// One for each stream, whichever sinks write to it; leaked, for records at exit.
fork_safe_mutex& mutex_of(std::ostream const& stream)
{
    static fork_safe_mutex of_output, of_errors;
    return &stream == &std::cout ? of_output : of_errors;
}

/// Writes each record in one piece. Boost.Log's own backend writes text and line end by themselves, so the
/// lines of two sinks would mix, and stops for ever at a stream that has failed once.
class stream_backend : public sinks::basic_formatted_sink_backend<
                           char, sinks::combine_requirements<sinks::synchronized_feeding>::type>
{
public:
    explicit stream_backend(std::ostream& stream) : stream_(stream), mutex_(mutex_of(stream)) {}

    void consume(boost::log::record_view const&, std::string const& text)
    {
        line_.assign(text).push_back('\n');
        std::lock_guard<fork_safe_mutex> const lock(mutex_);
        stream_.clear();
        stream_.write(line_.data(), static_cast<std::streamsize>(line_.size()));
        stream_.flush();
    }

private:
    std::ostream& stream_;
    fork_safe_mutex& mutex_;
    std::string line_;
};

made_sink make_stream_sink(std::ostream& stream, boost::log::formatter const& formatter)
{
    auto const sink =
        boost::make_shared<handler_sink<stream_backend>>(boost::make_shared<stream_backend>(stream));
    sink->set_formatter(formatter);
    return {sink, nullptr};
}

file_config read_file_keys(node const& from)
{
    file_config result;
    auto const filename = from.find("filename");
    if (!filename)
        from.refuse("filename is missing; write such as filename: /var/log/shop.log");
    auto const path = filename->text();
    if (path.empty())
        filename->refuse("is empty; write the path of a file");
    std::error_code error;
    result.path = std::filesystem::absolute(path, error).lexically_normal().string();
    if (error)
        filename->refuse_value("has no absolute path: " + error.message());
    auto const mode = from.find("mode");
    auto const letter = mode ? mode->text() : "a";
    if (letter != "a" && letter != "w")
        mode->refuse_value("is no mode; write a to go on with the file, w to begin it anew");
    result.truncate = letter == "w";
    if (auto const encoding = from.find("encoding")) {
        auto const name = encoding->text();
        if (name != "utf-8" && name != "utf8" && name != "UTF-8" && name != "UTF8")
            encoding->refuse_value("is not supported; texts are written as they are, which is utf-8");
    }
    if (auto const delay = from.find("delay"))
        result.delay = delay->boolean();
    return result;
}

/// One of two spellings of a key.
std::optional<node> find_either(node const& from, char const* python, char const* ours)
{
    auto const first = from.find(python);
    auto const second = from.find(ours);
    if (first && second)
        second->refuse(std::string(python) + " and " + ours + " are the same; remove one");
    return first ? first : second;
}

std::uint64_t read_size(node const& value)
{
    try {
        return parse_size(value.scalar());
    } catch (std::invalid_argument const& error) {
        value.refuse_value(error.what());
    }
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
            from.find("filename")->refuse_value("cannot be opened: " + error.code().message());
        }
        auto const sink = boost::make_shared<handler_sink<file_backend>>(backend);
        sink->set_formatter(format);
        return {sink, std::make_shared<locked_handler_life<file_backend>>(sink)};
    };
}

} // namespace

void parse_stream_handler(node const& from, formatter_config const* formatter, handler_config& into)
{
    into.make = [&stream = find_stream(from.find("stream")), format = text_formatter_of(from, formatter)](
                    made_senders&) { return make_stream_sink(stream, format); };
}

void parse_file_handler(node const& from, formatter_config const* formatter, handler_config& into)
{
    set_file_maker(from, read_file_keys(from), formatter, into);
}

void parse_rotating_file_handler(node const& from, formatter_config const* formatter, handler_config& into)
{
    auto config = read_file_keys(from);
    if (auto const most = find_either(from, "maxBytes", "max_bytes"))
        config.max_bytes = read_size(*most);
    if (auto const count = find_either(from, "backupCount", "backup_count")) {
        auto const number = count->whole_number();
        constexpr std::int64_t most_files = 1000;
        if (number > most_files)
            count->refuse_value("is too large; at most " + std::to_string(most_files) +
                                " old files are kept");
        config.backup_count = static_cast<std::uint64_t>(number);
    }
    if (config.max_bytes != 0)
        config.truncate = false; // as in Python: a file that is rotated goes on
    set_file_maker(from, std::move(config), formatter, into);
}

void parse_null_handler(node const&, formatter_config const*, handler_config& into)
{
    into.make = [](made_senders&) { return made_sink(); };
}

} // namespace log_fluentd::detail
