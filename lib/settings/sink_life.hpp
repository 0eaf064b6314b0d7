// Copyright (c) 2026 The log_fluentd authors
// Distributed under the Boost Software License, Version 1.0.
// (See accompanying file LICENSE_1_0.txt or https://www.boost.org/LICENSE_1_0.txt)

#pragma once

/// \file
/// What happens to a sink when configurations change.

namespace log_fluentd::detail {

/// What a sink holds: files, sockets, a sender. One that was replaced is kept for records on the way to it;
/// what it holds is not. \par Thread safety None.
class sink_life
{
public:
    virtual ~sink_life() = default;

    /// The sink's configuration is in force, so nothing can go wrong any more.
    virtual void begin() noexcept {}
    /// Another configuration is: closes what the sink holds. What it has accepted is delivered in the
    /// background. A record that comes late opens what it needs, and closes it.
    /// \return false when the sink is still in use; call it again later.
    virtual bool retire() noexcept { return true; }
    /// Whether all that `retire` left to the background is done.
    virtual bool has_ended() noexcept { return true; }
    /// Waits for that, no longer than the sink's configuration allows.
    virtual void wait_ended() noexcept {}
};

} // namespace log_fluentd::detail
