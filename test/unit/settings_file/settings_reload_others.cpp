// Copyright (c) 2026 The log_fluentd authors
// Distributed under the Boost Software License, Version 1.0.
// (See accompanying file LICENSE_1_0.txt or https://www.boost.org/LICENSE_1_0.txt)

/// \file
/// What becomes of the sinks of other destinations when settings are read again.

#include "reloading.hpp"
#include "support/sanitizers.hpp"

#include <log_fluentd/sink_backend.hpp>

#include <boost/log/keywords/start_thread.hpp>
#include <boost/log/sinks/async_frontend.hpp>
#include <boost/log/sinks/basic_sink_backend.hpp>
#include <boost/log/utility/setup/filter_parser.hpp>
#include <boost/log/utility/setup/from_settings.hpp>
#include <boost/make_shared.hpp>
#include <boost/optional/optional.hpp>

#include <atomic>
#include <chrono>
#include <memory>
#include <stdexcept>
#include <string>
#include <thread>

using namespace log_fluentd;
using namespace log_fluentd::test;
using namespace std::chrono_literals;
namespace logging = boost::log;
namespace sinks = boost::log::sinks;

BOOST_AUTO_TEST_SUITE(settings_reload_others)

/// What asynchronous sinks have written.
struct written
{
    std::atomic<int> count{0};
    std::atomic<bool> is_broken{false};
};

/// Makes asynchronous sinks. One without a thread writes only when it is flushed, as one whose thread is
/// slow.
struct asynchronous_factory : logging::sink_factory<char>
{
    struct backend : sinks::basic_sink_backend<
                         sinks::combine_requirements<sinks::synchronized_feeding, sinks::flushing>::type>
    {
        explicit backend(std::shared_ptr<written> where) : to(std::move(where)) {}
        void consume(logging::record_view const&) { ++to->count; }
        void flush()
        {
            if (to->is_broken)
                throw std::runtime_error("the disk is full");
        }
        std::shared_ptr<written> to;
    };

    explicit asynchronous_factory(bool thread) : has_thread(thread) {}

    boost::shared_ptr<sinks::sink> create_sink(settings_section const& from) override
    {
        auto sink = boost::make_shared<sinks::asynchronous_sink<backend>>(boost::make_shared<backend>(to),
                                                                          has_thread);
        if (boost::optional<std::string> const filter = from["Filter"])
            sink->set_filter(logging::parse_filter(*filter));
        return sink;
    }

    bool const has_thread;
    std::shared_ptr<written> const to = std::make_shared<written>();
};

BOOST_FIXTURE_TEST_CASE(what_asynchronous_sinks_have_accepted_is_written, clean)
{
    auto const factory = boost::make_shared<asynchronous_factory>(false);
    logging::register_sink_factory("Slow", factory);
    std::string const slow = "[Sinks.S]\nDestination=Slow\n";
    test::init(slow);
    constexpr int each = 100;
    int logged = 0;
    for (std::string const& next : {slow, slow + "Filter=\"!%Nothing%\"\n", section("ours")}) {
        for (int i = 0; i != each; ++i, ++logged)
            log("accepted");
        BOOST_TEST(factory->to->count == logged - each);
        reload(next);
        BOOST_TEST(factory->to->count == logged);
    }
}

BOOST_FIXTURE_TEST_CASE(what_a_text_file_has_accepted_is_written, clean,
                        *boost::unit_test::precondition(runs_no_uninstrumented_threads))
{
    temporary_file const file("");
    auto const settings = [&](std::string const& more) {
        return "[Sinks.X]\nDestination=TextFile\nAsynchronous=true\nAppend=true\nFormat=\"%Message%\"\n"
               "FileName=\"" +
               file.path() + "\"\n" + more;
    };
    reload(settings(""));
    constexpr int count = 20000;
    for (int i = 0; i != count; ++i)
        log("line");
    reload(settings("AutoFlush=true\n"));
    log("line");
    reload("");
    std::ifstream written(file.path());
    int lines = 0;
    for (std::string line; std::getline(written, line);)
        ++lines;
    BOOST_TEST(lines == count + 1);
}

BOOST_FIXTURE_TEST_CASE(it_does_not_wait_for_a_server_that_is_down, clean)
{
    auto const ours = section("down", 1, "FlushTimeout=1h\nCloseTimeout=1ms\n");
    reload(ours);
    sink_config config;
    config.tag = "code";
    config.sender.servers = {{"127.0.0.1", 1}};
    config.sender.flush_timeout = 1h;
    config.sender.close_timeout = 1ms;
    logging::core::get()->add_sink(make_sink(config));
    log("waits");
    auto const start = std::chrono::steady_clock::now();
    reload(ours + "[Sinks.C]\nDestination=Console\nFilter=\"%Nothing%\"\n");
    BOOST_TEST((std::chrono::steady_clock::now() - start < 10min));
}

BOOST_FIXTURE_TEST_CASE(a_sink_that_cannot_write_does_not_keep_the_new_settings_out, clean)
{
    auto const factory = boost::make_shared<asynchronous_factory>(false);
    logging::register_sink_factory("Broken", factory);
    reload("[Sinks.B]\nDestination=Broken\n");
    factory->to->is_broken = true;
    BOOST_CHECK_NO_THROW(reload(section("ours")));
    log("taken");
    BOOST_TEST(offered("ours") == 1u);
    BOOST_TEST(logging::core::get()->get_logging_enabled());
}

BOOST_FIXTURE_TEST_CASE(it_ends_while_other_threads_log, clean)
{
    auto const factory = boost::make_shared<asynchronous_factory>(true);
    logging::register_sink_factory("Busy", factory);
    std::string const busy = "[Sinks.B]\nDestination=Busy\n";
    reload(busy);
    std::atomic<bool> done{false};
    std::thread logs([&] {
        while (!done)
            log("without end");
    });
    for (int i = 0; i != 20; ++i) {
        auto const before = factory->to->count.load();
        reload(busy + "Round=" + std::to_string(i) + '\n');
        while (factory->to->count == before)
            std::this_thread::yield();
    }
    done = true;
    logs.join();
}

BOOST_AUTO_TEST_SUITE_END()
