// Copyright (c) 2026 The log_fluentd authors
// Distributed under the Boost Software License, Version 1.0.
// (See accompanying file LICENSE_1_0.txt or https://www.boost.org/LICENSE_1_0.txt)

#pragma once

/// \file
/// Mistakes in files, each with what has to be said of it.

#include "command/finding.hpp"

#include <boost/test/unit_test.hpp>

#include <ostream>
#include <string>
#include <vector>

namespace log_fluentd::test {

/// A mistake, alone in its file, and where and how it has to be found.
struct mistake
{
    std::string name;
    std::string text;
    unsigned line;
    std::string key;
    std::string remedy;

    friend std::ostream& operator<<(std::ostream& out, mistake const& what) { return out << what.name; }
};

inline std::string readable(detail::command::findings const& found)
{
    std::string result;
    for (auto const* const list : {&found.mistakes, &found.doubts})
        for (auto const& one : *list)
            result += std::to_string(one.line) + " " + one.key + ": " + one.text + '\n';
    return result;
}

inline std::vector<unsigned> lines_of(detail::command::findings const& found)
{
    std::vector<unsigned> result;
    for (auto const& one : found.mistakes)
        result.push_back(one.line);
    return result;
}

/// Checks that this mistake is found, and no other.
inline void check_found(mistake const& one, detail::command::findings const& found)
{
    BOOST_TEST_REQUIRE(found.mistakes.size() == 1u, readable(found));
    auto const& first = found.mistakes.front();
    BOOST_TEST(first.line == one.line, readable(found));
    BOOST_TEST(first.key == one.key);
    BOOST_TEST(first.text.find(one.remedy) != std::string::npos, readable(found));
}

} // namespace log_fluentd::test
