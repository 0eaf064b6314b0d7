// Copyright (c) 2026 The log_fluentd authors
// Distributed under the Boost Software License, Version 1.0.
// (See accompanying file LICENSE_1_0.txt or https://www.boost.org/LICENSE_1_0.txt)

#ifndef LOG_FLUENTD_LIB_DICT_CONFIG_FLUENTD_SINK_HPP_INCLUDED_
#define LOG_FLUENTD_LIB_DICT_CONFIG_FLUENTD_SINK_HPP_INCLUDED_

/// \file
/// The sink of a Fluentd handler.

#include "dict_config/handlers.hpp"

#include <log_fluentd/sink_backend.hpp>

#include <boost/shared_ptr.hpp>

namespace log_fluentd::detail {

/// A sink that passes records to `backend`, until another configuration takes the handler's place.
/// \param config What `backend` is made of.
made_sink make_fluentd_sink(boost::shared_ptr<sink_backend> backend, sink_config config);

} // namespace log_fluentd::detail

#endif
