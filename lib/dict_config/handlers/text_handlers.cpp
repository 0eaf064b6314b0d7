// Copyright (c) 2026 The log_fluentd authors
// Distributed under the Boost Software License, Version 1.0.
// (See accompanying file LICENSE_1_0.txt or https://www.boost.org/LICENSE_1_0.txt)

#include "dict_config/handlers/handler_sink.hpp"
#include "dict_config/handlers/handlers.hpp"
#include "os/fork.hpp"

#include <boost/log/sinks/basic_sink_backend.hpp>
#include <boost/make_shared.hpp>

#include <iostream>
#include <mutex>

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
    given->fail_value("is not a stream here; write ext://sys.stdout or ext://sys.stderr");
}

/// One mutex for each stream, shared by all sinks that write to it. Leaked, for records at exit.
fork_safe_mutex& mutex_of(std::ostream const& stream)
{
    static fork_safe_mutex of_output, of_errors;
    return &stream == &std::cout ? of_output : of_errors;
}

/// Writes each record in one piece. Boost.Log's own backend writes text and line end separately, so the lines
/// of two sinks would mix; and it stops forever when a stream has failed once.
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

} // namespace

void parse_stream_handler(node const& from, formatter_config const* formatter, handler_config& into)
{
    into.make = [&stream = find_stream(from.find("stream")), format = text_formatter_of(from, formatter)](
                    made_senders&) { return make_stream_sink(stream, format); };
}

void parse_null_handler(node const&, formatter_config const*, handler_config& into)
{
    into.make = [](made_senders&) { return made_sink(); };
}

} // namespace log_fluentd::detail
