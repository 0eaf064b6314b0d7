// Copyright (c) 2026 The log_fluentd authors
// Distributed under the Boost Software License, Version 1.0.
// (See accompanying file LICENSE_1_0.txt or https://www.boost.org/LICENSE_1_0.txt)

#ifndef LOG_FLUENTD_LIB_NET_EXECUTOR_ENGINE_HPP_INCLUDED_
#define LOG_FLUENTD_LIB_NET_EXECUTOR_ENGINE_HPP_INCLUDED_

/// \file
/// An engine on the user's executor.

#include "net/engine.hpp"

#include <boost/asio/any_io_executor.hpp>

#include <memory>

namespace log_fluentd::detail {

/// Makes an engine that touches the executor's context only until `engine_events::on_end`: a sender may be
/// destroyed long after the context.
std::shared_ptr<engine> make_executor_engine(boost::asio::any_io_executor executor,
                                             std::shared_ptr<buffer> source, sender_config const& config,
                                             engine_events events);

} // namespace log_fluentd::detail

#endif
