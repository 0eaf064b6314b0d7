// Copyright (c) 2026 The log_fluentd authors
// Distributed under the Boost Software License, Version 1.0.
// (See accompanying file LICENSE_1_0.txt or https://www.boost.org/LICENSE_1_0.txt)

#include "support/records.hpp"
#include "support/writing.hpp"

#include <boost/container/flat_map.hpp>
#include <boost/container/string.hpp>
#include <boost/date_time/posix_time/posix_time_types.hpp>
#include <boost/json/parse.hpp>
#include <boost/json/serialize.hpp>
#include <boost/log/utility/string_literal.hpp>
#include <boost/optional/optional.hpp>
#include <boost/smart_ptr/shared_ptr.hpp>
#include <boost/system/error_code.hpp>
#include <boost/test/unit_test.hpp>
#include <boost/unordered/unordered_map.hpp>
#include <boost/uuid/string_generator.hpp>
#include <boost/variant/variant.hpp>

#include <array>
#include <chrono>
#include <deque>
#include <filesystem>
#include <limits>
#include <list>
#include <map>
#include <memory>
#include <optional>
#include <set>
#include <string>
#include <tuple>
#include <unordered_map>
#include <variant>
#include <vector>

namespace {

namespace json = boost::json;
using namespace log_fluentd::test;
using namespace std::chrono_literals;
using log_fluentd::value_writer;

enum class color
{
    red,
    green = 7
};
enum small : signed char
{
    minus = -1
};

/// As in JSON, to be read at a glance.
json::value operator""_j(char const* text, std::size_t size)
{
    return json::parse(json::string_view(text, size));
}

/// A list of itself, as many levels deep as one likes.
struct tree : std::vector<tree>
{};

struct throwing
{
    explicit throwing(int what) { throw what; }
    std::string large; // else it is made before the former value goes
};

struct throwing_range
{
    int const* begin() const { return nullptr; }
    int const* end() const { throw std::runtime_error("no end"); }
};

} // namespace

BOOST_AUTO_TEST_SUITE(write_value_)

BOOST_AUTO_TEST_CASE(plain_values)
{
    BOOST_TEST(as_json(nullptr) == "null"_j);
    BOOST_TEST(as_json(std::nullopt) == "null"_j);
    BOOST_TEST(as_json(std::monostate()) == "null"_j);
    BOOST_TEST(as_json(true) == "true"_j);
    BOOST_TEST(as_json('c') == R"("c")"_j);
    BOOST_TEST(as_json(L'\u20AC') == json::value("\u20AC"));
    BOOST_TEST(as_json(static_cast<unsigned char>(200)) == "200"_j);
    BOOST_TEST(as_json(-5ll) == "-5"_j);
    BOOST_TEST(as_json(std::numeric_limits<unsigned long long>::max()) == "18446744073709551615"_j);
    BOOST_TEST(as_json(0.5f) == "0.5"_j);
    BOOST_TEST(as_json(std::numeric_limits<double>::quiet_NaN()) == R"("NaN")"_j);
    BOOST_TEST(as_json(-std::numeric_limits<double>::infinity()) == R"("-Infinity")"_j);
}

BOOST_AUTO_TEST_CASE(texts)
{
    char const array[] = "array";
    char const unended[] = {'a', 'b'};
    char writable[] = "writable";
    char* const pointer = writable;
    BOOST_TEST(as_json("literal") == R"("literal")"_j);
    BOOST_TEST(as_json(array) == R"("array")"_j);
    BOOST_TEST(as_json(unended) == R"("ab")"_j);
    BOOST_TEST(as_json(pointer) == R"("writable")"_j);
    BOOST_TEST(as_json(static_cast<char const*>(nullptr)) == "null"_j);
    BOOST_TEST(as_json(std::string("string")) == R"("string")"_j);
    BOOST_TEST(as_json(std::string_view("view")) == R"("view")"_j);
    BOOST_TEST(as_json(std::wstring(L"wide")) == R"("wide")"_j);
    BOOST_TEST(as_json(u"sixteen") == R"("sixteen")"_j);
    BOOST_TEST(as_json(std::u32string_view(U"thirty-two")) == R"("thirty-two")"_j);
    BOOST_TEST(as_json(boost::container::string("boost's")) == R"("boost's")"_j);
    BOOST_TEST(as_json(boost::log::string_literal("log's")) == R"("log's")"_j);
    BOOST_TEST(as_json(json::string("json's")) == R"("json's")"_j);
    BOOST_TEST(as_json(std::filesystem::path("/var/log")) == R"("/var/log")"_j);
    BOOST_TEST(as_json(boost::uuids::string_generator()("01234567-89ab-cdef-0123-456789abcdef")) ==
               R"("01234567-89ab-cdef-0123-456789abcdef")"_j);
    auto const repaired = write_one(std::string("caf\xE9"));
    BOOST_TEST(repaired.value == json::value("caf\uFFFD"));
    BOOST_TEST(repaired.report.repaired_strings == 1u);
}

BOOST_AUTO_TEST_CASE(enumerations_without_a_word_are_numbers)
{
    BOOST_TEST(as_json(color::green) == "7"_j);
    BOOST_TEST(as_json(minus) == "-1"_j);
    BOOST_TEST(as_json(logging::trivial::warning) == R"("warning")"_j);
}

BOOST_AUTO_TEST_CASE(times)
{
    using std::chrono::system_clock;
    BOOST_TEST(as_json(1500ms) == "1.5"_j);
    BOOST_TEST(as_json(2h) == "7200.0"_j);
    BOOST_TEST(as_json(std::chrono::duration<float, std::ratio<60>>(0.5f)) == "30.0"_j);
    BOOST_TEST(as_json(std::chrono::time_point<system_clock, std::chrono::hours>(1h)) ==
               R"("1970-01-01T01:00:00.000000Z")"_j);
    BOOST_TEST(as_json(std::chrono::steady_clock::time_point(250ms)) == "0.25"_j);
    // More than there is a date for, or a number of microseconds.
    using hours = std::chrono::time_point<system_clock, std::chrono::hours>;
    using real = std::chrono::time_point<system_clock, std::chrono::duration<double>>;
    std::chrono::duration<double> const infinite(std::numeric_limits<double>::infinity());
    for (auto const time : {hours::max(), hours::min(), hours(100'000'000h)})
        BOOST_TEST(as_json(time) == R"("not-a-date-time")"_j);
    for (auto const time : {real::max(), real::min(), real(infinite), real(-infinite), real(infinite * 0.0)})
        BOOST_TEST(as_json(time) == R"("not-a-date-time")"_j);
    BOOST_TEST(as_json(real(std::chrono::duration<double>(-17984592000.0))) ==
               R"("1400-02-03T00:00:00.000000Z")"_j);
    BOOST_TEST(as_json(std::vector<boost::posix_time::time_duration>{boost::posix_time::seconds(3)}) ==
               "[3.0]"_j);
}

BOOST_AUTO_TEST_CASE(optional_values_and_pointers)
{
    BOOST_TEST(as_json(std::optional<int>(7)) == "7"_j);
    BOOST_TEST(as_json(std::optional<int>()) == "null"_j);
    BOOST_TEST(as_json(std::optional<std::optional<int>>(std::optional<int>())) == "null"_j);
    BOOST_TEST(as_json(std::make_unique<std::string>("x")) == R"("x")"_j);
    BOOST_TEST(as_json(std::make_shared<int const>(7)) == "7"_j);
    BOOST_TEST(as_json(std::shared_ptr<int>()) == "null"_j);
    BOOST_TEST(as_json(boost::optional<int>(7)) == "7"_j);
    BOOST_TEST(as_json(boost::shared_ptr<int>(new int(7))) == "7"_j);
}

BOOST_AUTO_TEST_CASE(variants)
{
    using either = std::variant<std::monostate, int, std::string, std::vector<int>>;
    BOOST_TEST(as_json(either()) == "null"_j);
    BOOST_TEST(as_json(either(7)) == "7"_j);
    BOOST_TEST(as_json(either("x")) == R"("x")"_j);
    BOOST_TEST(as_json(either(std::vector<int>{1, 2})) == "[1, 2]"_j);
    BOOST_TEST(as_json(boost::variant<int, std::string>("x")) == R"("x")"_j);
    std::variant<std::string, throwing> valueless("x");
    BOOST_CHECK_THROW(valueless.emplace<throwing>(1), int);
    BOOST_TEST(as_json(valueless) == "null"_j);
}

BOOST_AUTO_TEST_CASE(tuples)
{
    BOOST_TEST(as_json(std::pair(1, "x")) == R"([1, "x"])"_j);
    BOOST_TEST(as_json(std::pair("k", 1)) == R"(["k", 1])"_j);
    BOOST_TEST(as_json(std::tuple(1, 0.5, std::optional<int>())) == "[1, 0.5, null]"_j);
    BOOST_TEST(as_json(std::tuple()) == "[]"_j);
    BOOST_TEST(as_json(std::tuple(std::pair("a", 1), std::pair("b", true))) == R"({"a": 1, "b": true})"_j);
    BOOST_TEST(as_json(std::tuple(std::pair("a", 1), 2)) == R"([["a", 1], 2])"_j);
    BOOST_TEST(as_json(std::make_tuple(std::pair(1, 1))) == "[[1, 1]]"_j);
}

BOOST_AUTO_TEST_CASE(sequences)
{
    int const array[] = {1, 2};
    int const matrix[2][2] = {{1, 2}, {3, 4}};
    BOOST_TEST(as_json(array) == "[1, 2]"_j);
    BOOST_TEST(as_json(matrix) == "[[1, 2], [3, 4]]"_j);
    BOOST_TEST(as_json(std::vector<bool>{true, false}) == "[true, false]"_j);
    BOOST_TEST(as_json(std::vector<unsigned char>{1, 255}) == "[1, 255]"_j);
    BOOST_TEST(as_json(std::array<std::string, 2>{"a", "b"}) == R"(["a", "b"])"_j);
    BOOST_TEST(as_json(std::deque<color>{color::red}) == "[0]"_j);
    BOOST_TEST(as_json(std::list<char const*>{"a", nullptr}) == R"(["a", null])"_j);
    BOOST_TEST(as_json(std::set<int>{2, 1}) == "[1, 2]"_j);
    BOOST_TEST(as_json(std::initializer_list<int>{1, 2}) == "[1, 2]"_j);
    BOOST_TEST(as_json(std::vector<int>()) == "[]"_j);
    BOOST_TEST(as_json(std::vector{R"(["x"])"_j, R"({"k": 1})"_j}) == R"([["x"], {"k": 1}])"_j);
    BOOST_TEST(as_json(std::vector<std::pair<int, int>>{{1, 2}}) == "[[1, 2]]"_j);
}

BOOST_AUTO_TEST_CASE(maps)
{
    BOOST_TEST(as_json(std::map<std::string, int>{{"a", 1}, {"b", 2}}) == R"({"a": 1, "b": 2})"_j);
    BOOST_TEST(as_json(std::unordered_map<std::string_view, bool>{{"a", true}}) == R"({"a": true})"_j);
    BOOST_TEST(as_json(std::map<std::string, int>()) == "{}"_j);
    BOOST_TEST(as_json(boost::unordered_map<std::string, int>{{"a", 1}}) == R"({"a": 1})"_j);
    BOOST_TEST(as_json(boost::container::flat_map<std::string, int>{{"a", 1}}) == R"({"a": 1})"_j);
    BOOST_TEST(as_json(std::vector<std::pair<std::string, int>>{{"a", 1}}) == R"({"a": 1})"_j);
    BOOST_TEST(as_json(std::array<std::pair<char const*, int>, 1>{{{"a", 1}}}) == R"({"a": 1})"_j);
    BOOST_TEST(as_json(R"({"a": [1, {"b": null}]})"_j) == R"({"a": [1, {"b": null}]})"_j);
    BOOST_TEST(as_json(std::map<std::string, std::vector<std::map<std::string, std::optional<double>>>>{
                   {"a", {{{"b", 0.5}}, {{"c", std::nullopt}}}}}) == R"({"a": [{"b": 0.5}, {"c": null}]})"_j);
}

BOOST_AUTO_TEST_CASE(keys_of_other_types_become_texts)
{
    BOOST_TEST(as_json(std::map<int, int>{{-1, 1}, {20, 2}}) == R"({"-1": 1, "20": 2})"_j);
    BOOST_TEST(as_json(std::map<bool, int>{{true, 1}}) == R"({"true": 1})"_j);
    BOOST_TEST(as_json(std::map<char, int>{{'c', 1}}) == R"({"c": 1})"_j);
    BOOST_TEST(as_json(std::map<double, int>{{0.5, 1}}) == R"({"0.5": 1})"_j);
    BOOST_TEST(as_json(std::map<double, int>{{std::numeric_limits<double>::infinity(), 1}}) ==
               R"({"Infinity": 1})"_j);
    BOOST_TEST(as_json(std::map<color, int>{{color::green, 1}}) == R"({"7": 1})"_j);
    BOOST_TEST(as_json(std::map<severity, int>{{logging::trivial::info, 1}}) == R"({"info": 1})"_j);
    BOOST_TEST(as_json(std::map<std::wstring, int>{{L"wide", 1}}) == R"({"wide": 1})"_j);
    BOOST_TEST(as_json(std::map<std::filesystem::path, int>{{"/tmp", 1}}) == R"({"/tmp": 1})"_j);
    BOOST_TEST(as_json(std::map<std::pair<int, int>, int>{{{1, 2}, 3}}) == R"({"[1,2]": 3})"_j);
    BOOST_TEST(as_json(std::map<std::optional<int>, int>{{std::nullopt, 1}}) == R"({"": 1})"_j);
    BOOST_TEST(as_json(std::map<char const*, int>{{nullptr, 1}}) == R"({"": 1})"_j);
}

BOOST_AUTO_TEST_CASE(of_a_key_that_comes_twice_the_first_counts)
{
    BOOST_TEST(as_json(std::multimap<std::string, int>{{"a", 1}, {"a", 2}, {"b", 3}}) ==
               R"({"a": 1, "b": 3})"_j);
    BOOST_TEST(as_json(std::vector<std::pair<std::string, std::vector<int>>>{
                   {"ab", {1}}, {"a", {2}}, {"ab", {3}}, {"", {4}}, {"", {5}}}) ==
               R"({"ab": [1], "a": [2], "": [4]})"_j);
    BOOST_TEST(as_json(std::tuple(std::pair("a", 1), std::pair("a", true))) == R"({"a": 1})"_j);
    BOOST_TEST(write_one(std::map<std::string, int>{{"\xFE", 1}, {"\xFF", 2}, {"ok", 3}}).value ==
               json::value({{"\uFFFD", 1}, {"ok", 3}}));
    BOOST_TEST(write_one(std::map<std::string, int>{{"ok", 3}, {"\xFE", 1}, {"\uFFFD", 2}})
                   .value.as_object()
                   .size() == 2u);
}

BOOST_AUTO_TEST_CASE(keys_that_come_twice_among_many)
{
    std::vector<std::pair<std::string, int>> many;
    json::object expected;
    for (int i = 0; i < 1000; ++i) {
        many.emplace_back("key " + std::to_string(i % 300), i);
        if (i < 300)
            expected["key " + std::to_string(i)] = i;
    }
    BOOST_TEST(as_json(many) == json::value(expected));
    std::map<std::string, int> distinct(many.begin(), many.begin() + 100);
    distinct["zz\xFE"] = 1;
    distinct["zz\xFF"] = 2;
    BOOST_TEST(write_one(distinct).value.as_object().size() == 101u);
}

BOOST_AUTO_TEST_CASE(errors)
{
    auto const error = std::make_error_code(std::errc::connection_refused);
    json::value const expected{
        {"category", "generic"}, {"value", error.value()}, {"message", error.message()}};
    BOOST_TEST(as_json(error) == expected);
    BOOST_TEST(as_json(std::errc::connection_refused) == expected);
    BOOST_TEST(as_json(std::make_error_condition(std::errc::connection_refused)) == expected);
    auto const boosts =
        as_json(boost::system::errc::make_error_code(boost::system::errc::connection_refused));
    BOOST_TEST(boosts.at("value") == expected.at("value"));
}

BOOST_AUTO_TEST_CASE(as_attribute_values)
{
    log_fluentd::record_formatter const formatter({{"k", "%V%"}});
    auto const sent = [&](auto const& value) {
        auto const result = format_value(formatter, "", "V", value);
        BOOST_TEST(result.report.empty());
        return result["k"];
    };
    BOOST_TEST(sent(std::filesystem::path("/tmp")) == R"("/tmp")"_j);
    BOOST_TEST(sent(boost::uuids::uuid()) == R"("00000000-0000-0000-0000-000000000000")"_j);
    BOOST_TEST(sent(std::error_code(5, std::generic_category())).at("value") == "5"_j);
    BOOST_TEST(sent(boost::system::error_code()).at("value") == "0"_j);
    BOOST_TEST(sent(std::optional<int>(7)) == "7"_j);
    BOOST_TEST(sent(std::optional<std::string>()) == "null"_j);
    BOOST_TEST(sent(std::vector<double>{0.5, 1.0}) == "[0.5, 1.0]"_j);
    BOOST_TEST(sent(std::map<std::string, std::string>{{"a", "b"}}) == R"({"a": "b"})"_j);
    BOOST_TEST(sent(std::unordered_map<std::string, int>{{"a", 1}}) == R"({"a": 1})"_j);
    BOOST_TEST(sent(std::chrono::duration<double, std::milli>(1.5)) == "0.0015"_j);
}

BOOST_AUTO_TEST_CASE(depth_is_bounded)
{
    tree deep;
    for (int i = 0; i < 1000; ++i) {
        tree outer;
        outer.push_back(std::move(deep));
        deep = std::move(outer);
    }
    json::value const result = as_json(deep);
    json::value const* inner = &result;
    std::size_t levels = 0;
    for (; inner->is_array(); ++levels)
        inner = &inner->as_array().at(0);
    BOOST_TEST(levels == value_writer::max_depth);
    BOOST_TEST(*inner == R"("<nested too deeply>")"_j);
}

BOOST_AUTO_TEST_CASE(a_hundred_megabytes)
{
    std::string const text(std::size_t{100} << 20, 'x');
    auto const cut = write_one(std::map<std::string, std::string_view>{{"text", text}});
    BOOST_TEST(cut.value.at("text").as_string().size() < (std::size_t{1} << 20) + 64);
    BOOST_TEST(cut.report.truncated_events == 1u);

    log_fluentd::detail::scratch out;
    value_writer writer(out);
    write(writer, {{"numbers", std::vector<int>(std::size_t{25} << 20, 100000)}, {"other", 1}});
    BOOST_TEST(
        decode(out.data(), out.size()) ==
        R"({"numbers": "<format error: the value is much larger than an event may be>", "other": 1})"_j);
    BOOST_TEST(out.report.format_errors == 1u);
    BOOST_TEST(out.capacity() < std::size_t{64} << 20);
}

BOOST_AUTO_TEST_CASE(a_range_that_throws_is_replaced)
{
    auto const result = write_event({{"range", throwing_range()}, {"other", 1}});
    BOOST_TEST(result.map == R"({"range": "<format error: no end>", "other": 1})"_j);
    BOOST_TEST(result.report.format_errors == 1u);
    BOOST_CHECK_THROW(write_one(throwing_range()), std::runtime_error);
}

BOOST_AUTO_TEST_CASE(in_a_mixed_template_containers_are_json_text)
{
    auto const result = format_value(log_fluentd::record_formatter({{"k", "got %V%!"}}), "", "V",
                                     std::map<std::string, int>{{"a", 1}});
    BOOST_TEST(result["k"] == json::value(R"(got {"a":1}!)"));
}

BOOST_AUTO_TEST_SUITE_END()
