// Copyright (c) 2026 The log_fluentd authors
// Distributed under the Boost Software License, Version 1.0.
// (See accompanying file LICENSE_1_0.txt or https://www.boost.org/LICENSE_1_0.txt)

#include "msgpack/entry.hpp"
#include "support/count_allocations.hpp"
#include "support/records.hpp"

#include <log_fluentd/event_map.hpp>
#include <log_fluentd/value.hpp>

#include <boost/json/object.hpp>
#include <boost/log/attributes/named_scope.hpp>
#include <boost/log/sources/severity_channel_logger.hpp>
#include <boost/log/utility/setup/common_attributes.hpp>
#include <boost/test/unit_test.hpp>

#include <map>
#include <optional>
#include <string>
#include <utility>
#include <vector>

namespace {

namespace logging = boost::log;
using log_fluentd::format_dictionary;
using log_fluentd::format_options;
using log_fluentd::record_formatter;
using namespace log_fluentd::test;

struct counts
{
    long into_scratch = -1;
    long into_string = -1;
};

/// Allocations of formatting one record again and again.
template <typename Message>
counts format_counted(format_dictionary const& dictionary, format_options const& options,
                      Message const& message)
{
    record_formatter const formatter(dictionary, options);
    log_fluentd::detail::scratch out;
    std::string bytes;
    counts result;
    handing_sink const sink([&](logging::record_view const& record) {
        result.into_scratch = allocations_of([&] {
            log_fluentd::detail::begin_event(out, log_fluentd::detail::entry_time::now());
            formatter.format(record, out);
        });
        result.into_string = allocations_of([&] {
            bytes.clear();
            formatter(record, bytes);
        });
    });
    BOOST_LOG_FUNCTION();
    logging::add_common_attributes();
    logging::sources::severity_channel_logger<severity, std::string> log(logging::keywords::channel = "shop");
    BOOST_LOG_SEV(log, logging::trivial::info) << message << logging::add_value("OrderId", 4711);
    logging::core::get()->set_global_attributes(logging::attribute_set());
    return result;
}

template <typename Message>
void test_no_allocation(format_dictionary const& dictionary, format_options const& options,
                        Message const& message)
{
    counts const counted = format_counted(dictionary, options, message);
    BOOST_TEST(counted.into_scratch == 0);
    BOOST_TEST(counted.into_string == 0);
}

format_dictionary const& usual()
{
    static format_dictionary const dictionary{
        {"host", "%HostName%"},
        {"where", "%File%:%Line% %Function%"},
        {"level", "%Severity%"},
        {"line", "%LineID%"},
        {"order", "%OrderId%"},
        {"time", "%TimeStamp%"},
        {"ids", {{"process", "%ProcessID%"}, {"thread", "%ThreadID%"}}}};
    return dictionary;
}

} // namespace

BOOST_AUTO_TEST_SUITE(allocation)

BOOST_AUTO_TEST_CASE(the_counter_counts)
{
    BOOST_TEST(allocations_of([] { delete new std::string; }) == 1000);
}

BOOST_AUTO_TEST_CASE(a_record_is_formatted_without_allocating)
{
    test_no_allocation(usual(), {}, "a message that is longer than a small string");
    test_no_allocation({}, {}, "every attribute under its own name");
    test_no_allocation({{"mixed", "%Channel%/%Severity% #%LineID%"}}, {}, "x");
    test_no_allocation({{"formatted", "%LineID(a=b)%"}}, {}, "x");
}

BOOST_AUTO_TEST_CASE(a_message_that_is_json_is_merged_without_allocating)
{
    std::string const text = R"({"from": "userA", "to": {"id": 7, "vip": true}, "tags": ["a", "b", 0.5, null],
        "text": "long enough for no small string to hold it, \u20ac and all"})";
    format_options options;
    test_no_allocation(usual(), options, text);
    options.include_others = true;
    test_no_allocation(usual(), options, text);
    options.message_json = log_fluentd::message_json::nest;
    test_no_allocation(usual(), options, text);

    std::string large = "{\"first\": 1";
    for (int i = 0; i < 500; ++i)
        large += ", \"key " + std::to_string(i) + "\": \"value of it\"";
    test_no_allocation(usual(), {}, large + "}");
}

BOOST_AUTO_TEST_CASE(text_that_only_looks_like_json_does_not_allocate)
{
    test_no_allocation(usual(), {}, std::string("{looks like one, but is none}"));
}

BOOST_AUTO_TEST_CASE(wide_and_unknown_values_do_not_allocate)
{
    struct unknown
    {};
    log_fluentd::detail::scratch out;
    record_formatter const formatter({{"wide", "%Wide%"}, {"unknown", "%Unknown%"}});
    long counted = -1;
    handing_sink const sink([&](logging::record_view const& record) {
        counted = allocations_of([&] {
            out.clear();
            formatter.format(record, out);
        });
    });
    logging::sources::logger log;
    BOOST_LOG(log) << logging::add_value("Wide", std::wstring(L"a text longer than a small string is"))
                   << logging::add_value("Unknown", unknown());
    BOOST_TEST(counted == 0);
}

BOOST_AUTO_TEST_CASE(maps_given_in_place_do_not_allocate)
{
    log_fluentd::detail::scratch out;
    BOOST_TEST(allocations_of([&] {
                   log_fluentd::detail::begin_event(out, {});
                   log_fluentd::value_writer writer(out);
                   write(writer, {{"from", "userA"}, {"to", {{"id", 7}, {"vip", true}}}});
               }) == 0);
}

BOOST_AUTO_TEST_CASE(maps_of_every_kind_do_not_allocate)
{
    log_fluentd::detail::scratch out;
    auto const allocations_for = [&](auto const& map) {
        return allocations_of([&] {
            log_fluentd::detail::begin_event(out, {});
            log_fluentd::value_writer writer(out);
            BOOST_REQUIRE(!log_fluentd::event_map(map).write(writer));
        });
    };
    std::map<std::string, int> const map{{"a", 1}, {"b", 2}};
    BOOST_TEST(allocations_for(map) == 0);
    BOOST_TEST(allocations_for(std::vector<std::pair<std::string, std::optional<int>>>(32, {"a", 1})) == 0);
    BOOST_TEST(allocations_for(std::map<int, std::vector<double>>{{1, {0.5}}, {2, {}}}) == 0);
    BOOST_TEST(allocations_for(boost::json::object{{"a", {1, 2, "x"}}}) == 0);
    // One that is given in place lives as long as the call.
    auto const is_written = [&](log_fluentd::event_map const& given) {
        log_fluentd::detail::begin_event(out, {});
        log_fluentd::value_writer writer(out);
        return !given.write(writer);
    };
    BOOST_TEST(allocations_of([&] {
                   BOOST_REQUIRE(is_written(
                       {{"from", "userA"}, {"map", map}, {"level", logging::trivial::info}, {"took", 5.0}}));
               }) == 0);
}

BOOST_AUTO_TEST_SUITE_END()
