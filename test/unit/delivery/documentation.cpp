// Copyright (c) 2026 The log_fluentd authors
// Distributed under the Boost Software License, Version 1.0.
// (See accompanying file LICENSE_1_0.txt or https://www.boost.org/LICENSE_1_0.txt)

// Each test that doc/delivery.md and doc/security.md name for what they say is there.

#include "support/process.hpp"
#include "support/repository.hpp"

#include <boost/test/unit_test.hpp>

#include <filesystem>
#include <regex>
#include <string>

namespace fs = std::filesystem;
using namespace log_fluentd::test;

namespace {

/// All sources of a folder of tests, or the one source of an integration test.
std::string sources(fs::path const& place)
{
    if (!fs::is_directory(place))
        return read_file(place.string() + ".cpp");
    std::string all;
    for (auto const& file : fs::directory_iterator(place))
        all += read_file(file.path());
    return all;
}

bool has_suite(std::string const& text, std::string const& suite)
{
    return std::regex_search(text, std::regex("TEST_SUITE\\(\\s*" + suite + "\\b"));
}

bool has_case(std::string const& text, std::string const& name)
{
    return std::regex_search(text, std::regex("TEST_CASE\\(\\s*" + name + "\\b"));
}

/// \return how many tests the page names.
int check_names(std::string const& file)
{
    std::string const page = read_file(repository() / "doc" / file);
    BOOST_REQUIRE(!page.empty());
    // `unit/sender faults/a_web_server`, and behind it `/another_case`.
    std::regex const name(
        "`((?:unit|integration|storm)/[a-z_]+)(?: ([a-z_]+))?(?:/([a-z_]+|\\*))?`|`/([a-z_]+)`");
    std::string text;
    int found = 0;
    for (auto it = std::sregex_iterator(page.begin(), page.end(), name); it != std::sregex_iterator(); ++it) {
        auto const& match = *it;
        ++found;
        if (match[1].matched) {
            text = sources(repository() / "test" / match[1].str());
            BOOST_TEST(!text.empty(), match.str());
        }
        if (match[2].matched)
            BOOST_TEST(has_suite(text, match[2]), match.str());
        auto const& test_case = match[4].matched ? match[4] : match[3];
        if (test_case.matched && test_case != "*")
            BOOST_TEST(has_case(text, test_case), match.str());
    }
    return found;
}

} // namespace

BOOST_AUTO_TEST_SUITE(delivery_documentation)

BOOST_AUTO_TEST_CASE(every_test_that_it_names_is_there)
{
    BOOST_TEST(check_names("delivery.md") >= 35);
    BOOST_TEST(check_names("security.md") >= 12);
}

BOOST_AUTO_TEST_SUITE_END()
