// Copyright (c) 2026 The log_fluentd authors
// Distributed under the Boost Software License, Version 1.0.
// (See accompanying file LICENSE_1_0.txt or https://www.boost.org/LICENSE_1_0.txt)

#pragma once

/// \file
/// The exception for a value that would only cost memory.

#include <log_fluentd/detail/export.hpp>

#include <stdexcept>

namespace log_fluentd::detail {

/// A value has many times the size that an event can have.
class LOG_FLUENTD_DECL too_large : public std::length_error
{
public:
    too_large() : std::length_error("the value is much larger than an event may be") {}
};

} // namespace log_fluentd::detail
