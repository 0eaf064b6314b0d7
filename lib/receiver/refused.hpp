// Copyright (c) 2026 The log_fluentd authors
// Distributed under the Boost Software License, Version 1.0.
// (See accompanying file LICENSE_1_0.txt or https://www.boost.org/LICENSE_1_0.txt)

#pragma once

#include <stdexcept>

namespace log_fluentd::detail::receiving {

/// Why a frame is refused, as a sentence without its full stop. It is always caught in frame_parser.
class refused : public std::runtime_error
{
public:
    using std::runtime_error::runtime_error;
};

} // namespace log_fluentd::detail::receiving
