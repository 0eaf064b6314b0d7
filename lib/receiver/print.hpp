// Copyright (c) 2026 The log_fluentd authors
// Distributed under the Boost Software License, Version 1.0.
// (See accompanying file LICENSE_1_0.txt or https://www.boost.org/LICENSE_1_0.txt)

#pragma once

/// \file
/// Shows events as text. Whatever was received, the text is valid UTF-8 on one line without control
/// characters, so that a sender cannot control somebody's terminal.

#include <log_fluentd/receiver.hpp>

#include <string>
#include <string_view>

namespace log_fluentd::detail::receiving {

/// For people: `2026-11-23 05:28:12.123  app.shop  {"level": "info", "order": 4711}`, in local time. If there
/// is metadata, `  metadata {"source": "otlp"}` follows.
/// \param colour Whether it has the escape sequences of a terminal.
LOG_FLUENTD_DECL std::string print_line(received_event const& event, bool colour);

/// For programs: `{"tag":"app.shop","seconds":1795411692,"nanoseconds":123000000,"record":{...}}`. If there
/// is metadata, `"metadata":{...}` is the last member. A number that JSON cannot express becomes the string
/// `NaN`, `Infinity` or `-Infinity`.
LOG_FLUENTD_DECL std::string print_json(received_event const& event);

/// The beginning of `bytes` in quotation marks, for a sentence.
std::string in_quotes(std::string_view bytes);

} // namespace log_fluentd::detail::receiving
