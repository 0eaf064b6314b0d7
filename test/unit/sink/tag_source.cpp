// Copyright (c) 2026 The log_fluentd authors
// Distributed under the Boost Software License, Version 1.0.
// (See accompanying file LICENSE_1_0.txt or https://www.boost.org/LICENSE_1_0.txt)

// Tags with placeholders.

#include "format/process_name.hpp"
#include "os/host_name.hpp"
#include "sink/tag_set.hpp"
#include "sink_to_receiver.hpp"

#include <boost/asio/ip/host_name.hpp>
#include <boost/json/serialize.hpp>
#include <boost/json/value.hpp>
#include <boost/log/utility/manipulators/add_value.hpp>
#include <boost/test/unit_test.hpp>

#include <algorithm>
#include <set>
#include <stdexcept>
#include <string>
#include <thread>
#include <vector>

using namespace log_fluentd;
using namespace log_fluentd::test;
namespace logging = boost::log;
using logging::trivial::severity_level;

namespace {

struct fixture : sink_to_receiver
{
    fixture() { config.sender.tag.clear(); }

    /// The tag that a record with this attribute gets.
    template <typename Value>
    std::string tag_of(std::string const& tag, Value const& value)
    {
        config.tag = tag;
        auto const sink = make_sink(config);
        core->add_sink(sink);
        BOOST_LOG_SEV(log, severity_level::info) << logging::add_value("A", value);
        core->remove_all_sinks();
        auto const count = server.event_count();
        BOOST_TEST(bool(sink->locked_backend()->sender()->close(patience)));
        return server.events().at(count).tag;
    }
    void check_invalid(std::string const& tag, std::string const& why)
    {
        config.tag = tag;
        BOOST_CHECK_EXCEPTION(make_sink(config), std::invalid_argument, [&](auto const& error) {
            std::string const what = error.what();
            BOOST_TEST_INFO(what);
            return what.rfind("tag ", 0) == 0 && what.find(why) != std::string::npos;
        });
    }
};

} // namespace

BOOST_FIXTURE_TEST_SUITE(tags, fixture)

BOOST_AUTO_TEST_CASE(placeholders_become_the_record_s_values_which_stay_in_the_map)
{
    config.sender.tag = "prefix";
    BOOST_TEST(tag_of("app.%Channel%.%Severity%", 1) == "prefix.app.shop.info");
    auto const record = server.events().at(0).record;
    BOOST_TEST(record.at("Channel") == boost::json::value("shop"));
    BOOST_TEST(record.at("Severity") == boost::json::value("info"));
}

BOOST_AUTO_TEST_CASE(every_record_has_its_own)
{
    config.tag = "%Channel%.%Severity%";
    auto const sink = make_sink(config);
    core->add_sink(sink);
    BOOST_LOG_CHANNEL_SEV(log, "a", severity_level::info) << 1;
    BOOST_LOG_CHANNEL_SEV(log, "b", severity_level::error) << 2;
    BOOST_LOG_CHANNEL_SEV(log, "a", severity_level::info) << 3;
    BOOST_TEST(bool(sink->locked_backend()->sender()->flush(patience)));
    std::multiset<std::string> tags;
    for (auto const& event : server.events())
        tags.insert(event.tag);
    BOOST_TEST((tags == std::multiset<std::string>{"a.info", "a.info", "b.error"}));
}

BOOST_AUTO_TEST_CASE(values_of_any_type_become_text_of_good_characters)
{
    BOOST_TEST(tag_of("t.%A%", 42) == "t.42");
    BOOST_TEST(tag_of("t.%A%", true) == "t.true");
    BOOST_TEST(tag_of("t.%A%", -1.5) == "t.-1.5");
    BOOST_TEST(tag_of("t.%A%", std::string("shop.orders-2_X")) == "t.shop.orders-2_X");
    BOOST_TEST(tag_of("t.%A%", std::string("a b/c*d")) == "t.a_b_c_d");
    BOOST_TEST(tag_of("t.%A%", std::string("f\xc3\xbcr\xe2\x82\xac")) == "t.f_r_"); // one for each character
    BOOST_TEST(tag_of("t.%A%", std::string("a\xff")) == "t.a_");
    BOOST_TEST(tag_of("t.%A%", std::wstring(L"a\u00fc")) == "t.a_");
    BOOST_TEST(tag_of("t.%A%", boost::json::value({{"k", 1}})) == "t.__k__1_");
    BOOST_TEST(tag_of("100%%.f\xc3\xbcr.%A%", 1) == "100%.f\xc3\xbcr.1"); // what you wrote stays
}

BOOST_AUTO_TEST_CASE(no_segment_is_empty)
{
    BOOST_TEST(tag_of("app.%Missing%.%A%", 1) == "app._.1");
    BOOST_TEST(tag_of("app.x%Missing%.%A%", 1) == "app.x.1");
    BOOST_TEST(tag_of("%Missing%", 1) == "_");
    BOOST_TEST(tag_of("app.%A%", std::string()) == "app._");
    BOOST_TEST(tag_of("app.%A%", std::string(".a..b.")) == "app._.a._.b._");
    BOOST_TEST(tag_of("%A%", std::string("...")) == "_._._._");
}

BOOST_AUTO_TEST_CASE(an_attribute_that_is_never_sent_is_missing)
{
    config.options.exclude = {"A"};
    BOOST_TEST(tag_of("app.%A%", std::string("secret")) == "app._");
}

BOOST_AUTO_TEST_CASE(what_is_unknown_in_a_tag_is_counted_and_reported)
{
    struct unheard_of
    {};
    config.format = {{"k", "v"}};
    config.tag = "app.%A%";
    auto const sink = make_sink(config);
    core->add_sink(sink);
    BOOST_LOG_SEV(log, severity_level::info) << logging::add_value("A", unheard_of());
    core->remove_all_sinks();
    auto const sender = sink->locked_backend()->sender();
    BOOST_TEST(bool(sender->close(patience)));
    BOOST_TEST(sender->statistics().unknown_types == 1u);
}

BOOST_AUTO_TEST_CASE(host_and_process_are_known)
{
    auto host = boost::asio::ip::host_name();
    for (auto& c : host)
        c = c == ' ' ? '_' : c;
    BOOST_TEST(tag_of("%HostName%.%A%", 1) == host + ".1");
    BOOST_TEST(tag_of("%ProcessName%.%A%", 1) == detail::process_name() + ".1");
}

BOOST_AUTO_TEST_CASE(a_long_one_is_cut)
{
    BOOST_TEST(tag_of("app.%A%", std::string(1000, 'x')) == "app." + std::string(251, 'x'));
    BOOST_TEST(tag_of("app.%A%", std::string(250, 'x') + "..") == "app." + std::string(250, 'x'));
    BOOST_TEST(tag_of("%A%", std::string(1000, '.')).size() == 255u);
}

BOOST_AUTO_TEST_CASE(a_tag_without_placeholders_is_that_text)
{
    BOOST_TEST(tag_of("app/..x 100%%", 1) == "app/..x 100%");
}

BOOST_AUTO_TEST_CASE(the_number_of_tags_is_bounded)
{
    config.max_tags = 3;
    config.tag = "app.%A%.%Missing%.x";
    auto const sink = make_sink(config);
    core->add_sink(sink);
    for (int i = 0; i < 10; ++i)
        BOOST_LOG_SEV(log, severity_level::info) << logging::add_value("A", i % 5);
    core->remove_all_sinks();
    auto const sender = sink->locked_backend()->sender();
    BOOST_TEST(bool(sender->close(patience)));
    std::multiset<std::string> tags;
    for (auto const& event : server.events())
        tags.insert(event.tag);
    BOOST_TEST(tags.count("app.0._.x") == 2u);
    BOOST_TEST(tags.count("app.2._.x") == 2u);
    BOOST_TEST(tags.count("app._._.x") == 4u);
    BOOST_TEST(tags.size() == 10u);
    BOOST_TEST(checked(*sender).fallback_tags == 4u);
    BOOST_TEST(reported.count(diagnostic_kind::configuration) == 1u);
    auto const sentence = reported.wait_for(diagnostic_kind::configuration).message;
    BOOST_TEST(sentence.find("3 tags, which is max_tags") != std::string::npos);
    BOOST_TEST(sentence.find("app._._.x") != std::string::npos);
}

BOOST_AUTO_TEST_CASE(too_many_tags_are_reported_though_the_sender_does_not_run_at_the_first)
{
    config.max_tags = 1;
    config.options.max_event_size = 1024;
    config.tag = "app.%A%";
    auto const sink = make_sink(config);
    core->add_sink(sink);
    std::vector<int> const large(2000);
    BOOST_LOG_SEV(log, severity_level::info) << logging::add_value("A", 1) << logging::add_value("L", large);
    BOOST_LOG_SEV(log, severity_level::info) << logging::add_value("A", 2); // the first one that is taken
    BOOST_LOG_SEV(log, severity_level::info) << logging::add_value("A", 3);
    BOOST_LOG_SEV(log, severity_level::info) << logging::add_value("A", 4);
    auto const sender = sink->locked_backend()->sender();
    BOOST_TEST(bool(sender->close(patience)));
    BOOST_TEST(checked(*sender).rejected[std::size_t(rejection::event_too_large)].events == 1u);
    BOOST_TEST(checked(*sender).fallback_tags == 3u);
    BOOST_TEST(reported.count(diagnostic_kind::configuration) == 1u);
}

BOOST_AUTO_TEST_CASE(a_tag_that_is_wrong_is_an_error)
{
    check_invalid("app.%Channel", "unclosed %");
    check_invalid("app.%%%", "unclosed %");
    check_invalid("app.% %", "is not the name of an attribute");
    check_invalid("%TimeStamp(format=\"%Y\")%", "a placeholder in a tag has no arguments; write %TimeStamp%");
    check_invalid("\xff", "must be UTF-8 of at most 1024 bytes");
    check_invalid(std::string(1025, 'x'), "must be UTF-8 of at most 1024 bytes");
    check_invalid("", "must not be empty");
    config.tag = "app";
    for (std::size_t bad : {0u, 65537u}) {
        config.max_tags = bad;
        BOOST_CHECK_EXCEPTION(make_sink(config), std::invalid_argument, [](auto const& error) {
            return std::string(error.what()).rfind("max_tags must be between 1 and 65536, but is ", 0) == 0;
        });
    }
    config.max_tags = 1;
    config.sender.tag = std::string(1025, 'x');
    BOOST_CHECK_EXCEPTION(make_sink(config), std::invalid_argument, [](auto const& error) {
        return std::string(error.what()).rfind("sender.tag must be", 0) == 0;
    });
}

BOOST_AUTO_TEST_CASE(a_set_of_tags_is_shared_by_threads)
{
    detail::tag_set set(500);
    std::vector<std::vector<std::string const*>> found(4);
    std::vector<std::thread> threads;
    for (auto& mine : found)
        threads.emplace_back([&] {
            for (int round = 0; round < 3; ++round)
                for (int i = 0; i < 500; ++i)
                    mine.push_back(set.find_or_add("tag" + std::to_string(i)));
        });
    for (auto& thread : threads)
        thread.join();
    for (auto const& one : found)
        BOOST_TEST((one == found[0]));
    BOOST_TEST((std::count(found[0].begin(), found[0].end(), nullptr) == 0));
    BOOST_TEST(*found[0][7] == "tag7");
    BOOST_TEST(!set.find_or_add("one more"));
    BOOST_TEST(set.find_or_add("tag499") == found[0][499]);
}

BOOST_AUTO_TEST_SUITE_END()
