// Copyright (c) 2026 The log_fluentd authors
// Distributed under the Boost Software License, Version 1.0.
// (See accompanying file LICENSE_1_0.txt or https://www.boost.org/LICENSE_1_0.txt)

#ifndef LOG_FLUENTD_TEST_SUPPORT_REPOSITORY_HPP_INCLUDED_
#define LOG_FLUENTD_TEST_SUPPORT_REPOSITORY_HPP_INCLUDED_

/// \file
/// Where the files of the project are, and what their tables have, for tests that read its pages.

#include "support/process.hpp"

#include <boost/test/unit_test.hpp>

#include <filesystem>
#include <sstream>
#include <string>
#include <vector>

namespace log_fluentd::test {

inline std::filesystem::path repository()
{
#ifdef LOG_FLUENTD_TEST_DIR // a compiler cache may have made __FILE__ relative
    return std::filesystem::path(LOG_FLUENTD_TEST_DIR) / "..";
#else
    return std::filesystem::path(__FILE__).parent_path() / ".." / "..";
#endif
}

/// The columns of a row of a table, without the space around them.
inline std::vector<std::string> columns_of(std::string const& row)
{
    std::vector<std::string> result;
    std::istringstream in(row.substr(1));
    for (std::string column; std::getline(in, column, '|');) {
        auto const first = column.find_first_not_of(' ');
        auto const last = column.find_last_not_of(' ');
        result.push_back(first == std::string::npos ? "" : column.substr(first, last - first + 1));
    }
    return result;
}

/// The lines of a page of doc.
inline std::vector<std::string> page_lines(std::string const& name)
{
    auto lines = lines_of(repository() / "doc" / name);
    BOOST_REQUIRE(!lines.empty());
    return lines;
}

/// The rows of all tables of a page whose head begins with this column.
inline std::vector<std::vector<std::string>> table_rows(std::string const& page, std::string const& column)
{
    std::vector<std::vector<std::string>> result;
    bool within = false;
    for (auto const& line : page_lines(page)) {
        if (line.rfind("| " + column + " |", 0) == 0)
            within = true;
        else if (line.rfind("|", 0) != 0)
            within = false;
        else if (within && line.rfind("|---", 0) != 0)
            result.push_back(columns_of(line));
    }
    BOOST_TEST(!result.empty(), column);
    return result;
}

} // namespace log_fluentd::test

#endif
