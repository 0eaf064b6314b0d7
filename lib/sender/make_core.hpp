// Copyright (c) 2026 The log_fluentd authors
// Distributed under the Boost Software License, Version 1.0.
// (See accompanying file LICENSE_1_0.txt or https://www.boost.org/LICENSE_1_0.txt)

#pragma once

/// \file
/// What all ways to make a sender have in common.

#include "engine/engine.hpp"
#include "sender/own_core.hpp"
#include "sender/sender_core.hpp"
#include "sender/sender_validate.hpp"

#include <memory>

namespace log_fluentd::detail {

/// Sets what the configuration leaves out, and makes the core.
/// \throws std::bad_alloc
std::unique_ptr<own_core> make_core(checked_sender checked, engine_factory make_engine,
                                    sender_core::at_exit exit);

/// Makes a sender with its own thread.
LOG_FLUENTD_DECL std::shared_ptr<sender> make_sender(checked_sender checked);

} // namespace log_fluentd::detail
