// Copyright (c) 2026 The log_fluentd authors
// Distributed under the Boost Software License, Version 1.0.
// (See accompanying file LICENSE_1_0.txt or https://www.boost.org/LICENSE_1_0.txt)

#ifndef LOG_FLUENTD_TEST_SUPPORT_OWN_RESOURCES_HPP_INCLUDED_
#define LOG_FLUENTD_TEST_SUPPORT_OWN_RESOURCES_HPP_INCLUDED_

/// \file
/// The numbers of descriptors and threads of this process. They change with other tests, so they are not
/// exact.

#include <cstddef>
#include <filesystem>
#include <iterator>

namespace log_fluentd::test {

inline std::size_t entries_of(std::filesystem::path const& folder)
{
    auto const entries = std::filesystem::directory_iterator(folder);
    return static_cast<std::size_t>(std::distance(begin(entries), end(entries)));
}

inline std::size_t descriptors()
{
    return entries_of("/proc/self/fd");
}

inline std::size_t threads()
{
    return entries_of("/proc/self/task");
}

} // namespace log_fluentd::test

#endif
