// Copyright (c) 2026 The log_fluentd authors
// Distributed under the Boost Software License, Version 1.0.
// (See accompanying file LICENSE_1_0.txt or https://www.boost.org/LICENSE_1_0.txt)

#pragma once

/// \file
/// Events that are larger than the servers accept, as far as is known.

#include "delivery/backoff.hpp"
#include "delivery/sent_chunk.hpp"

#include <log_fluentd/sender_config.hpp>

#include <chrono>
#include <cstddef>
#include <functional>
#include <vector>

namespace log_fluentd::detail {

/// Keeps these events apart, so that others need not wait for them. Somebody may raise the server's limit, so
/// one of them is tried from time to time: only one, because each attempt costs a connection and another
/// event would show no more. The waits between two attempts double.
class large_events
{
public:
    using time_point = std::chrono::steady_clock::time_point;

    struct one
    {
        sent_chunk* subject;
        time_point since;   ///< When it was set apart.
        int tries_before;   ///< The number of attempts before that, with other events.
        bool named = false; ///< Whether it was reported.
    };

    large_events(retry_config retry, std::function<double()> random);

    bool empty() const noexcept { return all_.empty(); }
    std::size_t size() const noexcept { return all_.size(); }
    void reserve(std::size_t count) { all_.reserve(count); }
    /// \pre There is room for it.
    void add(sent_chunk* c, time_point now);
    bool contains(sent_chunk const* c) const noexcept;

    /// The event that is being tried, or null.
    sent_chunk* tried() const noexcept { return tried_; }
    /// When the next attempt may be.
    time_point next_try() const noexcept { return next_try_; }
    void put_off(time_point until) noexcept { next_try_ = until; }
    void try_soon(time_point at) noexcept;
    /// Shortens the wait, once; see `delivery::hurry`.
    void hurry(backoff const& pace, time_point now);
    /// \pre No event is being tried, and there is one.
    sent_chunk* next() const noexcept { return all_.front().subject; }
    void begin_try(time_point now);
    /// It was refused, or its connection is lost. It is tried again after the others.
    void end_try() noexcept;
    /// The server accepted it: it is removed, and the others are tried at once.
    void taken() noexcept;

    /// The number of attempts since the event was set apart.
    int tries_since(one const& o) const noexcept { return tries_ - o.tries_before; }
    /// Passes each event that is not being tried to `f`, and removes those for which `f` returns true.
    template <typename Function>
    void remove_if(Function f)
    {
        std::size_t kept = 0;
        for (auto& o : all_) {
            if (o.subject == tried_ || !f(o))
                all_[kept++] = o;
        }
        all_.resize(kept);
    }

private:
    retry_config const retry_;
    std::function<double()> random_;
    std::vector<one> all_;
    sent_chunk* tried_ = nullptr;
    time_point next_try_{};
    time_point last_try_{};
    bool hurried_ = false;
    int tries_ = 0;
    std::chrono::duration<double, std::milli> wait_;
};

} // namespace log_fluentd::detail
