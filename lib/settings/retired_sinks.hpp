// Copyright (c) 2026 The log_fluentd authors
// Distributed under the Boost Software License, Version 1.0.
// (See accompanying file LICENSE_1_0.txt or https://www.boost.org/LICENSE_1_0.txt)

#pragma once

/// \file
/// What becomes of sinks whose configuration is no longer in force, from settings and from dictConfig.

#include "settings/sink_life.hpp"

#include <boost/log/sinks/basic_sink_frontend.hpp>
#include <boost/shared_ptr.hpp>

#include <memory>

namespace log_fluentd::detail {

/// Closes what a sink that is no longer in the core holds: at once if no record is being written, otherwise
/// later on a thread. The sink itself is kept for some time, since a record may be on its way to it.
/// \param life May be null.
/// \par Thread safety
/// Safe.
void retire_sink(boost::shared_ptr<boost::log::sinks::basic_sink_frontend> sink,
                 std::shared_ptr<sink_life> life);

/// Waits until only few retired senders are delivering, since each has a thread and a connection. None needs
/// longer than its `close_timeout`. Call it before another configuration is in force.
/// \par Thread safety
/// Safe.
void bound_retired_sinks();

} // namespace log_fluentd::detail
