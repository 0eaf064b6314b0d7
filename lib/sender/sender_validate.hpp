// Copyright (c) 2026 The log_fluentd authors
// Distributed under the Boost Software License, Version 1.0.
// (See accompanying file LICENSE_1_0.txt or https://www.boost.org/LICENSE_1_0.txt)

#ifndef LOG_FLUENTD_LIB_SENDER_SENDER_VALIDATE_HPP_INCLUDED_
#define LOG_FLUENTD_LIB_SENDER_SENDER_VALIDATE_HPP_INCLUDED_

/// \file
/// `validate`, for who makes a sender then.

#include "transport/tls_context.hpp"

#include <log_fluentd/sender_config.hpp>

#include <memory>

namespace log_fluentd::detail {

/// \return what was made of the files of TLS in validation, so that they need not be read again; null: TLS is
/// not spoken. \throws config_error
std::shared_ptr<tls_material const> validated(sender_config const& config);

} // namespace log_fluentd::detail

#endif
