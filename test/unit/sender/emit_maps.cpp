// Copyright (c) 2026 The log_fluentd authors
// Distributed under the Boost Software License, Version 1.0.
// (See accompanying file LICENSE_1_0.txt or https://www.boost.org/LICENSE_1_0.txt)

#include "support/sender_access.hpp"

#include <log_fluentd/receiver.hpp>
#include <log_fluentd/sender.hpp>

#include <boost/json/object.hpp>
#include <boost/json/parse.hpp>
#include <boost/test/unit_test.hpp>

#include <limits>
#include <map>
#include <optional>
#include <stdexcept>
#include <string>
#include <tuple>
#include <utility>
#include <vector>

using namespace log_fluentd;
using namespace log_fluentd::test;

namespace shop {

struct order
{
    int id;
    std::optional<std::string> note;
};
void to_fluentd(value_writer& out, order const& o)
{
    out.begin_map();
    out.key("id");
    out.integer(o.id);
    out.key("note");
    write_value(out, o.note);
    out.end_map();
}

struct broken
{};
void to_fluentd(value_writer& out, broken const&)
{
    out.begin_map();
    throw std::runtime_error("broken");
}

/// Emits while it is emitted.
struct talking
{
    sender* to;
};
void to_fluentd(value_writer& out, talking const& t)
{
    out.boolean(t.to->emit("inner", {{"k", 1}}));
}

} // namespace shop

namespace {

struct fixture
{
    log_fluentd::receiver server;
    diagnostics reported;
    sender s{sender_to(server.port(), reported)};

    /// What arrived, once all did.
    std::vector<boost::json::value> arrived()
    {
        BOOST_TEST(bool(s.flush(patience)));
        std::vector<boost::json::value> maps;
        for (auto const& event : server.events())
            maps.emplace_back(event.record);
        BOOST_TEST(server.errors().empty());
        BOOST_TEST(server.connections() <= 1u);
        return maps;
    }
    std::uint64_t rejected(rejection why)
    {
        return checked(s).rejected[static_cast<std::size_t>(why)].events;
    }
};

} // namespace

BOOST_FIXTURE_TEST_SUITE(emit_maps, fixture)

BOOST_AUTO_TEST_CASE(every_kind_of_map_arrives)
{
    std::string const bytes("\x81\xA2id\x07");
    shop::order const order{7, std::nullopt};
    BOOST_TEST(s.emit("a", {{"id", 7}}));
    BOOST_TEST(s.emit("a", boost::json::object{{"id", 7}}));
    BOOST_TEST(s.emit("a", std::map<std::string, int>{{"id", 7}}));
    BOOST_TEST(s.emit("a", std::vector<std::pair<char const*, int>>{{"id", 7}}));
    BOOST_TEST(s.emit("a", std::make_tuple(std::pair("id", 7))));
    BOOST_TEST(s.emit("a", encoded{bytes}));
    BOOST_TEST(s.emit("b", order));
    BOOST_TEST(s.emit("b", {{"order", order}, {"all", std::vector<shop::order>{order, {8, "x"}}}}));
    auto const maps = arrived();
    BOOST_TEST_REQUIRE(maps.size() == 8u);
    for (std::size_t i = 0; i < 6; ++i)
        BOOST_TEST(maps[i] == boost::json::parse(R"({"id": 7})"));
    BOOST_TEST(maps[6] == boost::json::parse(R"({"id": 7, "note": null})"));
    BOOST_TEST(maps[7] == boost::json::parse(R"({"order": {"id": 7, "note": null},
        "all": [{"id": 7, "note": null}, {"id": 8, "note": "x"}]})"));
}

BOOST_AUTO_TEST_CASE(what_is_no_map_is_rejected_and_counted)
{
    BOOST_TEST(!s.emit("a", std::vector<int>{1}));
    BOOST_TEST(!s.emit("a", boost::json::value(1)));
    BOOST_TEST(!s.emit("a", encoded{"\x91\x01"}));
    BOOST_TEST(!s.emit("a", encoded{"\x81\x01\x01"}));
    BOOST_TEST(!s.emit("a", shop::broken()));
    BOOST_TEST(rejected(rejection::not_encodable) == 5u);
    BOOST_TEST(to_string(rejection::not_encodable) == "not_encodable");
    BOOST_TEST(s.emit("a", {{"still", "there"}}));
    BOOST_TEST(arrived().size() == 1u);
}

BOOST_AUTO_TEST_CASE(bad_input_never_costs_the_connection)
{
    boost::json::value nested = 1;
    for (int i = 0; i < 1000; ++i) {
        boost::json::array outer;
        outer.push_back(std::move(nested));
        nested = std::move(outer);
    }
    std::string const text(std::size_t{100} << 20, 'x');
    std::vector<int> const numbers(std::size_t{25} << 20, 100000);
    BOOST_TEST(s.emit("a", {{"k", 1}, {"k", 2}}));
    BOOST_TEST(s.emit("a", std::map<int, int>{{1, 2}}));
    BOOST_TEST(s.emit("a", {{"nan", std::numeric_limits<double>::quiet_NaN()}}));
    BOOST_TEST(s.emit("a", {{"nested", nested}}));
    BOOST_TEST(s.emit("a", {{"text", text}}));
    BOOST_TEST(s.emit("a", {{"numbers", numbers}}));
    BOOST_TEST(!s.emit("a", std::vector<std::pair<int, std::string_view>>({{1, text},
                                                                           {2, text},
                                                                           {3, text},
                                                                           {4, text},
                                                                           {5, text},
                                                                           {6, text},
                                                                           {7, text},
                                                                           {8, text},
                                                                           {9, text},
                                                                           {10, text},
                                                                           {11, text},
                                                                           {12, text},
                                                                           {13, text},
                                                                           {14, text},
                                                                           {15, text},
                                                                           {16, text},
                                                                           {17, text},
                                                                           {18, text}})));
    BOOST_TEST(rejected(rejection::event_too_large) == 1u);
    auto const maps = arrived();
    BOOST_TEST_REQUIRE(maps.size() == 6u);
    BOOST_TEST(maps[0] == boost::json::parse(R"({"k": 1})"));
    BOOST_TEST(maps[1] == boost::json::parse(R"({"1": 2})"));
    BOOST_TEST(maps[2] == boost::json::parse(R"({"nan": "NaN"})"));
    BOOST_TEST(maps[4].at("text").as_string().size() <= std::size_t{1} << 20);
    BOOST_TEST(maps[5].at("numbers").is_string());
}

BOOST_AUTO_TEST_CASE(a_value_that_throws_is_replaced_and_counted)
{
    BOOST_TEST(s.emit("a", {{"value", shop::broken()}, {"other", 1}}));
    auto const maps = arrived();
    BOOST_TEST_REQUIRE(maps.size() == 1u);
    BOOST_TEST(maps[0] == boost::json::parse(R"({"value": "<format error: broken>", "other": 1})"));
    BOOST_TEST(checked(s).format_errors == 1u);
}

BOOST_AUTO_TEST_CASE(what_a_value_emits_is_rejected)
{
    BOOST_TEST(s.emit("a", {{"answer", shop::talking{&s}}}));
    auto const maps = arrived();
    BOOST_TEST_REQUIRE(maps.size() == 1u);
    BOOST_TEST(maps[0] == boost::json::parse(R"({"answer": false})"));
    BOOST_TEST(rejected(rejection::reentrant) == 1u);
}

BOOST_AUTO_TEST_SUITE_END()
