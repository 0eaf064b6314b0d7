// Copyright (c) 2026 The log_fluentd authors
// Distributed under the Boost Software License, Version 1.0.
// (See accompanying file LICENSE_1_0.txt or https://www.boost.org/LICENSE_1_0.txt)

#pragma once

/// \file
/// What becomes of sinks whose configuration is no more in force: those of settings and of dictConfig.

#include "settings/sink_life.hpp"

#include <boost/log/sinks/basic_sink_frontend.hpp>
#include <boost/shared_ptr.hpp>

#include <memory>

namespace log_fluentd::detail {

/// Closes what a sink holds that is no more in the core, at once where no record is being written; else a
/// thread looks after it. The sink itself is kept for a while: a record may be on its way to it.
/// \param life May be null. \par Thread safety Safe.
void retire_sink(boost::shared_ptr<boost::log::sinks::basic_sink_frontend> sink,
                 std::shared_ptr<sink_life> life);

/// Each sender that delivers its rest has a thread and a connection: waits until there are few of them. None
/// takes longer than its `close_timeout`. To be called before another configuration is in force.
/// \par Thread safety Safe.
void bound_retired_sinks();

} // namespace log_fluentd::detail
