// Copyright (c) 2026 The log_fluentd authors
// Distributed under the Boost Software License, Version 1.0.
// (See accompanying file LICENSE_1_0.txt or https://www.boost.org/LICENSE_1_0.txt)

#include "support/records.hpp"

#include <log_fluentd/call_site.hpp>

#include <boost/json/parse.hpp>
#include <boost/json/serialize.hpp>
#include <boost/log/attributes/function.hpp>
#include <boost/log/attributes/named_scope.hpp>
#include <boost/log/expressions/formatters/stream.hpp>
#include <boost/log/utility/setup/formatter_parser.hpp>
#include <boost/test/unit_test.hpp>

#include <atomic>
#include <stdexcept>
#include <string>
#include <thread>
#include <unistd.h>
#include <vector>

namespace {

namespace json = boost::json;
namespace logging = boost::log;
using log_fluentd::format_dictionary;
using log_fluentd::format_options;
using log_fluentd::record_formatter;
using namespace log_fluentd::test;

using logger = logging::sources::severity_logger<severity>;

/// A record with `OrderId` 4711, `Channel` "shop" and the message "order placed".
formatted format_order(format_dictionary const& dictionary, format_options const& options = {})
{
    return format(record_formatter(dictionary, options), [] {
        logger log;
        BOOST_LOG_SEV(log, logging::trivial::info)
            << logging::add_value("OrderId", 4711) << logging::add_value("Channel", std::string("shop"))
            << "order placed";
    });
}

json::value map_of_order(format_dictionary const& dictionary, format_options const& options = {})
{
    return format_order(dictionary, options).map;
}

format_options without_message()
{
    format_options options;
    options.message_key = "";
    return options;
}

/// Formatters of Boost.Log as a user may register them.
class counting_factory : public logging::formatter_factory<char>
{
public:
    formatter_type create_formatter(logging::attribute_name const&, args_map const& args) override
    {
        std::string const mode = args.count("mode") ? args.at("mode") : "";
        if (mode == "throw")
            return formatter_type([](logging::record_view const&, logging::formatting_ostream& out) {
                out << "half";
                throw std::runtime_error("broken");
            });
        if (mode == "hex")
            return formatter_type([](logging::record_view const&, logging::formatting_ostream& out) {
                out << std::hex << 255;
            });
        // State of its own, as a copy for each thread must have it.
        return formatter_type([count = 0](logging::record_view const&,
                                          logging::formatting_ostream& out) mutable { out << ++count; });
    }
};

void register_counting_factory()
{
    logging::register_formatter_factory("Counting", boost::make_shared<counting_factory>());
}

} // namespace

BOOST_AUTO_TEST_SUITE(record_formatter_)

BOOST_AUTO_TEST_CASE(one_placeholder_alone_keeps_its_type)
{
    BOOST_TEST(map_of_order({{"order", "%OrderId%"}, {"channel", "%Channel%"}}) ==
               json::parse(R"({"order": 4711, "channel": "shop", "message": "order placed"})"));
}

BOOST_AUTO_TEST_CASE(keys_stay_in_the_order_of_the_dictionary)
{
    BOOST_TEST(json::serialize(map_of_order({{"z", "%OrderId%"}, {"a", "b"}, {"m", "%Channel%"}})) ==
               R"({"z":4711,"a":"b","m":"shop","message":"order placed"})");
}

BOOST_AUTO_TEST_CASE(mixed_templates_are_strings)
{
    BOOST_TEST(map_of_order({{"mixed", "%Channel%/%Severity% #%OrderId%%Channel%"}}, without_message()) ==
               json::parse(R"({"mixed": "shop/info #4711shop"})"));
}

BOOST_AUTO_TEST_CASE(every_kind_of_value_has_a_text)
{
    auto const text_of = [](auto const& value) {
        auto const result = format_value(record_formatter({{"k", "<%V%>"}}), "", "V", value);
        return std::string(result["k"].as_string().c_str());
    };
    BOOST_TEST(text_of(true) == "<true>");
    BOOST_TEST(text_of(-5) == "<-5>");
    BOOST_TEST(text_of(18446744073709551615u) == "<18446744073709551615>");
    BOOST_TEST(text_of(0.5) == "<0.5>");
    BOOST_TEST(text_of(std::numeric_limits<double>::infinity()) == "<Infinity>");
    BOOST_TEST(text_of(std::wstring(L"\u20AC")) == "<\u20AC>");
    BOOST_TEST(text_of(json::value(nullptr)) == "<>");
    BOOST_TEST(text_of(json::parse(R"({"a": [1, -2, 0.5, null, true, "q\"", {}, []]})")) ==
               R"(<{"a":[1,-2,0.5,null,true,"q\"",{},[]]}>)");
}

BOOST_AUTO_TEST_CASE(long_mixed_templates)
{
    for (std::size_t const size :
         std::initializer_list<std::size_t>{0u, 30u, 31u, 32u, 254u, 255u, 256u, 65534u, 65535u, 65536u}) {
        std::string const text(size, 'x');
        auto const result = format_value(record_formatter({{"k", "%V%!"}}), "", "V", text);
        BOOST_TEST(result["k"] == json::value(text + "!"));
    }
}

BOOST_AUTO_TEST_CASE(a_template_without_placeholders_stands_for_itself)
{
    BOOST_TEST(map_of_order({{"env", "prod"}, {"rate", "100%%"}, {"none", ""}}, without_message()) ==
               json::parse(R"({"env": "prod", "rate": "100%", "none": ""})"));
}

BOOST_AUTO_TEST_CASE(constants_keep_their_type)
{
    auto const dictionary =
        format_dictionary::from_json(R"({"n": 7, "f": 0.5, "b": true, "z": null, "l": [1, "x"]})");
    BOOST_TEST(map_of_order(dictionary, without_message()) ==
               json::parse(R"({"n": 7, "f": 0.5, "b": true, "z": null, "l": [1, "x"]})"));
}

BOOST_AUTO_TEST_CASE(nested_dictionaries_are_nested_maps)
{
    BOOST_TEST(map_of_order({{"a", {{"b", {{"id", "%OrderId%"}}}, {"c", "x"}}}}, without_message()) ==
               json::parse(R"({"a": {"b": {"id": 4711}, "c": "x"}})"));
}

BOOST_AUTO_TEST_CASE(missing_attributes_are_left_out)
{
    format_dictionary const dictionary{{"a", "%Missing%"},
                                       {"b", "%Missing%/%Missing2%"},
                                       {"c", "[%Missing%|%OrderId%]"},
                                       {"d", {{"e", "%Missing%"}, {"f", {{"g", "%Missing%"}}}}},
                                       {"h", {{"i", "%Missing%"}, {"j", "%OrderId%"}}}};
    BOOST_TEST(map_of_order(dictionary, without_message()) ==
               json::parse(R"({"c": "[|4711]", "h": {"j": 4711}})"));
}

BOOST_AUTO_TEST_CASE(fill_missing_sends_nil)
{
    format_options options = without_message();
    options.fill_missing = true;
    format_dictionary const dictionary{
        {"a", "%Missing%"}, {"b", "%Missing%/"}, {"c", {{"d", "%Missing%"}}}, {"e", "%OrderId%"}};
    BOOST_TEST(map_of_order(dictionary, options) ==
               json::parse(R"({"a": null, "b": null, "c": {"d": null}, "e": 4711})"));
}

BOOST_AUTO_TEST_CASE(without_a_dictionary_every_attribute_has_its_own_name)
{
    BOOST_TEST(map_of_order({}) ==
               json::parse(
                   R"({"OrderId": 4711, "Channel": "shop", "Severity": "info", "message": "order placed"})"));
}

BOOST_AUTO_TEST_CASE(others_are_those_that_the_dictionary_does_not_mention)
{
    format_options options;
    options.include_others = true;
    BOOST_TEST(
        map_of_order({{"level", "%Severity%"}, {"a", {{"b", "%OrderId%!"}}}}, options) ==
        json::parse(
            R"({"level": "info", "a": {"b": "4711!"}, "Channel": "shop", "message": "order placed"})"));
    // A key of the dictionary is the dictionary's, whether it has a value or not.
    BOOST_TEST(map_of_order({{"Channel", "%Missing%"}, {"Severity", "x"}}, options) ==
               json::parse(R"({"Severity": "x", "OrderId": 4711, "message": "order placed"})"));
}

BOOST_AUTO_TEST_CASE(excluded_attributes_are_never_sent)
{
    format_options options;
    options.exclude = {"Channel", "HostName"};
    BOOST_TEST(map_of_order({{"c", "%Channel%"}, {"m", "%Channel%/%OrderId%"}, {"h", "%HostName%"}},
                            options) == json::parse(R"({"m": "/4711", "message": "order placed"})"));
    BOOST_TEST(map_of_order({}, options) ==
               json::parse(R"({"OrderId": 4711, "Severity": "info", "message": "order placed"})"));
    options.exclude = {"Message"};
    BOOST_TEST(map_of_order({{"m", "%Message%"}, {"o", "%OrderId%"}}, options) ==
               json::parse(R"({"o": 4711})"));
}

BOOST_AUTO_TEST_CASE(host_and_process_name_are_built_in)
{
    char host[256] = {};
    BOOST_REQUIRE(::gethostname(host, sizeof(host) - 1) == 0);
    auto const result =
        format_order({{"host", "%HostName%"}, {"process", "%ProcessName%"}, {"both", "%HostName%!"}});
    BOOST_TEST(result["host"] == json::value(host));
    BOOST_TEST(result["process"] == json::value("test_unit_format"));
    BOOST_TEST(result["both"] == json::value(std::string(host) + "!"));
}

BOOST_AUTO_TEST_CASE(an_attribute_of_the_same_name_wins_over_what_is_built_in)
{
    BOOST_LOG_NAMED_SCOPE("a scope");
    record_formatter const formatter(
        {{"host", "%HostName%"}, {"line", "%Line%"}, {"where", "%File%:%Line%"}});
    auto const result = format(formatter, [] {
        logger log;
        BOOST_LOG_SEV(log, logging::trivial::info)
            << logging::add_value("HostName", std::string("another")) << logging::add_value("Line", -1)
            << logging::add_value("File", std::string("file"));
    });
    BOOST_TEST(result["host"] == json::value("another"));
    BOOST_TEST(result["line"] == json::value(-1));
    BOOST_TEST(result["where"] == json::value("file:-1"));
}

BOOST_AUTO_TEST_CASE(the_innermost_scope_says_function_file_and_line)
{
    record_formatter const formatter(
        {{"where", "%File%:%Line% %Function%"}, {"line", "%Line%"}, {"f", "%Function%"}});
    BOOST_LOG_NAMED_SCOPE("outer");
    BOOST_LOG_NAMED_SCOPE("inner");
    unsigned const line = __LINE__ - 1;
    auto const result = format_message(formatter, "x");
    BOOST_TEST(result["line"] == json::value(line));
    BOOST_TEST(result["f"] == json::value("inner"));
    BOOST_TEST(result["where"] == json::value(__FILE__ ":" + std::to_string(line) + " inner"));
}

BOOST_AUTO_TEST_CASE(a_function_scope_has_the_signature)
{
    BOOST_LOG_FUNCTION();
    auto const result = format_message(record_formatter({{"f", "%Function%"}}), "x");
    BOOST_TEST(result["f"] == json::value(BOOST_CURRENT_FUNCTION));
}

BOOST_AUTO_TEST_CASE(without_a_scope_its_parts_are_missing)
{
    auto const result =
        format_message(record_formatter({{"f", "%Function%"}, {"where", "%File%:%Line%"}}), "x");
    BOOST_TEST(result.map == json::parse(R"({"message": "x"})"));
}

BOOST_AUTO_TEST_CASE(the_scope_attribute_comes_before_the_threads_own_scope)
{
    logging::attributes::named_scope_list const scopes = [] {
        BOOST_LOG_NAMED_SCOPE("kept");
        return logging::attributes::named_scope::get_scopes();
    }();
    BOOST_LOG_NAMED_SCOPE("current");
    auto const result = format_value(record_formatter({{"f", "%Function%"}}), "x", "Scope", scopes);
    BOOST_TEST(result["f"] == json::value("kept"));
}

BOOST_AUTO_TEST_CASE(a_statement_can_say_its_own_place)
{
    BOOST_LOG_NAMED_SCOPE("a scope");
    unsigned line = 0;
    record_formatter const formatter({{"file", "%File%"}, {"line", "%Line%"}, {"function", "%Function%"}});
    auto const result = format(formatter, [&] {
        logger log;
        BOOST_LOG_SEV(log, logging::trivial::info) << LOG_FLUENTD_HERE << "text";
        line = __LINE__ - 1;
    });
    BOOST_TEST(result["file"] == json::value(__FILE__));
    BOOST_TEST(result["line"] == json::value(line));
    std::string const function(result["function"].as_string().c_str());
    BOOST_TEST(function.find("a_statement_can_say_its_own_place") != std::string::npos);
    BOOST_TEST(result["message"] == json::value("text"));
}

BOOST_AUTO_TEST_CASE(arguments_make_it_a_formatter_of_boost_log)
{
    register_counting_factory();
    format_dictionary const dictionary{{"hex", "%Counting(mode=hex)%"},
                                       {"count", "<%Counting(mode=\"a)%\")%>"},
                                       {"missing", "%Missing(format=\"%H\")%"},
                                       {"channel", "%Channel(format=\"%H\")%"}};
    auto const result = format_order(dictionary, without_message());
    BOOST_TEST(result.map == json::parse(R"({"hex": "ff", "count": "<1>", "channel": "shop"})"));
    BOOST_TEST(result.report.empty());
}

BOOST_AUTO_TEST_CASE(a_manipulator_does_not_reach_the_next_formatter)
{
    register_counting_factory();
    BOOST_TEST(map_of_order({{"a", "%Counting(mode=hex)%"}, {"b", "%OrderId(x=y)%"}}, without_message()) ==
               json::parse(R"({"a": "ff", "b": "4711"})"));
}

BOOST_AUTO_TEST_CASE(what_a_formatter_throws_is_shown_and_counted)
{
    register_counting_factory();
    record_formatter const formatter({{"bad", "%Counting(mode=throw)%"},
                                      {"after", "%Counting(mode=hex)%"},
                                      {"mixed", "a%Counting(mode=throw)%b"}});
    auto const result = format_message(formatter, R"({"from": "text"})");
    BOOST_TEST(result.map == json::parse(R"({"bad": "<format error: broken>", "after": "ff",
        "mixed": "a<format error: broken>b", "from": "text"})"));
    BOOST_TEST(result.report.format_errors == 2u);
}

BOOST_AUTO_TEST_CASE(threads_do_not_share_the_state_of_formatters)
{
    register_counting_factory();
    record_formatter const formatter({{"n", "%Counting(mode=count)%"}, {"m", "%Message%"}});
    std::atomic<int> bad{0};
    handing_sink const sink([&](logging::record_view const& record) {
        std::string bytes;
        formatter(record, bytes);
        auto const map = decode(bytes);
        std::string const name(map.at("from").as_string().c_str());
        if (map.at("n").as_string().empty() || map.at("m") != json::value("{\"from\": \"" + name + "\"}"))
            ++bad;
    });
    std::vector<std::thread> threads;
    for (int t = 0; t < 4; ++t) {
        threads.emplace_back([t] {
            logger log;
            for (int i = 0; i < 2000; ++i) {
                std::string const name = std::to_string(t) + "." + std::to_string(i);
                BOOST_LOG_SEV(log, logging::trivial::info)
                    << "{\"from\": \"" << name << "\"}"
                    << logging::add_value("Other" + std::to_string(i % 700), 1);
            }
        });
    }
    for (std::thread& thread : threads)
        thread.join();
    BOOST_TEST(bad == 0);
}

BOOST_AUTO_TEST_CASE(an_event_is_appended_and_cut)
{
    format_options options;
    options.max_event_size = 1024;
    record_formatter const formatter = log_fluentd::make_record_formatter({}, options);
    std::string bytes = "x";
    handing_sink const sink([&](logging::record_view const& record) { formatter(record, bytes); });
    logger log;
    BOOST_LOG_SEV(log, logging::trivial::info) << std::string(std::size_t{10} << 20, 'm');
    BOOST_TEST(bytes.size() <= 1025u);
    auto const map = decode(std::string_view(bytes).substr(1));
    std::string const message(map.at("message").as_string().c_str());
    auto const kept = message.find("\u2026");
    BOOST_TEST(message.substr(kept) ==
               "\u2026[cut: " + std::to_string((std::size_t{10} << 20) - kept) + " bytes]");

    bytes.clear();
    BOOST_LOG_SEV(log, logging::trivial::info) << "the next one";
    BOOST_TEST(decode(bytes).at("message") == json::value("the next one"));
}

BOOST_AUTO_TEST_CASE(names_that_are_not_utf8_stay_two_names)
{
    auto const result = format(record_formatter({}), [] {
        logger log;
        BOOST_LOG_SEV(log, logging::trivial::info)
            << logging::add_value("a\xFE", 1) << logging::add_value("a\xFF", 2);
    });
    BOOST_TEST(result.map.as_object().size() == 4u);
}

BOOST_AUTO_TEST_SUITE_END()
