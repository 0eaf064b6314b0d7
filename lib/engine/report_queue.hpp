// Copyright (c) 2026 The log_fluentd authors
// Distributed under the Boost Software License, Version 1.0.
// (See accompanying file LICENSE_1_0.txt or https://www.boost.org/LICENSE_1_0.txt)

#pragma once

/// \file
/// Diagnostics of other threads on their way to the strand.

#include "os/uninterrupted.hpp"

#include <log_fluentd/diagnostic.hpp>

#include <exception>
#include <mutex>
#include <utility>
#include <vector>

namespace log_fluentd::detail {

/// Keeps them apart from handlers of the strand, which would be lost if the strand ended before their turn.
class report_queue
{
public:
    /// \returns false if the strand has ended, or if there is no memory.
    bool add(diagnostic what) noexcept
    {
        in_unseen_lock const its_own;
        std::lock_guard<std::mutex> const lock(mutex_);
        try {
            if (!is_closed_)
                waiting_.push_back(std::move(what));
            return !is_closed_;
        } catch (std::exception const&) {
            return false;
        }
    }

    std::vector<diagnostic> take() noexcept { return take_and(false); }
    /// Accepts nothing from now on.
    std::vector<diagnostic> close() noexcept { return take_and(true); }

private:
    std::vector<diagnostic> take_and(bool closes) noexcept
    {
        in_unseen_lock const its_own;
        std::lock_guard<std::mutex> const lock(mutex_);
        is_closed_ = is_closed_ || closes;
        return std::exchange(waiting_, {});
    }

    std::mutex mutex_;
    std::vector<diagnostic> waiting_;
    bool is_closed_ = false;
};

} // namespace log_fluentd::detail
