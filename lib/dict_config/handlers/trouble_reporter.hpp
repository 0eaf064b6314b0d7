// Copyright (c) 2026 The log_fluentd authors
// Distributed under the Boost Software License, Version 1.0.
// (See accompanying file LICENSE_1_0.txt or https://www.boost.org/LICENSE_1_0.txt)

#pragma once

/// \file
/// What a handler does about exceptions.

#include <atomic>
#include <memory>
#include <string>

namespace log_fluentd::detail {

/// The exception handler of a sink. No exception reaches the statement that logs; the first is reported on
/// standard error.
/// \par Thread safety
/// Safe.
class trouble_reporter
{
public:
    explicit trouble_reporter(std::string const& handler);

    /// Call it while an exception is being handled.
    void operator()() const noexcept;

private:
    std::string handler_;
    std::shared_ptr<std::atomic<bool>> is_reported_; // shared by all copies
};

} // namespace log_fluentd::detail
