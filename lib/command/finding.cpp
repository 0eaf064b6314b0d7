// Copyright (c) 2026 The log_fluentd authors
// Distributed under the Boost Software License, Version 1.0.
// (See accompanying file LICENSE_1_0.txt or https://www.boost.org/LICENSE_1_0.txt)

#include "command/finding.hpp"

#include <algorithm>

namespace log_fluentd::detail::command {

void findings::sort()
{
    auto const is_before = [](finding const& a, finding const& b) { return a.line < b.line; };
    std::stable_sort(mistakes.begin(), mistakes.end(), is_before);
    std::stable_sort(doubts.begin(), doubts.end(), is_before);
}

} // namespace log_fluentd::detail::command
