// Copyright (c) 2026 The log_fluentd authors
// Distributed under the Boost Software License, Version 1.0.
// (See accompanying file LICENSE_1_0.txt or https://www.boost.org/LICENSE_1_0.txt)

#ifndef LOG_FLUENTD_TEST_SUPPORT_REPOSITORY_HPP_INCLUDED_
#define LOG_FLUENTD_TEST_SUPPORT_REPOSITORY_HPP_INCLUDED_

/// \file
/// Where the files of the project are, and what their tables have, for tests that read its pages.

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

} // namespace log_fluentd::test

#endif
