// Copyright (c) 2026 The log_fluentd authors
// Distributed under the Boost Software License, Version 1.0.
// (See accompanying file LICENSE_1_0.txt or https://www.boost.org/LICENSE_1_0.txt)

#ifndef LOG_FLUENTD_LIB_SENDER_MAKE_CORE_HPP_INCLUDED_
#define LOG_FLUENTD_LIB_SENDER_MAKE_CORE_HPP_INCLUDED_

/// \file
/// What every way of making a sender has in common.

#include "engine/engine.hpp"
#include "sender/own_core.hpp"
#include "sender/sender_core.hpp"

#include <log_fluentd/sender_config.hpp>

#include <memory>

namespace log_fluentd::detail {

/// Validates `config`, reads the files of TLS, and completes what is left out. \throws std::invalid_argument,
/// std::bad_alloc
std::unique_ptr<own_core> make_core(sender_config config, engine_factory make_engine,
                                    sender_core::at_exit exit);

} // namespace log_fluentd::detail

#endif
