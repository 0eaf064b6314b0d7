// Copyright (c) 2026 The log_fluentd authors
// Distributed under the Boost Software License, Version 1.0.
// (See accompanying file LICENSE_1_0.txt or https://www.boost.org/LICENSE_1_0.txt)

#pragma once

/// \file
/// The check of a sender's configuration.

#include "transport/tls_context.hpp"

#include <log_fluentd/sender_config.hpp>

#include <memory>

namespace log_fluentd::detail {

/// A configuration that was checked. A sender can only be made from this, so every way to set one up checks
/// the configuration once, and reads the TLS files once.
struct checked_sender
{
    /// \throws config_error
    explicit checked_sender(sender_config from);

    sender_config config;
    /// Made from the TLS files by the check; null if TLS is off.
    std::shared_ptr<tls_material const> material;
};

} // namespace log_fluentd::detail
