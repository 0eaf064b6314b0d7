// Copyright (c) 2026 The log_fluentd authors
// Distributed under the Boost Software License, Version 1.0.
// (See accompanying file LICENSE_1_0.txt or https://www.boost.org/LICENSE_1_0.txt)

#ifndef LOG_FLUENTD_TEST_SUPPORT_REPOSITORY_HPP_INCLUDED_
#define LOG_FLUENTD_TEST_SUPPORT_REPOSITORY_HPP_INCLUDED_

/// \file
/// Where the files of the project are, for tests that read its pages.

#include <filesystem>

namespace log_fluentd::test {

inline std::filesystem::path repository()
{
#ifdef LOG_FLUENTD_TEST_DIR // a compiler cache may have made __FILE__ relative
    return std::filesystem::path(LOG_FLUENTD_TEST_DIR) / "..";
#else
    return std::filesystem::path(__FILE__).parent_path() / ".." / "..";
#endif
}

} // namespace log_fluentd::test

#endif
