// Copyright (c) 2026 The log_fluentd authors
// Distributed under the Boost Software License, Version 1.0.
// (See accompanying file LICENSE_1_0.txt or https://www.boost.org/LICENSE_1_0.txt)

#include "msgpack/entry.hpp"

#include "support/decode.hpp"

#include <log_fluentd/value.hpp>

#include <boost/json/serialize.hpp>
#include <boost/test/unit_test.hpp>

#include <chrono>
#include <memory>
#include <string>

namespace {

namespace json = boost::json;
using log_fluentd::fields;
using log_fluentd::value_writer;
using namespace log_fluentd::detail;

json::value decoded(scratch const& out)
{
    return log_fluentd::test::decode(out.data(), out.size());
}

std::unique_ptr<scratch> event_of(fields map, std::size_t max_event_size = std::size_t{1} << 20)
{
    auto out = std::make_unique<scratch>();
    begin_event(*out, {1, 2}, max_event_size);
    value_writer writer(*out);
    write(writer, map);
    return out;
}

} // namespace

BOOST_AUTO_TEST_SUITE(event)

BOOST_AUTO_TEST_CASE(an_entry_begins_with_its_time)
{
    scratch out;
    out.report.format_errors = 1;
    out.write("old", 3);
    begin_event(out, {0x01020304, 0x05060708});
    BOOST_TEST(std::string(out.data(), out.size()) ==
               std::string("\x92\xD7\x00\x01\x02\x03\x04\x05\x06\x07\x08", 11));
    BOOST_TEST(out.report.empty());
}

BOOST_AUTO_TEST_CASE(now_is_the_system_clock)
{
    using namespace std::chrono;
    auto const before = duration_cast<seconds>(system_clock::now().time_since_epoch()).count();
    entry_time const now = entry_time::now();
    auto const after = duration_cast<seconds>(system_clock::now().time_since_epoch()).count();
    BOOST_TEST(now.seconds >= before);
    BOOST_TEST(now.seconds <= after);
    BOOST_TEST(now.nanoseconds < 1'000'000'000u);
}

BOOST_AUTO_TEST_CASE(an_event_that_fits_stays_as_it_is)
{
    auto const event = event_of({{"k", "text"}});
    scratch& out = *event;
    std::string const before(out.data(), out.size());
    BOOST_TEST(fit_event(out, 1024));
    BOOST_TEST(std::string(out.data(), out.size()) == before);
    BOOST_TEST(out.report.empty());
}

BOOST_AUTO_TEST_CASE(the_longest_strings_are_cut_to_one_length)
{
    std::string const longest(5000, 'a');
    std::string const longer(3000, 'b');
    std::string const small(100, 'c');
    auto const event =
        event_of({{"a", longest}, {"b", longer}, {"c", small}, {"n", -7}, {"f", 2.0}, {"in", {{"t", true}}}});
    scratch& out = *event;
    BOOST_TEST(fit_event(out, 2048));
    BOOST_TEST(out.size() <= 2048u);
    BOOST_TEST(out.size() > 1900u);
    BOOST_TEST(out.report.truncated_events == 1u);

    auto const entry = decoded(out).as_array();
    BOOST_TEST(json::serialize(entry.at(0)) == R"({"seconds":1,"nanoseconds":2})");
    auto const& map = entry.at(1).as_object();
    std::string const a(map.at("a").as_string().c_str());
    std::string const b(map.at("b").as_string().c_str());
    auto const kept = a.find("\u2026");
    BOOST_TEST(kept == b.find("\u2026"));
    BOOST_TEST(a == std::string(kept, 'a') + "\u2026[cut: " + std::to_string(5000 - kept) + " bytes]");
    BOOST_TEST(b == std::string(kept, 'b') + "\u2026[cut: " + std::to_string(3000 - kept) + " bytes]");
    BOOST_TEST(map.at("c") == json::value(small));
    BOOST_TEST(json::serialize(map.at("n")) == "-7");
    BOOST_TEST(map.at("f") == json::value(2.0));
    BOOST_TEST(map.at("in").at("t").as_bool());
}

BOOST_AUTO_TEST_CASE(a_text_cut_twice_says_how_much_is_gone_in_all)
{
    std::string const text(std::size_t{9} << 20, 'x');
    auto const event = event_of({{"message", text}}, 4096);
    scratch& out = *event;
    BOOST_TEST(fit_event(out, 4096));
    BOOST_TEST(out.size() <= 4096u);
    BOOST_TEST(out.report.truncated_events == 1u);
    auto const entry = decoded(out).as_array();
    std::string const message(entry.at(1).at("message").as_string().c_str());
    auto const kept = message.find("\u2026");
    BOOST_TEST(message ==
               std::string(kept, 'x') + "\u2026[cut: " + std::to_string(text.size() - kept) + " bytes]");
}

BOOST_AUTO_TEST_CASE(strings_are_cut_between_code_points)
{
    std::string text;
    for (int i = 0; i < 2000; ++i)
        text += "\u20AC";
    auto const event = event_of({{"message", text}});
    scratch& out = *event;
    BOOST_TEST(fit_event(out, 1024));
    auto const entry = decoded(out).as_array();
    std::string const message(entry.at(1).at("message").as_string().c_str());
    auto const kept = message.find("\u2026");
    BOOST_TEST(kept % 3 == 0u);
    BOOST_TEST(message.substr(kept) == "\u2026[cut: " + std::to_string(6000 - kept) + " bytes]");
}

BOOST_AUTO_TEST_CASE(keys_are_not_cut)
{
    std::string const key(3000, 'k');
    auto const event = event_of({{key, "text"}});
    scratch& out = *event;
    BOOST_TEST(!fit_event(out, 2048));
}

BOOST_AUTO_TEST_CASE(many_numbers_cannot_be_cut)
{
    scratch out;
    begin_event(out, {1, 2});
    value_writer writer(out);
    writer.begin_map();
    writer.key("numbers");
    writer.begin_array();
    for (int i = 0; i < 2000; ++i)
        writer.integer(i);
    writer.end_array();
    writer.end_map();
    BOOST_TEST(!fit_event(out, 2048));
}

BOOST_AUTO_TEST_CASE(thousands_of_strings_are_cut)
{
    scratch out;
    begin_event(out, {1, 2});
    value_writer writer(out);
    writer.begin_map();
    writer.key("strings");
    writer.begin_array();
    for (std::size_t i = 0; i < 5000; ++i)
        writer.string(std::string(i, 'x'));
    writer.end_array();
    writer.end_map();
    BOOST_TEST(fit_event(out, std::size_t{1} << 20));
    BOOST_TEST(out.size() <= std::size_t{1} << 20);
    BOOST_TEST(decoded(out).as_array().at(1).at("strings").as_array().size() == 5000u);
}

BOOST_AUTO_TEST_SUITE_END()
