// Copyright (c) 2026 The log_fluentd authors
// Distributed under the Boost Software License, Version 1.0.
// (See accompanying file LICENSE_1_0.txt or https://www.boost.org/LICENSE_1_0.txt)

#include "sender/process.hpp"
#include "sender/sender_core.hpp"

#include <log_fluentd/prepare_fork.hpp>

#include <exception>
#include <memory>
#include <system_error>
#include <vector>

namespace log_fluentd {

namespace {

/// Which error describes several senders best: some events still wait, or all that are left were discarded.
int rank_of(std::error_code error) noexcept
{
    return !error ? 0 : error == errc::discarded ? 1 : error == errc::timed_out ? 2 : 3;
}

} // namespace

drain_result prepare_fork(std::chrono::milliseconds timeout) noexcept
{
    using detail::sender_core;
    drain_result all;
    std::vector<std::shared_ptr<sender_core>> cores;
    try {
        cores = detail::cores_at_exit();
    } catch (std::exception const&) {
        all.error = errc::out_of_memory;
        return all;
    }
    auto const deadline = sender_core::after(timeout);
    for (auto const& core : cores)
        core->flush(std::chrono::milliseconds(0)); // all senders at the same time
    for (auto const& core : cores) {
        auto const left = std::chrono::ceil<std::chrono::milliseconds>(deadline - sender_core::clock::now());
        auto const one = core->flush(left);
        all.waiting += one.waiting;
        all.discarded += one.discarded;
        all.left += one.left;
        if (rank_of(one.error) > rank_of(all.error))
            all.error = one.error;
    }
    return all;
}

} // namespace log_fluentd
