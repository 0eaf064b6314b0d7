// Copyright (c) 2026 The log_fluentd authors
// Distributed under the Boost Software License, Version 1.0.
// (See accompanying file LICENSE_1_0.txt or https://www.boost.org/LICENSE_1_0.txt)

/// \file
/// doc/dict_config.md says what is true: its tables are those of the code, its example is taken.

#include "dict_config/plan.hpp"
#include "settings/settings_keys.hpp"
#include "support/repository.hpp"
#include "unit/dict_config/configuration.hpp"

#include <algorithm>
#include <set>

using namespace log_fluentd;
using namespace log_fluentd::test;

BOOST_AUTO_TEST_SUITE(dict_config_documentation)

std::vector<std::vector<std::string>> rows(std::string const& head)
{
    return table_rows("dict_config.md", head);
}

/// What stands between backticks.
std::vector<std::string> words(std::string const& text)
{
    std::vector<std::string> result;
    for (std::size_t begin = text.find('`'); begin != text.npos; begin = text.find('`', begin)) {
        auto const end = text.find('`', begin + 1);
        result.push_back(text.substr(begin + 1, end - begin - 1));
        begin = end + 1;
    }
    return result;
}

/// All words of the first column.
std::multiset<std::string> first_words(std::string const& head)
{
    std::multiset<std::string> result;
    for (auto const& row : rows(head))
        for (auto const& word : words(row.at(0)))
            result.insert(word);
    return result;
}

template <typename Names>
void check_names(std::string const& head, Names const& names)
{
    std::multiset<std::string> expected;
    for (auto const& name : names)
        expected.insert(std::string(name));
    BOOST_TEST(first_words(head) == expected, boost::test_tools::per_element());
}

BOOST_AUTO_TEST_CASE(keys_of_the_configuration_and_its_entries)
{
    check_names("top key", detail::top_keys());
    check_names("logger key", detail::logger_keys());
    check_names("filter key", detail::filter_keys());
}

BOOST_AUTO_TEST_CASE(levels)
{
    std::vector<std::string_view> names;
    for (auto const& one : detail::level_names)
        names.push_back(one.name);
    check_names("level", names);
    for (auto const& row : rows("level"))
        for (auto const& name : words(row.at(0)))
            for (auto const& one : detail::level_names) {
                if (one.name != name)
                    continue;
                BOOST_TEST(row.at(1) == std::to_string(one.number));
                for (int i = 0; i != 6; ++i)
                    if (auto const level = static_cast<severity>(i);
                        detail::python_level(level).number == one.number)
                        BOOST_TEST(row.at(2) ==
                                   "`" + std::string(boost::log::trivial::to_string(level)) + "`");
            }
}

BOOST_AUTO_TEST_CASE(formatters)
{
    std::vector<std::string_view> names;
    std::set<std::string_view> keys;
    for (auto const& one : detail::formatter_classes()) {
        names.insert(names.end(), one.names.begin(), one.names.end());
        keys.insert(one.keys.begin(), one.keys.end());
    }
    check_names("formatter class", names);
    check_names("formatter key", keys);
    for (auto const& row : rows("formatter key"))
        for (auto const& one : detail::formatter_classes()) {
            auto const key = words(row.at(0)).front();
            bool const is_known = std::count(one.keys.begin(), one.keys.end(), key) != 0;
            BOOST_TEST(is_known == (row.at(1) == "both" || row.at(1) == (one.makes_map ? "map" : "text")),
                       key);
            if (key == "style")
                for (auto const style : detail::formatter_styles())
                    BOOST_TEST(row.at(2).find("`" + std::string(style) + "`") != std::string::npos, style);
        }
}

BOOST_AUTO_TEST_CASE(placeholders)
{
    std::vector<std::string_view> names;
    for (auto const& one : detail::record_names())
        names.push_back(one.name);
    check_names("placeholder", names);
    for (auto const& row : rows("placeholder"))
        BOOST_TEST(words(row.at(1)).front() ==
                   detail::find_record_name(words(row.at(0)).front()).attributes.front());
    names.clear();
    for (auto const& one : detail::unsupported_names())
        names.push_back(one.name);
    check_names("unsupported placeholder", names);
    for (auto const& row : rows("unsupported placeholder"))
        for (auto const& one : detail::unsupported_names())
            if (row.at(0).find("`" + std::string(one.name) + "`") != std::string::npos)
                BOOST_TEST(one.remedy.find("write " + words(row.at(1)).front()) != std::string::npos,
                           one.name);
}

BOOST_AUTO_TEST_CASE(handlers)
{
    std::vector<std::string_view> names;
    auto const common = detail::common_handler_keys();
    std::set<std::string> keys(common.begin(), common.end());
    for (auto const& one : detail::handler_classes()) {
        names.insert(names.end(), one.names.begin(), one.names.end());
        if (one.names.front() != "fluentd")
            keys.insert(one.keys.begin(), one.keys.end());
    }
    check_names("handler class", names);
    check_names("handler key", keys);
    for (auto const& row : rows("handler key")) {
        auto const key = words(row.at(0)).front();
        std::string of;
        for (auto const& one : detail::handler_classes())
            if (std::count(one.keys.begin(), one.keys.end(), key) != 0)
                of += (of.empty() ? "" : ", ") + std::string(one.names.front());
        BOOST_TEST(row.at(1) == (of.empty() ? "all" : of), key);
    }
}

BOOST_AUTO_TEST_CASE(the_fluentd_handler_has_the_keys_of_settings_files)
{
    auto const known = [](std::string const& key) {
        auto const& keys = detail::fluentd_handler_keys();
        return std::count(keys.begin(), keys.end(), key) != 0;
    };
    std::set<std::string> invalid, special;
    for (auto const& row : rows("Fluentd key"))
        for (auto const& key : words(row.at(0)))
            (row.at(1).rfind("An error", 0) == 0 ? invalid : special).insert(key);
    for (auto const& key : invalid) {
        BOOST_TEST(!known(key), key);
        check_invalid(R"({"version": 1, "handlers": {"h": {"class": "fluentd", "tag": "t", ")" + key +
                          R"(": "x"}}})",
                      "handlers.h." + key, "handlers.h." + key + ": ");
    }
    for (auto const& key : special)
        BOOST_TEST(known(key), key);
    for (auto const& entry : detail::settings_keys()) {
        auto const key = detail::snake_case(entry.key);
        BOOST_TEST((known(key) || invalid.count(key) != 0), key);
    }
}

BOOST_AUTO_TEST_CASE(the_example_is_taken)
{
    std::string example;
    bool within = false;
    for (auto const& line : page_lines("dict_config.md")) {
        if (line == "```yaml")
            within = true;
        else if (line == "```")
            within = false;
        else if (within)
            example += line + '\n';
    }
    detail::document document;
    detail::parse_yaml(example, document);
    detail::resolve_references(document);
    auto const understood = detail::parse_plan(document, {});
    BOOST_TEST(understood.handlers.size() == 6u);
    detail::made_senders senders;
    std::vector<detail::made_sink> sinks; // a sender lives as long as its sink
    for (bool const shares_sender : {false, true})
        for (auto const& handler : understood.handlers)
            if (handler.shares_sender == shares_sender)
                sinks.push_back(handler.make(senders));
    BOOST_TEST(senders.at("fluent")->config().servers.at(0).host == "fluentd.example.net");
}

BOOST_AUTO_TEST_SUITE_END()
