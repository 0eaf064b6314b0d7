// Copyright (c) 2026 The log_fluentd authors
// Distributed under the Boost Software License, Version 1.0.
// (See accompanying file LICENSE_1_0.txt or https://www.boost.org/LICENSE_1_0.txt)

#ifndef LOG_FLUENTD_LIB_SETUP_SINK_FACTORY_HPP_INCLUDED_
#define LOG_FLUENTD_LIB_SETUP_SINK_FACTORY_HPP_INCLUDED_

/// \file
/// From a `Destination=Fluentd` section to a sink.

#include "setup/settings_error.hpp"

#include <log_fluentd/diagnostic.hpp>
#include <log_fluentd/sink_backend.hpp>

#include <boost/shared_ptr.hpp>

namespace log_fluentd::detail {

/// Makes the sink of a section and, where it has a `Name`, lets its sender be found. No thread is started and
/// nothing is connected, so a sink that is let go again leaves nothing behind.
/// \param explain is told what in the settings has an effect that one would not expect.
/// \throws boost::log::parse_error, boost::log::missing_value, boost::log::invalid_value
boost::shared_ptr<sink> make_sink_of_settings(settings_tree const& section,
                                              diagnostic_handler const& explain);

} // namespace log_fluentd::detail

#endif
