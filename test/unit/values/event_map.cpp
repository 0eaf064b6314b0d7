// Copyright (c) 2026 The log_fluentd authors
// Distributed under the Boost Software License, Version 1.0.
// (See accompanying file LICENSE_1_0.txt or https://www.boost.org/LICENSE_1_0.txt)

#include "support/writing.hpp"

#include <boost/json/parse.hpp>
#include <boost/test/unit_test.hpp>
#include <msgpack.hpp>

#include <chrono>
#include <limits>
#include <map>
#include <set>
#include <string>
#include <tuple>
#include <unordered_map>
#include <vector>

namespace {

namespace json = boost::json;
using namespace log_fluentd::test;
using log_fluentd::encoded;
using log_fluentd::event_map;
using log_fluentd::rejection;
using log_fluentd::value_writer;

json::value operator""_j(char const* text, std::size_t size)
{
    return json::parse(json::string_view(text, size));
}

json::value event_of(event_map const& map)
{
    auto const result = write_event(map);
    BOOST_TEST(!result.rejected.has_value());
    return result.map;
}

void rejects(event_map const& map, rejection why)
{
    auto const result = write_event(map);
    BOOST_REQUIRE(result.rejected.has_value());
    BOOST_TEST(to_string(*result.rejected) == to_string(why));
}

/// What msgpack-c makes of it.
template <typename Pack>
std::string packed(Pack pack)
{
    msgpack::sbuffer bytes;
    msgpack::packer<msgpack::sbuffer> packer(bytes);
    pack(packer);
    return {bytes.data(), bytes.size()};
}

/// One key, and this behind it.
std::string with_value(std::string const& value)
{
    return "\x81\xA1k" + value;
}

struct no_map
{
    friend void to_fluentd(value_writer& out, no_map const&) { out.integer(1); }
};
struct failing_map
{
    friend void to_fluentd(value_writer& out, failing_map const&)
    {
        out.begin_map();
        throw std::runtime_error("no");
    }
};
struct failing_range
{
    using entry = std::pair<std::string, int>;
    entry const* begin() const { return nullptr; }
    entry const* end() const { throw std::runtime_error("no end"); }
};
struct unknown
{};

} // namespace

BOOST_AUTO_TEST_SUITE(event_map_)

BOOST_AUTO_TEST_CASE(in_place)
{
    BOOST_TEST(event_of({{"from", "userA"}, {"to", {{"id", 7}}}}) ==
               R"({"from": "userA", "to": {"id": 7}})"_j);
    BOOST_TEST(event_of({{"k", 1}}) == R"({"k": 1})"_j);
    BOOST_TEST(event_of({}) == "{}"_j);
    BOOST_TEST(event_of(log_fluentd::fields{}) == "{}"_j);
    BOOST_TEST(event_of({{"ids", std::vector<int>{1, 2}},
                         {"tags", std::set<std::string>{"a", "b"}},
                         {"maybe", std::optional<int>()},
                         {"wide", L"w"},
                         {"letter", 'c'},
                         {"took", std::chrono::milliseconds(1500)},
                         {"json", json::value{{"a", 1}}},
                         {"deep", {{"deeper", {{"map", std::map<std::string, int>{{"x", 1}}}}}}}}) ==
               R"({"ids": [1, 2], "tags": ["a", "b"], "maybe": null, "wide": "w", "letter": "c", "took": 1.5,
                   "json": {"a": 1}, "deep": {"deeper": {"map": {"x": 1}}}})"_j);
}

BOOST_AUTO_TEST_CASE(any_kind_of_map)
{
    BOOST_TEST(event_of(std::map<std::string, int>{{"a", 1}}) == R"({"a": 1})"_j);
    BOOST_TEST(event_of({std::map<std::string, int>{{"a", 1}}}) == R"({"a": 1})"_j);
    BOOST_TEST(event_of(std::unordered_map<std::string, json::value>{{"a", {1, "x"}}}) ==
               R"({"a": [1, "x"]})"_j);
    BOOST_TEST(event_of(json::object{{"a", {{"b", 1}}}}) == R"({"a": {"b": 1}})"_j);
    BOOST_TEST(event_of(R"({"a": 1})"_j) == R"({"a": 1})"_j);
    BOOST_TEST(event_of(std::vector<std::pair<std::string, int>>{{"a", 1}}) == R"({"a": 1})"_j);
    BOOST_TEST(event_of(std::vector<std::pair<std::string, int>>()) == "{}"_j);
    BOOST_TEST(event_of(std::map<int, int>{{1, 2}}) == R"({"1": 2})"_j);
    BOOST_TEST(event_of(std::vector<std::pair<int, int>>{{1, 2}}) == R"({"1": 2})"_j);
    BOOST_TEST(event_of(std::tuple(std::pair("a", 1), std::pair("b", "x"))) == R"({"a": 1, "b": "x"})"_j);
    BOOST_TEST(event_of(std::make_tuple(std::pair(1, 2))) == R"({"1": 2})"_j);
    BOOST_TEST(event_of(std::tuple()) == "{}"_j);
    std::pair<char const*, int> const array[] = {{"a", 1}};
    BOOST_TEST(event_of(array) == R"({"a": 1})"_j);
    std::vector<log_fluentd::field> some;
    some.push_back({"a", 1});
    some.push_back({"b", "x"});
    some.push_back({"a", 2});
    BOOST_TEST(event_of(some) == R"({"a": 1, "b": "x"})"_j);
    BOOST_TEST(event_of(std::make_unique<std::map<std::string, int>>()) == "{}"_j);
}

BOOST_AUTO_TEST_CASE(what_is_no_map_is_rejected)
{
    rejects(std::vector<int>{1}, rejection::not_encodable);
    rejects(json::value{1, 2}, rejection::not_encodable);
    rejects(json::value(), rejection::not_encodable);
    rejects(std::optional<std::map<std::string, int>>(), rejection::not_encodable);
    rejects(no_map(), rejection::not_encodable);
    rejects(unknown(), rejection::not_encodable);
}

BOOST_AUTO_TEST_CASE(what_throws_is_rejected)
{
    rejects(failing_map(), rejection::not_encodable);
    rejects(failing_range(), rejection::not_encodable);
}

BOOST_AUTO_TEST_CASE(bad_keys_and_values)
{
    BOOST_TEST(event_of({{"k", 1}, {"k", 2}}) == R"({"k": 1})"_j);
    BOOST_TEST(event_of(std::multimap<std::string, int>{{"k", 1}, {"k", 2}}) == R"({"k": 1})"_j);
    // The same once they are repaired.
    BOOST_TEST(event_of({{"\xFF", 1}, {"\xFE", 2}, {"k", 3}}) ==
               json::value({{"\xEF\xBF\xBD", 1}, {"k", 3}}));
    BOOST_TEST(event_of(json::object{{"\xFF", 1}, {"\xFE", 2}}) == json::value({{"\xEF\xBF\xBD", 1}}));
    BOOST_TEST(event_of({{"k", std::numeric_limits<double>::quiet_NaN()}}) == R"({"k": "NaN"})"_j);
    BOOST_TEST(event_of(std::map<double, double>{{-std::numeric_limits<double>::infinity(), 1.0}}) ==
               R"({"-Infinity": 1.0})"_j);
}

BOOST_AUTO_TEST_CASE(a_thousand_levels)
{
    json::value nested = 1;
    for (int i = 0; i < 1000; ++i) {
        json::object outer;
        outer["k"] = std::move(nested);
        nested = std::move(outer);
    }
    json::value const result = event_of(nested);
    json::value const* inner = &result;
    std::size_t levels = 0;
    for (; inner->is_object(); ++levels)
        inner = &inner->as_object().at("k");
    BOOST_TEST(levels == value_writer::max_depth);
    BOOST_TEST(*inner == R"("<nested too deeply>")"_j);

    std::string bytes;
    for (int i = 0; i < 1000; ++i)
        bytes += "\x81\xA1k";
    rejects(encoded{bytes + "\x01"}, rejection::not_encodable);
}

BOOST_AUTO_TEST_CASE(a_hundred_megabytes)
{
    std::vector<std::pair<std::string, int>> const many(std::size_t{2} << 20, {"key", 1});
    BOOST_TEST(event_of(many) == R"({"key": 1})"_j); // the same again and again
    std::map<int, std::string> large;
    for (int i = 0; i < 25; ++i)
        large[i] = std::string(std::size_t{4} << 20, 'x');
    rejects(large, rejection::event_too_large);
    auto const numbers = packed([](auto& packer) {
        packer.pack_map(1).pack(std::string("k")).pack(std::vector<int>(std::size_t{20} << 20, 100000));
    });
    rejects(encoded{numbers}, rejection::event_too_large);
    auto const text = packed([](auto& packer) {
        packer.pack_map(1).pack(std::string("k")).pack(std::string(std::size_t{100} << 20, 'x'));
    });
    BOOST_TEST(event_of(encoded{text}).at("k").as_string().size() < (std::size_t{1} << 20) + 64);
}

BOOST_AUTO_TEST_CASE(already_encoded)
{
    auto const bytes = packed([](auto& packer) {
        packer.pack_map(8);
        packer.pack(std::string("nil")).pack_nil();
        packer.pack(std::string("bool")).pack(true);
        packer.pack(std::string("int")).pack(-70000);
        packer.pack(std::string("big")).pack(std::numeric_limits<std::uint64_t>::max());
        packer.pack(std::string("float")).pack_float(0.5f);
        packer.pack(std::string("double")).pack_double(0.25);
        packer.pack(std::string("array")).pack_array(2).pack(std::string("x")).pack_map(0);
        packer.pack(std::string("map")).pack_map(1).pack(std::string("k")).pack_array(0);
    });
    auto const expected = R"({"nil": null, "bool": true, "int": -70000, "big": 18446744073709551615,
        "float": 0.5, "double": 0.25, "array": ["x", {}], "map": {"k": []}})"_j;
    BOOST_TEST(event_of(encoded{bytes}) == expected);
    BOOST_TEST(event_of({{"outer", encoded{bytes}}}).at("outer") == expected);
    BOOST_TEST(event_of(encoded{"\x80"}) == "{}"_j);
}

BOOST_AUTO_TEST_CASE(already_encoded_and_repaired)
{
    auto const repaired = [](std::string const& value) {
        return event_of(encoded{with_value(value)}).at("k");
    };
    BOOST_TEST(repaired("\xC4\x02xy") == R"("xy")"_j);         // binary data
    BOOST_TEST(repaired("\xA1\xFF") == json::value("\uFFFD")); // no UTF-8
    BOOST_TEST(repaired(std::string("\xCA\x7F\xC0\x00\x00", 5)) == R"("NaN")"_j);
    BOOST_TEST(repaired("\x82\xA1x\x01\xA1x\x92\x02\x03") == R"({"x": 1})"_j); // a key twice
    BOOST_TEST(repaired(std::string("\xD7\x00\x65\x53\xF1\x00\x3B\x9A\xC9\xFF", 10)) ==
               R"("2023-11-14T22:13:20.999999999Z")"_j); // EventTime
    BOOST_TEST(event_of(encoded{"\x82\xA1x\x01\xA1x\x02"}) == R"({"x": 1})"_j);
}

BOOST_AUTO_TEST_CASE(encoded_badly)
{
    std::string const bad[] = {
        "",                                         // nothing
        "\xC0",                                     // nil
        "\x93\x01\x02\x03",                         // an array
        "\xA1x",                                    // a string
        "\x81",                                     // no key
        "\x81\xA1k",                                // no value
        "\x81\xA1k\xA5x",                           // a string that ends early
        "\x80\x80",                                 // two maps
        "\x81\xA1k\x01\x01",                        // something behind
        "\x81\x01\x01",                             // an integer for a key
        "\x81\xC0\x01",                             // nil for a key
        "\x81\x90\x01",                             // an array for a key
        "\x81\x81\xA1k\x01\x01",                    // a map for a key
        "\x81\xC4\x01k\x01",                        // binary data for a key
        "\x81\xC1\x01",                             // a byte that msgpack never uses
        with_value("\xC1"),                         //
        with_value("\x81\x01\x01"),                 // an integer for a key, nested
        with_value(std::string("\xD4\x05\x00", 3)), // an extension
        with_value(std::string("\xD4\x00\x00", 3)), // an EventTime of one byte
        "\xDF\xFF\xFF\xFF\xFF",                     // four thousand million entries
        with_value("\xDD\xFF\xFF\xFF\xFF"),         //
        with_value("\xDB\xFF\xFF\xFF\xFF"),         //
        "{\"json\": 1}",                            //
    };
    for (auto const& bytes : bad) {
        rejects(encoded{bytes}, rejection::not_encodable);
        if (bytes == "\xC0" || bytes == "\xA1x" || bytes == "\x93\x01\x02\x03")
            continue; // no map, but a value
        auto const nested = write_event({{"bad", encoded{bytes}}, {"other", 1}});
        BOOST_TEST(
            nested.map ==
            R"({"bad": "<format error: not one value of msgpack that an event may have>", "other": 1})"_j);
        BOOST_TEST(nested.report.format_errors == 1u);
    }
}

// Whatever is cut off or changed, it is a map or rejected.
BOOST_AUTO_TEST_CASE(encoded_and_damaged)
{
    std::string const bytes = packed([](auto& packer) {
        packer.pack_map(3);
        packer.pack(std::string("map")).pack_map(1).pack(std::string("k")).pack_array(2).pack(1).pack(0.5);
        packer.pack(std::string("text")).pack(std::string(40, 'x'));
        packer.pack(std::string("big")).pack(std::numeric_limits<std::uint64_t>::max());
    });
    for (std::size_t i = 0; i < bytes.size(); ++i) {
        BOOST_TEST(write_event(encoded{std::string_view(bytes).substr(0, i)}).rejected.has_value());
        for (int byte = 0; byte < 256; ++byte) {
            std::string damaged = bytes;
            damaged[i] = static_cast<char>(byte);
            auto const result = write_event(encoded{damaged}); // decodes, which throws where it cannot
            BOOST_TEST((result.rejected.has_value() || result.map.is_object()));
        }
    }
}

BOOST_AUTO_TEST_SUITE_END()
