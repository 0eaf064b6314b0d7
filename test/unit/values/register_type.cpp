// Copyright (c) 2026 The log_fluentd authors
// Distributed under the Boost Software License, Version 1.0.
// (See accompanying file LICENSE_1_0.txt or https://www.boost.org/LICENSE_1_0.txt)

#include "support/records.hpp"
#include "support/writing.hpp"
#include "values/type_registry.hpp"

#include <log_fluentd/register_type.hpp>

#include <boost/json/parse.hpp>
#include <boost/json/serialize.hpp>
#include <boost/test/unit_test.hpp>

#include <map>
#include <memory>
#include <optional>
#include <string>
#include <thread>
#include <tuple>
#include <utility>
#include <vector>

namespace shop {

using log_fluentd::value_writer;

/// Known by a to_fluentd.
struct item
{
    std::string name;
    int count;
};
void to_fluentd(value_writer& out, item const& i)
{
    out.begin_map();
    out.key("name");
    out.string(i.name);
    out.key("count");
    out.integer(i.count);
    out.end_map();
}

struct order
{
    int id;
    std::vector<item> items;

    friend void to_fluentd(value_writer& out, order const& o)
    {
        write_value(out, std::tuple(std::pair("id", o.id), std::pair("items", std::cref(o.items).get())));
    }
};

enum class level
{
    low,
    high
};
void to_fluentd(value_writer& out, level l)
{
    out.string(l == level::low ? "low" : "high");
}

/// Calls whatever it holds.
struct doing
{
    void (*what)(value_writer&);
};
void to_fluentd(value_writer& out, doing const& d)
{
    d.what(out);
}

struct node
{
    std::shared_ptr<node> next;
};
void to_fluentd(value_writer& out, node const& n)
{
    out.begin_map();
    out.key("next");
    write_value(out, n.next);
    out.end_map();
}

struct key_of_itself
{
    friend bool operator<(key_of_itself const&, key_of_itself const&) { return false; }
};
void to_fluentd(value_writer& out, key_of_itself const&)
{
    write_value(out, std::map<key_of_itself, int>{{{}, 1}});
}

struct wrapper
{
    wrapper const* inner;
};
void to_fluentd(value_writer& out, wrapper const& w)
{
    write_value(out, *w.inner);
}

} // namespace shop

namespace foreign {

/// Known by registration, if at all.
struct point
{
    int x;
    int y;
};
enum severity
{
    quiet,
    loud
};
enum unregistered
{
    seven = 7
};
struct money // could be taken for something else
{
    operator std::string_view() const { return "money"; }
};
struct fails
{};
struct range : std::vector<int>
{};
template <int>
struct numbered
{};

} // namespace foreign

namespace {

namespace json = boost::json;
using namespace log_fluentd::test;
using log_fluentd::record_formatter;
using log_fluentd::register_type;
using log_fluentd::value_writer;

json::value operator""_j(char const* text, std::size_t size)
{
    return json::parse(json::string_view(text, size));
}

template <typename Value>
formatted format_one(Value const& value)
{
    return format_value(record_formatter({{"k", "%V%"}}), "", "V", value);
}

struct registration
{
    registration()
    {
        register_type<foreign::point>(
            [](auto& out, foreign::point const& p) { write_value(out, std::pair(p.x, p.y)); });
        register_type<foreign::severity>(
            [](auto& out, foreign::severity s) { out.string(s == foreign::loud ? "loud" : "quiet"); });
        register_type<foreign::money>([](value_writer& out, foreign::money const&) { out.floating(0.5); });
        register_type<foreign::range>([](value_writer& out, foreign::range const&) { out.string("range"); });
        register_type<foreign::fails>(
            [](value_writer&, foreign::fails const&) { throw std::runtime_error("no way"); });
        register_type<shop::order>();
        register_type<shop::level>();
        register_type<shop::doing>();
        register_type<std::vector<shop::item>>();
        register_type<std::optional<foreign::point>>();
        register_type<foreign::unregistered>();
    }
};

/// What stands for a doing, and whether what is around it stays whole.
json::value done(void (*what)(value_writer&), std::uint32_t errors = 0)
{
    auto const in_array = write_one(std::vector<shop::doing>{{what}, {what}});
    BOOST_TEST(in_array.report.format_errors == 2 * errors);
    auto const in_map = write_event({{"before", 1}, {"k", shop::doing{what}}, {"after", 2}});
    BOOST_TEST(in_map.map.at("before") == "1"_j);
    BOOST_TEST(in_map.map.at("after") == "2"_j);
    BOOST_TEST(in_map.report.format_errors == errors);
    BOOST_TEST(in_array.value.as_array().size() == 2u);
    BOOST_TEST(in_array.value.at(0) == in_map.map.at("k"));
    BOOST_TEST(in_array.value.at(1) == in_map.map.at("k"));
    auto const in_record = format_one(shop::doing{what});
    BOOST_TEST(in_record["k"] == in_map.map.at("k"));
    return in_map.map.at("k");
}

} // namespace

BOOST_FIXTURE_TEST_SUITE(user_types, registration)

BOOST_AUTO_TEST_CASE(by_overload)
{
    shop::order const order{7, {{"cup", 2}, {"tea", 1}}};
    auto const expected =
        R"({"id": 7, "items": [{"name": "cup", "count": 2}, {"name": "tea", "count": 1}]})"_j;
    BOOST_TEST(as_json(order) == expected);
    BOOST_TEST(as_json(std::map<std::string, std::optional<shop::order>>{{"o", order}}).at("o") == expected);
    BOOST_TEST(as_json(shop::level::high) == R"("high")"_j);
    BOOST_TEST(as_json(std::map<shop::level, int>{{shop::level::low, 1}}) == R"({"low": 1})"_j);
    BOOST_TEST(write_event({{"order", order}, {"level", shop::level::low}}).map.at("order") == expected);
    BOOST_TEST(write_event(order).map == expected);
}

BOOST_AUTO_TEST_CASE(by_registration)
{
    BOOST_TEST(as_json(foreign::point{1, 2}) == "[1, 2]"_j);
    BOOST_TEST(as_json(std::vector<foreign::point>{{1, 2}, {3, 4}}) == "[[1, 2], [3, 4]]"_j);
    BOOST_TEST(as_json(foreign::loud) == R"("loud")"_j);
    BOOST_TEST(as_json(std::map<foreign::severity, foreign::point>{{foreign::quiet, {1, 2}}}) ==
               R"({"quiet": [1, 2]})"_j);
    BOOST_TEST(as_json(foreign::money()) == "0.5"_j);
    BOOST_TEST(as_json(foreign::range()) == R"("range")"_j);
    BOOST_TEST(
        write_event({{"at", foreign::point{1, 2}}, {"level", foreign::loud}, {"costs", foreign::money()}})
            .map == R"({"at": [1, 2], "level": "loud", "costs": 0.5})"_j);
}

BOOST_AUTO_TEST_CASE(as_attribute_values)
{
    BOOST_TEST(format_one(shop::order{7, {}})["k"] == R"({"id": 7, "items": []})"_j);
    BOOST_TEST(format_one(foreign::point{1, 2})["k"] == "[1, 2]"_j);
    BOOST_TEST(format_one(std::vector<shop::item>{{"cup", 2}})["k"] == R"([{"name": "cup", "count": 2}])"_j);
    BOOST_TEST(format_one(std::optional<foreign::point>())["k"] == "null"_j);
    BOOST_TEST(format_one(foreign::seven)["k"] == "7"_j);
    auto const every = format_value(record_formatter({}), "x", "Order", shop::order{7, {}});
    BOOST_TEST(every["Order"].at("id") == "7"_j);
    auto const mixed = format_value(record_formatter({{"k", "at %V%"}}), "", "V", foreign::point{1, 2});
    BOOST_TEST(mixed["k"] == R"("at [1,2]")"_j);
}

BOOST_AUTO_TEST_CASE(as_severities)
{
    auto const of = [](auto level) {
        return format(record_formatter({{"level", "%Severity%"}, {"text", "[%Severity%]"}}), [&] {
            logging::sources::severity_logger<decltype(level)> log;
            BOOST_LOG_SEV(log, level) << "x";
        });
    };
    BOOST_TEST(of(foreign::loud).map == R"({"level": "loud", "text": "[loud]", "message": "x"})"_j);
    BOOST_TEST(of(shop::level::low).map == R"({"level": "low", "text": "[low]", "message": "x"})"_j);
    BOOST_TEST(of(foreign::loud).report.empty());
}

BOOST_AUTO_TEST_CASE(a_type_nobody_knows_is_its_name)
{
    auto const result = write_one(std::vector<foreign::numbered<1>>(2));
    BOOST_TEST(result.value == R"(["<foreign::numbered<1>>", "<foreign::numbered<1>>"])"_j);
    BOOST_TEST(result.report.unknown_types == 2u);
    BOOST_TEST((*result.report.unknown[0] == typeid(foreign::numbered<1>)));
}

BOOST_AUTO_TEST_CASE(the_last_registration_counts)
{
    using type = foreign::numbered<2>;
    register_type<type>([](value_writer& out, type const&) { out.integer(1); });
    BOOST_TEST(as_json(type()) == "1"_j);
    register_type<type>([](value_writer& out, type const&) { out.integer(2); });
    BOOST_TEST(as_json(type()) == "2"_j);
    BOOST_TEST(format_one(type())["k"] == "2"_j);
}

BOOST_AUTO_TEST_CASE(what_is_the_librarys_own_cannot_be_changed)
{
    auto const check_fails = [](auto value) {
        using type = decltype(value);
        BOOST_CHECK_EXCEPTION(register_type<type>([](value_writer&, type const&) {}), std::invalid_argument,
                              [](std::invalid_argument const& error) {
                                  return std::string(error.what()).find("is the library's to say") !=
                                         std::string::npos;
                              });
    };
    check_fails(json::value());
    check_fails(logging::trivial::info);
    check_fails(std::chrono::seconds());
    check_fails(std::vector<std::string>());
    check_fails(std::vector<int>());
    check_fails(std::exception_ptr());
    register_type<std::vector<int>>(); // nothing to do
    register_type<std::chrono::seconds>();
    BOOST_TEST(format_one(logging::trivial::info)["k"] == R"("info")"_j);
}

BOOST_AUTO_TEST_CASE(exactly_one_value_is_written)
{
    BOOST_TEST(done([](value_writer&) {}) == "null"_j);
    BOOST_TEST(done([](value_writer& out) {
                   out.integer(1);
                   out.integer(2);
                   out.begin_array();
                   out.end_array();
               }) == "1"_j);
    BOOST_TEST(done([](value_writer& out) {
                   out.begin_array();
                   out.begin_map();
                   out.key("k");
               }) == R"([{"k": null}])"_j);
    BOOST_TEST(done([](value_writer& out) {
                   out.key("forged");
                   out.end_map();
                   out.end_array();
                   out.end_map();
                   out.key("forged");
                   out.string("x");
                   out.end_map();
               }) == R"("x")"_j);
    BOOST_TEST(done([](value_writer& out) {
                   out.begin_map();
                   out.end_array();
                   out.key("k");
                   out.begin_array();
                   out.end_map();
                   out.integer(1);
               }) == R"({"k": [1]})"_j);
    json::value const deep = done([](value_writer& out) {
        for (int i = 0; i < 1000; ++i)
            out.begin_array();
    });
    BOOST_TEST(deep.is_array());
}

BOOST_AUTO_TEST_CASE(what_throws_is_replaced_and_counted)
{
    BOOST_TEST(done([](value_writer&) { throw std::runtime_error("no stock"); }, 1) ==
               R"("<format error: no stock>")"_j);
    BOOST_TEST(done(
                   [](value_writer& out) {
                       out.begin_map();
                       out.key("k");
                       out.begin_array();
                       out.string("half");
                       throw 1;
                   },
                   1) == R"("<format error: unknown exception>")"_j);
    BOOST_TEST(done(
                   [](value_writer& out) {
                       for (int i = 0; i < 1000; ++i)
                           out.begin_array();
                       throw std::bad_alloc();
                   },
                   1) == R"("<format error: std::bad_alloc>")"_j);
    auto const result = format_one(foreign::fails());
    BOOST_TEST(result["k"] == R"("<format error: no way>")"_j);
    BOOST_TEST(result.report.format_errors == 1u);
    auto const mixed = format_value(record_formatter({{"k", "got %V%!"}}), "", "V", foreign::fails());
    BOOST_TEST(mixed["k"] == R"("got <format error: no way>!")"_j);
    auto const nested = write_one(std::map<std::string, foreign::fails>{{"a", {}}, {"b", {}}});
    BOOST_TEST(nested.value == R"({"a": "<format error: no way>", "b": "<format error: no way>"})"_j);
}

BOOST_AUTO_TEST_CASE(what_refers_to_itself_ends)
{
    auto const ring = std::make_shared<shop::node>();
    ring->next = ring;
    json::value const result = as_json(ring);
    json::value const* inner = &result;
    std::size_t levels = 0;
    for (; inner->is_object(); ++levels)
        inner = &inner->at("next");
    BOOST_TEST(levels == value_writer::max_depth);
    BOOST_TEST(*inner == R"("<nested too deeply>")"_j);
    ring->next.reset();

    shop::key_of_itself const key;
    BOOST_TEST(boost::json::serialize(as_json(key)).find("nested too deeply") != std::string::npos);

    shop::wrapper self{nullptr};
    self.inner = &self;
    BOOST_TEST(as_json(self) == R"("<nested too deeply>")"_j);
}

BOOST_AUTO_TEST_CASE(registering_while_others_write)
{
    std::vector<std::thread> threads;
    for (int i = 0; i < 3; ++i) {
        threads.emplace_back([] {
            log_fluentd::detail::scratch out;
            for (int n = 0; n < 2000; ++n) {
                out.clear();
                value_writer writer(out);
                write_value(writer, foreign::point{1, 2});
                write_value(writer, foreign::numbered<1>());
            }
        });
    }
    threads.emplace_back([] {
        for (int n = 0; n < 200; ++n) {
            register_type<foreign::numbered<3>>([](value_writer& out, auto const&) { out.integer(3); });
            register_type<foreign::point>(
                [](auto& out, foreign::point const& p) { write_value(out, std::pair(p.x, p.y)); });
        }
    });
    for (auto& thread : threads)
        thread.join();
    BOOST_TEST(as_json(foreign::numbered<3>()) == "3"_j);
}

namespace {

template <int... Numbers>
void register_many(std::integer_sequence<int, Numbers...>)
{
    (register_type<foreign::numbered<1000 + Numbers>>(
         [](value_writer& out, auto const&) { out.integer(Numbers); }),
     ...);
    BOOST_TEST((... && (as_json(foreign::numbered<1000 + Numbers>()) == json::value(Numbers))));
}

} // namespace

namespace {

/// Whether a type is found that another of the same name was registered for, as when two shared libraries
/// have a `std::type_info` each.
bool is_found_by_name(char const* name)
{
    struct type_info : std::type_info
    {
        explicit type_info(char const* n) : std::type_info(n) {}
    };
    auto const& one = *new type_info(name); // the registry keeps it
    static std::vector<std::string> names;
    names.reserve(10);
    type_info const another(names.emplace_back(name).c_str());
    auto const write = [](value_writer& out, void const*, void const*) { out.string("found"); };
    log_fluentd::detail::register_type({&one, nullptr, write, nullptr});

    log_fluentd::detail::scratch out;
    value_writer writer(out);
    BOOST_TEST(log_fluentd::detail::write_registered(writer, one, nullptr));
    return log_fluentd::detail::write_registered(writer, another, nullptr);
}

} // namespace

BOOST_AUTO_TEST_CASE(a_type_is_found_by_name_unless_that_is_of_one_file)
{
    BOOST_TEST(is_found_by_name("N5other4typeE"));
    BOOST_TEST(!is_found_by_name("N12_GLOBAL__N_15orderE"));
    BOOST_TEST(!is_found_by_name("ZL4makevE5order"));
}

BOOST_AUTO_TEST_CASE(a_type_of_the_library_is_found_by_name_too)
{
    struct type_info : std::type_info // as another shared library has it
    {
        explicit type_info(std::type_info const& of) : std::type_info(of.name()) {}
    };
    using namespace log_fluentd::detail;
    auto const& known = known_types();
    std::type_info const* const all[] = {&typeid(int), &typeid(std::vector<int>), &typeid(json::object),
                                         &typeid(logging::trivial::severity_level)};
    for (auto const* const type : all) {
        type_info const another(*type);
        BOOST_TEST(known.find_attribute(*type));
        BOOST_TEST(known.find_attribute(another) == known.find_attribute(*type));
        BOOST_TEST(!known.find_bare(another)); // by address alone
    }
    BOOST_TEST(known.find_bare(typeid(int)));
    BOOST_TEST(!known.find_bare(typeid(std::vector<int>)));
}

BOOST_AUTO_TEST_CASE(many_types)
{
    register_many(std::make_integer_sequence<int, 200>());
}

BOOST_AUTO_TEST_SUITE_END()
