// Copyright (c) 2026 The log_fluentd authors
// Distributed under the Boost Software License, Version 1.0.
// (See accompanying file LICENSE_1_0.txt or https://www.boost.org/LICENSE_1_0.txt)

// What is done once for a dictionary must not show: each record gets what the dictionary says for it.

#include "format/attribute_slots.hpp"
#include "support/records.hpp"

#include <boost/json/serialize.hpp>
#include <boost/log/attributes/constant.hpp>
#include <boost/log/attributes/named_scope.hpp>
#include <boost/log/attributes/scoped_attribute.hpp>

#include <cmath>
#include <limits>
#include <string>
#include <vector>

using namespace log_fluentd;
using namespace log_fluentd::test;

namespace {

/// The map of each record, as JSON.
class seen
{
public:
    explicit seen(format_dictionary dictionary, format_options const& options = {})
        : formatter_(dictionary, options),
          sink_([this](logging::record_view const& record) {
              out_.clear();
              formatter_.format(record, out_);
              maps.push_back(decode(out_.data(), out_.size()));
          })
    {}

    std::vector<boost::json::value> maps;

private:
    record_formatter formatter_;
    detail::scratch out_;
    handing_sink sink_;
};

} // namespace

BOOST_AUTO_TEST_SUITE(record_plan)

BOOST_AUTO_TEST_CASE(a_walk_over_a_record_finds_what_its_iterators_find)
{
    std::vector<boost::log::attribute_value_set::value_type const*> stepped, walked;
    handing_sink const sink([&](logging::record_view const& record) {
        auto const& values = record.attribute_values();
        for (auto const& value : values)
            stepped.push_back(&value);
        for (auto it = detail::first_of(values, values.end()); it != values.end(); it = detail::next_of(it))
            walked.push_back(&*it);
    });
    logging::sources::severity_logger<severity> log;
    BOOST_LOG_SCOPED_THREAD_ATTR("Thread", boost::log::attributes::constant<int>(1));
    BOOST_LOG_SEV(log, severity::info) << logging::add_value("A", 1) << logging::add_value("B", 2) << "text";
    BOOST_TEST(stepped.size() == 5u);
    BOOST_TEST(walked == stepped, boost::test_tools::per_element());
}

BOOST_AUTO_TEST_CASE(a_value_that_is_not_there_takes_its_key_with_it_and_nothing_else)
{
    seen records({{"a", "one"}, {"x", "%X%"}, {"b", "two"}, {"y", "%Y%"}, {"c", "three"}});
    logging::sources::logger log;
    BOOST_LOG(log) << logging::add_value("X", 1) << logging::add_value("Y", 2) << "both";
    BOOST_LOG(log) << logging::add_value("Y", 2) << "second";
    BOOST_LOG(log) << logging::add_value("X", 1) << "first";
    BOOST_LOG(log) << "none";
    std::vector<boost::json::value> const expected = {
        {{"a", "one"}, {"x", 1}, {"b", "two"}, {"y", 2}, {"c", "three"}, {"message", "both"}},
        {{"a", "one"}, {"b", "two"}, {"y", 2}, {"c", "three"}, {"message", "second"}},
        {{"a", "one"}, {"x", 1}, {"b", "two"}, {"c", "three"}, {"message", "first"}},
        {{"a", "one"}, {"b", "two"}, {"c", "three"}, {"message", "none"}},
    };
    BOOST_TEST(records.maps == expected, boost::test_tools::per_element());
}

BOOST_AUTO_TEST_CASE(what_stands_in_gives_way_to_the_records_own_also_beyond_the_slots)
{
    format_dictionary dictionary;
    for (int i = 0; i < 40; ++i) // more names than have a slot
        dictionary.add("k" + std::to_string(i), "%Name" + std::to_string(i) + "%");
    dictionary.add("host", "%HostName%");
    dictionary.add("where", "%Line%");
    for (auto const& form : {dictionary, format_dictionary{{"host", "%HostName%"}, {"where", "%Line%"}}}) {
        seen records(form);
        logging::sources::logger log;
        BOOST_LOG(log) << logging::add_value("HostName", "mine") << logging::add_value("Line", 7) << "1";
        BOOST_LOG(log) << "2";
        BOOST_TEST(records.maps.at(0).at("host") == boost::json::value("mine"));
        BOOST_TEST(records.maps.at(0).at("where") == boost::json::value(7));
        BOOST_TEST((records.maps.at(1).at("host") != boost::json::value("mine")));
        BOOST_TEST(!records.maps.at(1).as_object().contains("where"));
    }
}

// An attribute that takes the place of a constant of the plan has the record written key by key.
BOOST_AUTO_TEST_CASE(by_the_plan_and_by_the_keys_is_the_same)
{
    format_dictionary const dictionary = {{"a", "one"},
                                          {"host", "%HostName%"},
                                          {"x", "%X%"},
                                          {"where", "%Function%:%Line%"},
                                          {"mixed", "x=%X%, y=%Y%"},
                                          {"nested", {{"y", "%Y%"}, {"b", "two"}}},
                                          {"z", "%Z%"},
                                          {"c", "three"}};
    format_dictionary by_keys = dictionary;
    by_keys.add("displaced", "%ProcessName%");
    format_options options;
    for (bool const fills : {false, true}) {
        for (bool const others : {false, true}) {
            options.fill_missing = fills;
            options.include_others = others;
            options.exclude = {"Z"};
            seen planned(dictionary, options), keyed(by_keys, options);
            logging::sources::logger log;
            BOOST_LOG_NAMED_SCOPE("f()");
            auto const log_it = [&](auto const& x, auto const& y, std::string const& message) {
                BOOST_LOG(log) << logging::add_value("ProcessName", "p") << x << y << message;
            };
            log_it("", "", "none");
            log_it(logging::add_value("X", 7), "", "x");
            log_it("", logging::add_value("Y", 1.5), "y");
            log_it(logging::add_value("X", -1), logging::add_value("Y", "text"), "both");
            log_it(logging::add_value("HostName", 3), logging::add_value("Line", "mine"), "own");
            log_it(logging::add_value("X", 1), "", R"({"x": 2, "q": 3})");
            BOOST_TEST(planned.maps.size() == 6u);
            for (auto& map : keyed.maps)
                map.as_object().erase("displaced");
            for (auto& map : planned.maps)
                map.as_object().erase("ProcessName"); // here it is one of the others
            BOOST_TEST(keyed.maps == planned.maps, boost::test_tools::per_element());
        }
    }
}

// By the plan the usual types are written without a value_writer.
BOOST_AUTO_TEST_CASE(a_value_alone_is_what_it_is_among_others)
{
    record_formatter const planned({{"v", "%V%"}}), keyed({{"v", "%V%"}, {"host", "%HostName%"}});
    std::size_t checked = 0;
    handing_sink const sink([&](logging::record_view const& record) {
        std::string of_plan, of_keys;
        planned(record, of_plan);
        keyed(record, of_keys);
        auto by_keys = decode(of_keys.data(), of_keys.size());
        by_keys.as_object().erase("host");
        BOOST_TEST(decode(of_plan.data(), of_plan.size()) == by_keys);
        ++checked;
    });
    logging::sources::logger log;
    auto const check = [&](auto const& value) {
        BOOST_LOG(log) << logging::add_value("HostName", "h") << logging::add_value("V", value) << "text";
    };
    auto const check_limits = [&](auto zero) {
        using limits = std::numeric_limits<decltype(zero)>;
        for (auto const value : {limits::lowest(), zero, limits::min(), limits::max()})
            check(value);
    };
    check(true);
    check(false);
    check_limits(static_cast<signed char>(0)), check_limits(static_cast<unsigned char>(0));
    check_limits(short{}), check_limits(static_cast<unsigned short>(0));
    check_limits(0), check_limits(0u), check_limits(0l), check_limits(0ul), check_limits(0ll),
        check_limits(0ull);
    check_limits(0.f), check_limits(0.), check_limits(0.l);
    for (double const value : {-1.5, 2.0, HUGE_VAL, -HUGE_VAL, std::nan("")})
        check(value);
    for (int const value : {-1, 1, -32, -33, -129, 200, 70000})
        check(value);
    for (int const level : {0, 1, 2, 3, 4, 5, 6, 7})
        check(static_cast<severity>(level));
    for (std::size_t size = 0; size < 300; ++size)
        check(std::string(size, 'x'));
    for (char const* const text :
         {"caf\xC3\xA9", "\xFF", "0123456\xFF", "\xE2\x82", "more than thirty-two bytes, \xC3\x28"})
        check(std::string(text));
    check('c'), check("literal"), check(std::vector<std::string>{"a", "b"});
    BOOST_TEST(checked > 370u);
}

BOOST_AUTO_TEST_CASE(a_record_may_end_anywhere_in_the_memory_that_is_there)
{
    format_dictionary dictionary;
    for (char const* const name : {"A", "B", "C"}) { // a constant before each value, longer than the slack
        dictionary.add(std::string(50, 'k') + name, std::string(40, 'c'));
        dictionary.add(name, "%" + std::string(name) + "%");
    }
    record_formatter const formatter(dictionary);
    std::size_t size = 0;
    handing_sink const sink([&](logging::record_view const& record) {
        detail::scratch out; // each time a new one, which has to grow
        formatter.format(record, out);
        auto const map = decode(out.data(), out.size());
        BOOST_TEST(map.as_object().size() == 7u);
        BOOST_TEST(map.at("A").as_string().size() == size);
        BOOST_TEST(map.at("C").as_string().size() == size / 3);
    });
    logging::sources::logger log;
    for (; size < 1500; ++size) {
        BOOST_LOG(log) << logging::add_value("A", std::string(size, 'a')) << logging::add_value("B", size)
                       << logging::add_value("C", std::string(size / 3, 'c')) << std::string(size / 2, 'm');
    }
}

BOOST_AUTO_TEST_CASE(integers_of_every_size_are_as_the_packer_writes_them)
{
    seen records({{"n", "%N%"}});
    logging::sources::logger log;
    std::vector<std::uint64_t> const numbers = {0,     127,   128,        255,        256,
                                                65535, 65536, 4294967295, 4294967296, UINT64_MAX};
    for (auto const n : numbers)
        BOOST_LOG(log) << logging::add_value("N", n);
    for (std::size_t i = 0; i < numbers.size(); ++i)
        BOOST_TEST(records.maps.at(i).at("n").to_number<std::uint64_t>() == numbers[i]);
}

BOOST_AUTO_TEST_SUITE_END()
