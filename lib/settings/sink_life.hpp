// Copyright (c) 2026 The log_fluentd authors
// Distributed under the Boost Software License, Version 1.0.
// (See accompanying file LICENSE_1_0.txt or https://www.boost.org/LICENSE_1_0.txt)

#pragma once

/// \file
/// What happens to a sink when configurations change.

namespace log_fluentd::detail {

/// What a sink holds: files, sockets, a sender. A replaced sink is kept for records on their way to it, but
/// not what it holds.
/// \par Thread safety
/// None.
class sink_life
{
public:
    virtual ~sink_life() = default;

    /// The sink's configuration is in force: nothing can fail any more.
    virtual void begin() noexcept {}
    /// Another configuration is in force: closes what the sink holds. What it has accepted is delivered in
    /// the background. A late record opens what it needs, and closes it.
    /// \returns false if the sink is still in use; call it again later.
    virtual bool retire() noexcept { return true; }
    /// Whether everything that `retire` left to the background is done.
    virtual bool has_ended() noexcept { return true; }
    /// Waits for that, but not longer than the sink's configuration allows.
    virtual void wait_ended() noexcept {}
};

} // namespace log_fluentd::detail
