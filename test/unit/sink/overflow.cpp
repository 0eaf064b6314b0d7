// Copyright (c) 2026 The log_fluentd authors
// Distributed under the Boost Software License, Version 1.0.
// (See accompanying file LICENSE_1_0.txt or https://www.boost.org/LICENSE_1_0.txt)

// Sinks whose buffer is full.

#include "sink/record_consumer.hpp"
#include "support/sender_access.hpp"

#include <log_fluentd/receiver.hpp>
#include <log_fluentd/sink_backend.hpp>

#include <boost/log/core.hpp>
#include <boost/log/sinks/basic_sink_backend.hpp>
#include <boost/log/sinks/sync_frontend.hpp>
#include <boost/log/sources/logger.hpp>
#include <boost/log/sources/record_ostream.hpp>
#include <boost/log/sources/severity_logger.hpp>
#include <boost/log/trivial.hpp>
#include <boost/make_shared.hpp>
#include <boost/test/unit_test.hpp>

#include <atomic>
#include <stdexcept>
#include <string>
#include <thread>

using namespace log_fluentd;
using namespace log_fluentd::test;
using namespace std::chrono_literals;
namespace logging = boost::log;

namespace {

std::atomic<int> counted{0};

/// Another sink of the program, such as a file.
struct counting_backend : logging::sinks::basic_sink_backend<logging::sinks::synchronized_feeding>
{
    void consume(logging::record_view const&) { ++counted; }
};

} // namespace

BOOST_AUTO_TEST_SUITE(sink_overflow)

BOOST_AUTO_TEST_CASE(a_handler_that_logs_neither_recurses_nor_deadlocks)
{
    log_fluentd::receiver server;
    server.stop();
    diagnostics reported;
    std::atomic<int> calls{0};
    sink_config config;
    config.tag = "sink";
    config.sender = sender_to(server.port(), reported);
    config.sender.buffer.limit = 64 * 1024;
    config.sender.buffer.chunk_limit = 4096;
    config.sender.flush_timeout = 20ms;
    config.sender.on_discard = [&](discarded_events const& what) {
        logging::sources::logger own;
        BOOST_LOG(own) << what.events << " events were not sent";
        ++calls;
    };
    auto const core = logging::core::get();
    auto const sink = make_sink(config);
    core->add_sink(sink);
    core->add_sink(boost::make_shared<logging::sinks::synchronous_sink<counting_backend>>());

    std::thread logging_thread([] {
        logging::sources::logger log;
        for (int i = 0; i < 2000; ++i)
            BOOST_LOG(log) << "a text that fills the buffer " << i;
    });
    for (int i = 0; i < 5; ++i)
        core->flush(); // holds the core's lock while the handler wants it
    logging_thread.join();
    auto const sender = sink->locked_backend()->sender();
    sender->close(400ms);
    while (sender->statistics().discards_waiting.events != 0) // a busy handler goes on after that time
        std::this_thread::yield();
    core->remove_all_sinks();
    auto const s = checked(*sender);
    BOOST_TEST(calls > 0);
    BOOST_TEST(counted == 2000 + calls); // what it logs goes to the other sinks
    BOOST_TEST(s.discards_waiting.events == 0u);
    auto const own = s.rejected[std::size_t(rejection::reentrant)].events +
                     s.rejected[std::size_t(rejection::closed)].events;
    BOOST_TEST(own == std::uint64_t(calls)); // and not into the buffer that is full
    BOOST_TEST(s.offered.events == std::uint64_t(2000 + calls));
}

BOOST_AUTO_TEST_CASE(records_of_the_kept_severity_are_the_last_to_be_lost)
{
    using logging::trivial::severity_level;
    diagnostics reported;
    sink_config config;
    config.tag = "sink";
    config.keep_severity = "warning";
    config.sender = sender_to(1, reported); // nobody listens there
    config.sender.buffer.limit = 64 * 1024;
    config.sender.buffer.chunk_limit = 8 * 1024;
    auto const sink = make_sink(config);
    logging::core::get()->add_sink(sink);
    logging::sources::severity_logger<severity_level> log;
    std::string const text(3000, 'x');
    auto const rejected = [&] {
        return checked(*sink->locked_backend()->sender())
            .rejected[std::size_t(rejection::buffer_full)]
            .events;
    };
    for (int i = 0; i < 30; ++i)
        BOOST_LOG_SEV(log, severity_level::info) << text;
    auto const before = rejected();
    BOOST_TEST(before > 0u);
    BOOST_LOG_SEV(log, severity_level::warning) << text;
    BOOST_LOG_SEV(log, severity_level::fatal) << text;
    BOOST_TEST(rejected() == before);
    BOOST_LOG_SEV(log, severity_level::info) << text;
    BOOST_TEST(rejected() == before + 1);
    logging::core::get()->remove_all_sinks();
}

BOOST_AUTO_TEST_CASE(a_kept_severity_that_is_none_is_an_error)
{
    for (char const* const word : {"warning or", "waring", "\"\""}) {
        sink_config config;
        config.tag = "sink";
        config.keep_severity = word;
        try {
            make_sink(config);
            BOOST_ERROR("accepted");
        } catch (std::invalid_argument const& error) {
            std::string const what = error.what();
            BOOST_TEST(
                what.find("keep_severity must be what may stand behind \"%Severity% >=\" in a filter") == 0u,
                what);
        }
    }
}

BOOST_AUTO_TEST_CASE(a_long_word_does_not_cut_the_remedy)
{
    sink_config config;
    config.tag = "sink";
    config.keep_severity = '"' + std::string(150, 'w') + '"';
    try {
        make_sink(config);
        BOOST_ERROR("accepted");
    } catch (std::invalid_argument const& error) {
        std::string const what = error.what();
        BOOST_TEST(what.find("register_simple_filter_factory<your_level>(\"Severity\"))") != what.npos, what);
    }
}

/// Of a sink in code, with a severity that is a number; logs one record with a level. \return whether a
/// sentence comes.
bool reports_at_a_record(bool are_told)
{
    diagnostics reported;
    log_fluentd::receiver server;
    sink_config config;
    config.tag = "sink";
    config.keep_severity = "30";
    config.sender = sender_to(server.port(), reported);
    auto consumer = std::make_unique<detail::record_consumer>(config);
    if (are_told)
        BOOST_TEST(consumer->take_doubts().size() == 1u);
    consumer->use(std::make_shared<sender>(config.sender));
    auto const sink =
        boost::make_shared<log_fluentd::sink>(boost::make_shared<sink_backend>(std::move(consumer)));
    logging::core::get()->add_sink(sink);
    logging::sources::severity_logger<logging::trivial::severity_level> log;
    BOOST_LOG_SEV(log, logging::trivial::warning) << "x";
    logging::core::get()->remove_all_sinks();
    sink->locked_backend()->sender()->close(20s); // the strand tells what it has before it ends
    return reported.count(diagnostic_kind::configuration) != 0;
}

BOOST_AUTO_TEST_CASE(a_kept_number_is_reported_at_a_record_unless_it_was_at_set_up)
{
    BOOST_TEST(reports_at_a_record(false));
    BOOST_TEST(!reports_at_a_record(true));
}

BOOST_AUTO_TEST_SUITE_END()
