// Copyright (c) 2026 The log_fluentd authors
// Distributed under the Boost Software License, Version 1.0.
// (See accompanying file LICENSE_1_0.txt or https://www.boost.org/LICENSE_1_0.txt)

#include "sink_to_receiver.hpp"
#include "support/certificates.hpp"
#include "support/set_up_work.hpp"

#include <log_fluentd/record_formatter.hpp>

#include <boost/date_time/local_time/local_date_time.hpp>
#include <boost/json/serialize.hpp>
#include <boost/log/attributes/clock.hpp>
#include <boost/log/attributes/constant.hpp>
#include <boost/log/expressions.hpp>
#include <boost/log/sinks/async_frontend.hpp>
#include <boost/log/sinks/bounded_fifo_queue.hpp>
#include <boost/log/sinks/drop_on_overflow.hpp>
#include <boost/log/sinks/sync_frontend.hpp>
#include <boost/log/utility/manipulators/add_value.hpp>
#include <boost/log/utility/setup/common_attributes.hpp>
#include <boost/test/unit_test.hpp>

#include <chrono>
#include <cstdint>
#include <cstdlib>
#include <ctime>
#include <map>
#include <memory>
#include <set>
#include <thread>
#include <vector>

using namespace log_fluentd;
using namespace log_fluentd::test;
using namespace std::chrono_literals;
namespace logging = boost::log;
namespace sinks = boost::log::sinks;
using logging::trivial::severity_level;

namespace {

struct fixture : sink_to_receiver
{
    fixture()
    {
        config.tag = "sink";
        config.format = {{"level", "%Severity%"}, {"channel", "%Channel%"}};
    }

    template <typename Frontend>
    void check_frontend()
    {
        auto const backend = boost::make_shared<sink_backend>(config);
        auto const frontend = boost::make_shared<Frontend>(backend);
        core->add_sink(frontend);
        for (int i = 0; i < 100; ++i)
            BOOST_LOG_SEV(log, severity_level::warning) << "text " << i;
        frontend->flush();
        BOOST_TEST(server.wait_for(100, patience));
        auto const events = server.events();
        BOOST_TEST(boost::json::serialize(events.at(99).record) ==
                   R"({"level":"warning","channel":"shop","message":"text 99"})");
        BOOST_TEST(events.at(0).tag == "test.sink");
        core->remove_sink(frontend);
        if constexpr (std::is_same_v<Frontend, sinks::asynchronous_sink<
                                                   sink_backend,
                                                   sinks::bounded_fifo_queue<1000, sinks::drop_on_overflow>>>)
            frontend->stop();
        checked(*backend->sender());
    }
};

} // namespace

BOOST_FIXTURE_TEST_SUITE(sink, fixture)

BOOST_AUTO_TEST_CASE(it_works_under_the_unlocked_frontend)
{
    check_frontend<sinks::unlocked_sink<sink_backend>>();
}

BOOST_AUTO_TEST_CASE(it_works_under_the_synchronous_frontend)
{
    check_frontend<sinks::synchronous_sink<sink_backend>>();
}

BOOST_AUTO_TEST_CASE(it_works_under_a_bounded_asynchronous_frontend)
{
    check_frontend<
        sinks::asynchronous_sink<sink_backend, sinks::bounded_fifo_queue<1000, sinks::drop_on_overflow>>>();
}

BOOST_AUTO_TEST_CASE(the_filter_of_the_frontend_holds)
{
    auto const s = make_sink(config);
    s->set_filter(logging::expressions::attr<severity_level>("Severity") >= severity_level::warning);
    core->add_sink(s);
    BOOST_LOG_SEV(log, severity_level::info) << "no";
    BOOST_LOG_SEV(log, severity_level::error) << "yes";
    core->flush();
    BOOST_TEST(server.wait_for(1, patience));
    BOOST_TEST(server.events().at(0).record.at("message").as_string() == "yes");
    BOOST_TEST(server.event_count() == 1u);
}

BOOST_AUTO_TEST_CASE(each_threads_severity_and_id_are_its_own)
{
    logging::add_common_attributes();
    config.format = {{"level", "%Severity%"}, {"thread", "%ThreadID%"}};
    auto const s = make_sink(config);
    core->add_sink(s);
    auto const work = [](severity_level level, std::string const& text) {
        logger_type own{logging::keywords::channel = "own"};
        for (int i = 0; i < 2000; ++i)
            BOOST_LOG_SEV(own, level) << text;
    };
    std::thread calm(work, severity_level::trace, "calm"), grave(work, severity_level::fatal, "grave");
    calm.join();
    grave.join();
    BOOST_TEST(bool(s->locked_backend()->sender()->flush(patience)));
    std::map<std::string, std::set<std::string>> ids;
    bool right = true;
    for (auto const& event : server.events()) {
        std::string const text(event.record.at("message").as_string());
        right &= event.record.at("level").as_string() == (text == "calm" ? "trace" : "fatal");
        ids[text].insert(boost::json::serialize(event.record.at("thread")));
    }
    BOOST_TEST(right);
    BOOST_TEST(server.event_count() == 4000u);
    BOOST_TEST(ids["calm"].size() == 1u);
    BOOST_TEST(ids["grave"].size() == 1u);
    BOOST_TEST((ids["calm"] != ids["grave"]));
}

BOOST_AUTO_TEST_CASE(several_sinks_share_one_sender)
{
    auto const shared = std::make_shared<sender>(config.sender);
    config.tag = "one";
    core->add_sink(make_sink(shared, config));
    config.tag = "two";
    core->add_sink(make_sink(shared, config));
    BOOST_LOG_SEV(log, severity_level::info) << "both";
    BOOST_TEST(bool(shared->flush(patience)));
    BOOST_TEST(server.event_count() == 2u);
    BOOST_TEST(server.connections() == 1u);
    BOOST_CHECK_THROW(make_sink(nullptr, config), std::invalid_argument);
}

BOOST_AUTO_TEST_CASE(with_the_server_down_nothing_waits)
{
    server.stop();
    config.sender.close_timeout = patience;
    config.sender.flush_timeout = 20ms;
    auto s = make_sink(config);
    auto const sender = s->locked_backend()->sender();
    core->add_sink(s);
    BOOST_LOG_SEV(log, severity_level::info) << "waiting";
    auto const begin = std::chrono::steady_clock::now();
    core->flush();
    s.reset();
    core->remove_all_sinks();
    BOOST_TEST((std::chrono::steady_clock::now() - begin < patience / 2));
    BOOST_TEST(checked(*sender).waiting.events == 1u);
    server.start();
    BOOST_TEST(server.wait_for(1, patience)); // it was not lost by being removed
}

BOOST_AUTO_TEST_CASE(the_last_reference_may_go_on_a_logging_thread)
{
    for (int round = 0; round < 50; ++round) {
        auto s = make_sink(config);
        std::weak_ptr<sender> const last = s->locked_backend()->sender();
        core->add_sink(s);
        std::thread logging([&] {
            for (int i = 0; i < 20; ++i)
                BOOST_LOG_SEV(log, severity_level::info) << i;
        });
        s.reset();
        core->remove_all_sinks();
        logging.join();
        BOOST_TEST(last.expired());
    }
}

BOOST_AUTO_TEST_CASE(a_handler_that_logs_neither_recurses_nor_deadlocks)
{
    logger_type handlers_own{logging::keywords::channel = "handler"};
    config.sender.on_diagnostic = [&](diagnostic const& what) {
        BOOST_LOG_SEV(handlers_own, severity_level::error) << what.message;
    };
    config.sender.flush_timeout = 200ms;
    auto const s = make_sink(config);
    core->add_sink(s);
    BOOST_LOG_SEV(log, severity_level::info) << "outer";
    core->flush(); // holds the core's lock while the handler wants it
    auto const sender = s->locked_backend()->sender();
    BOOST_TEST(bool(sender->flush(patience)));
    BOOST_TEST(bool(sender->close(patience)));
    auto const counters = checked(*sender);
    BOOST_TEST(counters.delivered.events == 1u);
    BOOST_TEST(counters.rejected[std::size_t(rejection::reentrant)].events >= 1u);
}

BOOST_AUTO_TEST_CASE(an_unknown_type_is_counted_reported_once_and_shown)
{
    struct mine
    {};
    core->add_global_attribute("Mine", logging::attributes::make_constant(mine{}));
    config.format = {{"mine", "%Mine%"}};
    auto const s = make_sink(config);
    core->add_sink(s);
    for (int i = 0; i < 3; ++i)
        BOOST_LOG_SEV(log, severity_level::info) << i;
    auto const sender = s->locked_backend()->sender();
    BOOST_TEST(bool(sender->flush(patience)));
    BOOST_LOG_SEV(log, severity_level::info) << 3;
    BOOST_TEST(reported.wait_for(diagnostic_kind::unknown_type).message.find("mine") != std::string::npos);
    BOOST_TEST(bool(sender->close(patience)));
    BOOST_TEST(checked(*sender).unknown_types == 4u);
    BOOST_TEST(reported.count(diagnostic_kind::unknown_type) == 1u);
    BOOST_TEST(server.events().at(0).record.at("mine").as_string().find("mine") != std::string::npos);
}

BOOST_AUTO_TEST_CASE(an_unknown_type_in_a_record_that_is_too_large_is_reported_too)
{
    struct mine
    {};
    config.format = {{"mine", "%Mine%"}, {"numbers", "%Numbers%"}};
    config.options.max_event_size = 1024;
    auto const s = make_sink(config);
    core->add_sink(s);
    BOOST_LOG_SEV(log, severity_level::info) << "the first one starts the sender";
    BOOST_LOG_SEV(log, severity_level::info)
        << logging::add_value("Mine", mine()) << logging::add_value("Numbers", std::vector<int>(2000));
    auto const sender = s->locked_backend()->sender();
    BOOST_TEST(bool(sender->close(patience)));
    auto const counters = checked(*sender);
    BOOST_TEST(counters.rejected[std::size_t(rejection::event_too_large)].events == 1u);
    BOOST_TEST(counters.unknown_types == 1u);
    BOOST_TEST(reported.count(diagnostic_kind::unknown_type) == 1u);
}

BOOST_AUTO_TEST_CASE(the_time_is_now_or_that_of_an_attribute)
{
    namespace pt = boost::posix_time;
    ::setenv("TZ", "Europe/Berlin", 1);
    ::tzset();
    struct
    {
        pt::ptime time;
        time_zone zone;
        std::int64_t seconds;
    } const table[] = {
        {pt::ptime({2026, 1, 15}, pt::time_duration(12, 0, 0, 250000)), time_zone::utc, 1768478400},
        {pt::ptime({2026, 1, 15}, pt::time_duration(12, 0, 0, 250000)), time_zone::local, 1768474800}, // CET
        {pt::ptime({2026, 7, 15}, pt::time_duration(12, 0, 0, 250000)), time_zone::local, 1784109600}, // CEST
        // The night in which summer begins: 1:59:59 is winter, 3:00 is summer, a second later.
        {pt::ptime({2026, 3, 29}, pt::time_duration(1, 59, 59, 250000)), time_zone::local, 1774745999},
        {pt::ptime({2026, 3, 29}, pt::time_duration(3, 0, 0, 250000)), time_zone::local, 1774746000},
    };
    for (auto const& row : table) {
        config.time_attribute = "When";
        config.zone = row.zone;
        auto const s = make_sink(config);
        core->add_sink(s);
        auto const count = server.event_count();
        BOOST_LOG_SEV(log, severity_level::info) << logging::add_value("When", row.time);
        BOOST_LOG_SEV(log, severity_level::info) << logging::add_value("When", pt::ptime(pt::pos_infin));
        BOOST_LOG_SEV(log, severity_level::info) << "no time";
        BOOST_TEST(bool(s->locked_backend()->sender()->flush(patience)));
        auto const events = server.events();
        BOOST_TEST(events.at(count).seconds == row.seconds);
        BOOST_TEST(events.at(count).nanoseconds == 250000000u);
        for (std::size_t i : {count + 1, count + 2})
            BOOST_TEST(std::abs(events.at(i).seconds - std::time(nullptr)) < 100);
        core->remove_all_sinks();
    }
    ::unsetenv("TZ");
    ::tzset();
}

BOOST_AUTO_TEST_CASE(a_time_that_no_event_can_have_is_now)
{
    namespace pt = boost::posix_time;
    using std::chrono::system_clock;
    pt::ptime const epoch({1970, 1, 1});
    std::vector<pt::ptime> times = {pt::ptime(pt::not_a_date_time), pt::ptime(pt::pos_infin),
                                    pt::ptime(pt::neg_infin),       pt::ptime(pt::min_date_time),
                                    pt::ptime(pt::max_date_time),   epoch - pt::microseconds(1)};
    for (int const year : {1400, 1676, 1678, 1900, 2107, 2261, 2263, 2554, 9999})
        times.emplace_back(boost::gregorian::date(static_cast<unsigned short>(year), 3, 1));
    for (std::int64_t const seconds : {4294967294, 4294967295, 4294967296})
        times.push_back(epoch + pt::seconds(seconds));
    config.time_attribute = "When";
    config.zone = time_zone::utc;
    for (bool const as_integer : {false, true}) {
        config.sender.frame.time_as_integer = as_integer;
        auto const s = make_sink(config);
        core->add_sink(s);
        auto const sender = s->locked_backend()->sender();
        auto const count = server.event_count();
        for (auto const& time : times) {
            BOOST_LOG_SEV(log, severity_level::info) << logging::add_value("When", time);
            boost::local_time::local_date_time const zoned(time, {});
            BOOST_LOG_SEV(log, severity_level::info) << logging::add_value("When", zoned);
        }
        for (auto const time : {system_clock::time_point::min(), system_clock::time_point::max(),
                                system_clock::time_point(std::chrono::seconds(4294967294)),
                                system_clock::time_point(std::chrono::nanoseconds(-1))})
            BOOST_LOG_SEV(log, severity_level::info) << logging::add_value("When", time);
        auto const last = system_clock::time_point(std::chrono::seconds(4294967293));
        BOOST_LOG_SEV(log, severity_level::info) << logging::add_value("When", last);
        BOOST_TEST(bool(sender->flush(patience)));
        auto const events = server.events();
        auto const made = 2 * times.size() + 4;
        BOOST_REQUIRE(events.size() == count + made + 1);
        for (std::size_t i = count; i < count + made; ++i)
            BOOST_TEST(std::abs(events[i].seconds - std::time(nullptr)) < 100);
        BOOST_TEST(events.back().seconds == 4294967293);
        core->remove_all_sinks();
    }
}

BOOST_AUTO_TEST_CASE(what_set_up_does_is_done_once)
{
    test::compile_counter compiled;
    record_formatter const calibration({{"a", compiled.text}});
    int const once = compiled.take();
    BOOST_TEST(once >= 1);
    config.format = {{"a", compiled.text}};
    auto const sink = make_sink(config);
    BOOST_TEST(compiled.take() == once);
    make_sink(sink->locked_backend()->sender(), config);
    BOOST_TEST(compiled.take() == once);
#ifdef __linux__
    test::authority const trusted;
    test::open_counter opened(trusted.ca_file());
    config.sender.tls.enabled = true;
    config.sender.tls.ca_file = trusted.ca_file();
    auto const own = make_sink(config);
    BOOST_TEST(opened.take() == 1);
    make_sink(own->locked_backend()->sender(), config); // whose sender is checked already
    BOOST_TEST(opened.take() == 0);
#endif
}

BOOST_AUTO_TEST_SUITE_END()
