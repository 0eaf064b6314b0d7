// Copyright (c) 2026 The log_fluentd authors
// Distributed under the Boost Software License, Version 1.0.
// (See accompanying file LICENSE_1_0.txt or https://www.boost.org/LICENSE_1_0.txt)

/// \file
/// Plain scalars of YAML, in PyYAML and here: the same values.

#include "dict_config/document/yaml_scalar.hpp"
#include "support/needs.hpp"
#include "support/process.hpp"

#include <boost/json/array.hpp>
#include <boost/json/parse.hpp>
#include <boost/json/serialize.hpp>

#include <cstdlib>
#include <fstream>
#include <iterator>
#include <random>
#include <string>
#include <vector>

using namespace log_fluentd;
using namespace log_fluentd::test;

BOOST_AUTO_TEST_SUITE(dict_config_yaml, *boost::unit_test::precondition(needs_python_yaml))

/// Pieces of numbers, times and words, put together as they come.
std::vector<std::string> random_scalars()
{
    char const* const pieces[] = {
        "0",   "1", "7",  "8",  "59",  "60",   "_",    ":",    ".",    "+",   "-",
        "e",   "E", "e+", "0x", "0b",  "0o",   "1f",   "inf",  "nan",  "yes", "no",
        "on",  "y", "~",  "12", "_0",  ":30",  "2026", "-11-", "-1-2", "T",   "10:00",
        ":00", "Z", " ",  "99", "+01", "null", "true", "a",    "=",    "<<",  "123456789012345678"};
    std::mt19937 random(1);
    std::vector<std::string> result;
    for (int i = 0; i != 10'000; ++i) {
        std::string text;
        for (auto count = 1 + random() % 6; count != 0; --count)
            text += pieces[random() % std::size(pieces)];
        result.push_back(text);
    }
    return result;
}

BOOST_AUTO_TEST_CASE(scalars_by_chance)
{
    auto const scalars = random_scalars();
    boost::json::array list;
    for (auto const& text : scalars)
        list.emplace_back(text);
    temporary_folder const folder;
    auto const path = [&](char const* name) { return (folder.path() / name).string(); };
    std::ofstream(path("scalars")) << list;
    auto const result = run_process(
        {"python3", LOG_FLUENTD_TEST_DIR "/support/python_yaml.py", path("scalars"), path("results")});
    BOOST_TEST_REQUIRE(result.status == 0, result.errors);
    auto const results = boost::json::parse(read_file(path("results"))).as_array();
    std::size_t texts = 0, others = 0;
    for (std::size_t i = 0; i != scalars.size(); ++i) {
        if (results[i].is_null())
            continue;
        auto const ours = detail::resolve_yaml_scalar(scalars[i]);
        auto const& python = results[i].as_object();
        if (auto const* const other = python.if_contains("other")) {
            BOOST_CHECK_MESSAGE(ours.problem != "", scalars[i] << " is " << *other << " in Python");
            continue;
        }
        bool const is_time_of_ages = scalars[i].find(':') > 15 && scalars[i].find(':') != std::string::npos;
        if (is_time_of_ages && !ours.problem.empty())
            continue; // an error, as the page says
        BOOST_TEST(ours.problem == "", scalars[i]);
        auto const* const real = python.if_contains("real");
        bool const is_same =
            real ? ours.value.is_double() &&
                       ours.value.as_double() == std::strtod(real->as_string().c_str(), nullptr)
                 : ours.value == python.at("value");
        BOOST_CHECK_MESSAGE(is_same, scalars[i] << " is " << ours.value << ", and not " << results[i]);
        ++(ours.value.is_string() ? texts : others);
    }
    BOOST_TEST(texts > 500u);
    BOOST_TEST(others > 300u);
}

BOOST_AUTO_TEST_SUITE_END()
