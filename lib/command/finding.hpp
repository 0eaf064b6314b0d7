// Copyright (c) 2026 The log_fluentd authors
// Distributed under the Boost Software License, Version 1.0.
// (See accompanying file LICENSE_1_0.txt or https://www.boost.org/LICENSE_1_0.txt)

#pragma once

/// \file
/// What `log_fluentd check` finds in a file.

#include <string>
#include <vector>

namespace log_fluentd::detail::command {

/// A mistake, or something that is valid and probably not what was meant.
struct finding
{
    /// From 1; 0 if it is not known.
    unsigned line = 0;
    /// Such as "Sinks.Fluent.Port". Empty if it is the file as a whole.
    std::string key;
    /// What is wrong, and the remedy: a sentence without its stop.
    std::string text;
};

struct findings
{
    std::vector<finding> mistakes;
    std::vector<finding> doubts;

    /// Sorts both by lines.
    void sort();
};

} // namespace log_fluentd::detail::command
