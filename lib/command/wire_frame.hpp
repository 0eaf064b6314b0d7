// Copyright (c) 2026 The log_fluentd authors
// Distributed under the Boost Software License, Version 1.0.
// (See accompanying file LICENSE_1_0.txt or https://www.boost.org/LICENSE_1_0.txt)

#pragma once

/// \file
/// The bytes that a sink sends, without a connection: the record goes through the sink's own code into a
/// sender's buffer, and delivery says what to write.

#include <log_fluentd/sink_config.hpp>

#include <boost/log/core/record_view.hpp>

#include <cstddef>
#include <string>

namespace log_fluentd::detail::command {

/// A frame with one event.
struct wire_frame
{
    std::string bytes;
    /// The server that it would go to, as numbered in the configuration.
    std::size_t server = 0;
};

/// \param config With the sender that the sink uses. Its event has the time of `exact_time_attribute`, unless
/// there is a time attribute.
/// \param chunk The id of the chunk. If empty, a random one as usual.
/// \throws config_error; std::runtime_error if the event is rejected.
wire_frame frame_of(sink_config config, boost::log::record_view const& record, std::string const& chunk);

} // namespace log_fluentd::detail::command
