// Copyright (c) 2026 The log_fluentd authors
// Distributed under the Boost Software License, Version 1.0.
// (See accompanying file LICENSE_1_0.txt or https://www.boost.org/LICENSE_1_0.txt)

#pragma once

/// \file
/// Translates each fault of the receiver into connections and frames.

#include <log_fluentd/receiver.hpp>

#include <optional>
#include <string>

namespace log_fluentd::detail::receiving {

/// How a connection is treated with this fault.
connection_plan plan_of(receiver_fault const& fault);

/// What is done with a frame with this fault. `before` is the chunk of the previous frame.
frame_reply reply_of(receiver_fault const& fault, received_frame const& frame,
                     std::optional<std::string> const& before);

} // namespace log_fluentd::detail::receiving
