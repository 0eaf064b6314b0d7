// Copyright (c) 2026 The log_fluentd authors
// Distributed under the Boost Software License, Version 1.0.
// (See accompanying file LICENSE_1_0.txt or https://www.boost.org/LICENSE_1_0.txt)

#include "reloading.hpp"
#include "settings_file/settings_sinks.hpp"

#include <log_fluentd/receiver.hpp>
#include <log_fluentd/settings.hpp>
#include <log_fluentd/sink_backend.hpp>

#include <boost/log/exceptions.hpp>
#include <boost/log/sources/logger.hpp>
#include <boost/log/sources/record_ostream.hpp>
#include <boost/log/sources/severity_logger.hpp>
#include <boost/log/trivial.hpp>
#include <boost/log/utility/setup/filter_parser.hpp>
#include <boost/log/utility/setup/from_settings.hpp>
#include <boost/make_shared.hpp>
#include <boost/optional/optional.hpp>

#include <atomic>
#include <chrono>
#include <memory>
#include <set>
#include <string>
#include <thread>
#include <utility>
#include <vector>

using namespace log_fluentd;
using namespace log_fluentd::test;
using namespace std::chrono_literals;
namespace logging = boost::log;

BOOST_AUTO_TEST_SUITE(settings_reload)

BOOST_FIXTURE_TEST_CASE(what_the_new_file_does_not_say_about_the_core_is_gone, clean)
{
    test::init("[Core]\nFilter=\"%NoSuchAttribute%\"\n" + section("filtered"));
    log("left out");
    BOOST_TEST(offered("filtered") == 0u);
    reload(section("filtered"));
    log("taken");
    BOOST_TEST(offered("filtered") == 1u);

    reload("[Core]\nDisableLogging=true\n" + section("filtered"));
    log("left out");
    BOOST_TEST(offered("filtered") == 1u);
    reload(section("filtered"));
    log("taken");
    BOOST_TEST(offered("filtered") == 2u);

    reload("[Core]\nFilter=\"%Severity% >= warning\"\n" + section("filtered"));
    log("left out");
    BOOST_TEST(offered("filtered") == 2u);
    reload("[Core]\nDisableLogging=false\n" + section("filtered"));
    log("taken");
    BOOST_TEST(offered("filtered") == 3u);
}

BOOST_FIXTURE_TEST_CASE(no_filter_of_the_core_throws_out_of_a_logging_statement, clean)
{
    reload("[Core]\nFilter=\"%Text% matches \\\"(a*)*(a*)*(a*)*b\\\"\"\n" + section("filtered"));
    boost::log::core::get()->add_global_attribute(
        "Text", boost::log::attributes::constant<std::string>(std::string(64, 'a')));
    BOOST_CHECK_NO_THROW(log("passes"));
    boost::log::core::get()->set_global_attributes({});
    BOOST_TEST(offered("filtered") == 1u);
}

BOOST_FIXTURE_TEST_CASE(it_may_read_the_settings_for_the_first_time, clean)
{
    reload(section("first"));
    log("taken");
    BOOST_TEST(offered("first") == 1u);
}

BOOST_FIXTURE_TEST_CASE(what_is_invalid_is_shown_without_what_plays_with_a_terminal, clean)
{
    for (std::string const& text :
         {std::string("[Core]\nFilter=\"%Severity% >= \\x1b\"\n"),
          std::string("[Core]\nFilter=\"%A% matches \\\"\\x1b(\\\"\"\n"),
          std::string("[Sinks.A]\nDestination=Console\nFilter=\"%Severity% >= \\x1b\"\n")}) {
        try {
            reload(text);
            BOOST_ERROR("accepted: " << text);
        } catch (logging::parse_error const& error) {
            std::string const what = error.what();
            BOOST_TEST(what.find('\x1b') == what.npos, what);
            BOOST_TEST(what.find("\\x1b") != what.npos, what);
        }
    }
}

BOOST_FIXTURE_TEST_CASE(a_file_that_is_not_there_is_no_empty_one, clean)
{
    reload(section("there"));
    std::ifstream missing("/no/such/file");
    test::check_message<logging::parse_error>([&] { reload_settings(missing); }, "is the file there?");
    log("taken by the settings before");
    BOOST_TEST(offered("there") == 1u);
}

/// A destination of the program's own, which counts.
struct counting_factory : logging::sink_factory<char>
{
    struct backend : logging::sinks::basic_sink_backend<logging::sinks::concurrent_feeding>
    {
        explicit backend(std::shared_ptr<std::atomic<int>> to) : count(std::move(to)) {}
        void consume(logging::record_view const&) { ++*count; }
        std::shared_ptr<std::atomic<int>> count;
    };

    boost::shared_ptr<logging::sinks::sink> create_sink(settings_section const& from) override
    {
        if (from["Bad"])
            throw std::runtime_error("bad");
        ++made;
        auto sink =
            boost::make_shared<logging::sinks::unlocked_sink<backend>>(boost::make_shared<backend>(count));
        if (boost::optional<std::string> const filter = from["Filter"])
            sink->set_filter(logging::parse_filter(*filter));
        return sink;
    }

    std::shared_ptr<std::atomic<int>> const count = std::make_shared<std::atomic<int>>(0);
    int made = 0;
};

BOOST_FIXTURE_TEST_CASE(a_new_file_that_is_wrong_changes_nothing, clean)
{
    auto const counting = boost::make_shared<counting_factory>();
    logging::register_sink_factory("CountingA", counting);
    test::init("[Core]\nFilter=\"%Severity% >= debug\"\n" + section("kept"));
    auto const kept = find_sender("kept");
    struct
    {
        std::string text;
        std::string says;
    } const wrong[] = {
        {"[Sinks.X]\nnonsense\n", ""},
        {"[Core]\nFilter=\"%Severity% >= warn\"\n" + section("kept"), "trace, debug, info"},
        {"[Core]\nFilter=\"%A% matches \\\"a(\\\"\"\n" + section("kept"), "regular expression"},
        {"[Core]\nDisableLogging=maybe\n" + section("kept"), "DisableLogging=\"maybe\""},
        {section("kept", 1, "Prot=1\n"), "did you mean Port?"},
        {section("kept") + section("other", 1, "Window=0\n"), "Window must be"},
        {section("other") + "[Sinks.S]\nDestination=Fluentd\nTag=a\nSender=kept\n",
         "Sender=\"kept\" is not found"},
        {section("other") + "[Sinks.C]\nDestination=Nonsense\n", ""},
        {section("other") + "[Sinks.C]\nFilter=\"%A%\"\n", ""},
        {section("other") + "[Sinks.C]\nDestination=CountingA\n[Sinks.D]\nDestination=CountingA\nBad=1\n",
         "bad"},
        {section("other") + "[Sinks.C]\nDestination=CountingA\nFilter=\"%A% matches \\\"(\\\"\"\n",
         "the section Sinks.C"},
    };
    std::uint64_t taken = 0;
    for (auto const& one : wrong) {
        try {
            reload(one.text);
            BOOST_ERROR("taken: " << one.text);
        } catch (std::exception const& error) {
            BOOST_TEST(std::string(error.what()).find(one.says) != std::string::npos, error.what());
        }
        log("taken by the settings before");
        BOOST_TEST(kept->statistics().offered.events == ++taken, one.text);
        BOOST_TEST(find_sender("kept") == kept);
        BOOST_TEST(find_sender("other") == nullptr);
        BOOST_TEST(*counting->count == 0);
    }
}

BOOST_FIXTURE_TEST_CASE(a_sender_whose_settings_are_the_same_goes_on, clean)
{
    receiver server{receiver_config{}};
    auto const port = server.port();
    test::init(section("same", port, "Filter=\"%Severity% >= info\"\n"));
    auto const same = find_sender("same");
    log("before");
    BOOST_TEST(bool(same->flush(60s)));

    // Another order of the keys, other ones of the sink, another name of the section.
    reload("[Sinks.Z]\nPort=" + std::to_string(port) +
           "\nName=same\nCloseTimeout=0\nDestination=fluentd\nTag=changed\nMessageKey=text\n");
    BOOST_TEST(find_sender("same") == same);
    log("after");
    BOOST_TEST(bool(same->flush(60s)));
    BOOST_TEST(server.connections() == 1u);
    auto const events = server.events();
    BOOST_REQUIRE(events.size() == 2u);
    BOOST_TEST(events[0].tag == "app");
    BOOST_TEST(events[1].tag == "changed");
    BOOST_TEST(events[1].record.at("text").as_string() == "after");
}

BOOST_FIXTURE_TEST_CASE(a_sender_whose_settings_or_secrets_changed_is_another, clean)
{
    std::string const key_file = "SharedKeyFile=\"";
    test::temporary_file const one("a key\n");
    reload(section("changing", 1, key_file + one.path() + "\"\n"));
    auto const first = find_sender("changing");
    reload(section("changing", 1, key_file + one.path() + "\"\n"));
    BOOST_TEST(find_sender("changing") == first);
    std::ofstream(one.path()) << "another key\n";
    reload(section("changing", 1, key_file + one.path() + "\"\n"));
    auto const second = find_sender("changing");
    BOOST_TEST(second != first);
    reload(section("changing", 1, key_file + one.path() + "\"\nWindow=2\n"));
    BOOST_TEST(find_sender("changing") != second);
    BOOST_TEST(find_sender("changing")->config().window == 2u);
}

BOOST_FIXTURE_TEST_CASE(a_sender_that_no_section_has_any_more_delivers_and_closes, clean)
{
    receiver server{receiver_config{}};
    reload(section("old", server.port(), "CloseTimeout=1min\nFlushInterval=1h\n"));
    log("accepted");
    reload(section("new"));
    BOOST_TEST(server.wait_for(1, 60s)); // closing seals the chunk, an hour before its time
    BOOST_TEST(server.wait_for_connections(0, 60s));
    BOOST_TEST(find_sender("old") == nullptr);
}

BOOST_FIXTURE_TEST_CASE(sections_share_the_new_sender, clean)
{
    auto const both = [](std::string const& more) {
        return section("owner", 1, more) + "[Sinks.S]\nDestination=Fluentd\nSender=owner\nTag=b\n";
    };
    reload(both(""));
    auto const first = find_sender("owner");
    reload(both("Window=3\n"));
    auto const second = find_sender("owner");
    BOOST_TEST(second != first);
    log("to both sections");
    BOOST_TEST(first->statistics().offered.events == 0u);
    BOOST_TEST(second->statistics().offered.events == 2u);
}

BOOST_FIXTURE_TEST_CASE(sinks_of_other_destinations_are_replaced_when_they_changed, clean)
{
    auto const counting = boost::make_shared<counting_factory>();
    logging::register_sink_factory("CountingB", counting);
    std::string const other = "[Sinks.C]\nDestination=CountingB\n";
    test::init(section("ours") + other);
    log("one");
    BOOST_TEST(*counting->count == 1);
    reload(section("ours") + other); // which cannot know that there is one already
    log("two");
    BOOST_TEST(*counting->count == 2);
    BOOST_TEST(offered("ours") == 2u);

    auto const made = counting->made;
    reload(section("ours", 1, "MessageKey=m\n") + other); // the same: not touched
    BOOST_TEST(counting->made == made);
    log("three");
    BOOST_TEST(*counting->count == 3);

    reload(section("ours") + other + "Filter=\"%Severity% >= error\"\n");
    log("four");
    BOOST_TEST(*counting->count == 3);
    reload(section("ours"));
    log("five");
    BOOST_TEST(*counting->count == 3);
    BOOST_TEST(offered("ours") == 5u);
    reload(section("ours"));
    log("six");
    BOOST_TEST(offered("ours") == 6u);
}

BOOST_FIXTURE_TEST_CASE(sinks_made_in_code_stay, clean)
{
    reload(section("ofsettings"));
    sink_config config;
    config.tag = "code";
    config.sender.servers = {{"127.0.0.1", 1}};
    config.sender.close_timeout = 0ms;
    auto const in_code = make_sink(config);
    logging::core::get()->add_sink(in_code);
    reload(section("ofsettings", 1, "Window=2\n"));
    log("to both");
    BOOST_TEST(in_code->locked_backend()->sender()->statistics().offered.events == 1u);
    BOOST_TEST(offered("ofsettings") == 1u);
}

detail::filtered_sink counted_sink(boost::log::filter filter)
{
    sink_config config;
    config.tag = "change";
    config.sender.servers = {{"127.0.0.1", 1}};
    config.sender.close_timeout = 0ms;
    return {detail::make_replaceable_sink(boost::make_shared<sink_backend>(config), config),
            std::move(filter)};
}

std::uint64_t offered(detail::filtered_sink const& to)
{
    return to.what->locked_backend()->sender()->statistics().offered.events;
}

BOOST_FIXTURE_TEST_CASE(a_record_whose_filters_are_asked_while_the_sinks_change_is_taken_by_one_side, clean)
{
    std::atomic<bool> holds{false};
    std::atomic<bool> is_held{false};
    auto const slow = [&](logging::attribute_value_set const&) {
        // Boost.Log waits for this record before it removes a sink: the change has turned by then.
        for (int i = 0; holds && i < 10000; ++i) {
            is_held = true;
            std::this_thread::yield();
        }
        return true;
    };
    auto const before = counted_sink(slow);
    auto const after = counted_sink({});
    before.what->set_filter(before.filter);
    logging::core::get()->add_sink(before.what);
    std::atomic<bool> done{false};
    std::uint64_t logged = 0;
    std::thread logs([&] {
        for (logging::sources::logger logger; !done; ++logged)
            BOOST_LOG(logger) << "one";
    });
    detail::change_sinks({before}, {after}, [&] {
        holds = true;
        while (!is_held)
            std::this_thread::yield();
    });
    holds = false;
    while (offered(after) == 0)
        std::this_thread::yield();
    done = true;
    logs.join();
    BOOST_TEST(offered(before) + offered(after) == logged);
}

BOOST_FIXTURE_TEST_CASE(many_reloads_while_threads_log_lose_and_double_nothing, clean)
{
    constexpr int reloads = 200;
    constexpr int per_reload = 40;
    constexpr int thread_count = 3;
    receiver server{receiver_config{}};
    // Two sections, which change their places; and now and then another sender.
    auto const settings = [&](int round) {
        auto const a = section("a", server.port(),
                               "Tag=a\nCloseTimeout=1min\nFilter=\"!%NoSuchAttribute%\"\nWindow=" +
                                   std::to_string(1 + round / 20) + '\n');
        auto const b = "[Sinks.B]\nDestination=Fluentd\nTag=b\nCloseTimeout=1min\nPort=" +
                       std::to_string(server.port()) + "\nMessageKey=message\n";
        return round % 2 ? a + b : b + a;
    };
    test::init(settings(0));

    std::atomic<int> allowed{per_reload}; // so that there is no end of events while a reload takes long
    std::atomic<bool> done{false};
    std::vector<std::thread> threads;
    std::vector<int> logged(thread_count);
    for (int number = 0; number < thread_count; ++number)
        threads.emplace_back([&, number] {
            logging::sources::logger logger;
            while (!done)
                if (logged[static_cast<std::size_t>(number)] < allowed)
                    BOOST_LOG(logger) << number << ' ' << logged[static_cast<std::size_t>(number)]++;
                else
                    std::this_thread::yield();
        });
    for (int round = 1; round <= reloads; ++round) {
        reload(settings(round));
        allowed += per_reload;
    }
    done = true;
    std::set<std::string> wanted;
    for (int number = 0; number < thread_count; ++number) {
        threads[static_cast<std::size_t>(number)].join();
        for (int n = 0; n < logged[static_cast<std::size_t>(number)]; ++n)
            for (char const* const tag : {"a ", "b "})
                wanted.insert(tag + std::to_string(number) + ' ' + std::to_string(n));
    }
    server.wait_for(wanted.size(), 120s);
    std::multiset<std::string> arrived;
    for (auto const& event : server.events())
        arrived.insert(event.tag + ' ' + std::string(event.record.at("message").as_string()));
    BOOST_TEST(arrived.size() == wanted.size());
    BOOST_TEST(std::equal(arrived.begin(), arrived.end(), wanted.begin(), wanted.end()));
}

BOOST_AUTO_TEST_SUITE_END()
