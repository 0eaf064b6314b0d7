// Copyright (c) 2026 The log_fluentd authors
// Distributed under the Boost Software License, Version 1.0.
// (See accompanying file LICENSE_1_0.txt or https://www.boost.org/LICENSE_1_0.txt)

#pragma once

/// \file
/// TLS of the receiver.

#include <log_fluentd/receiver.hpp>

#include <boost/asio/ssl/context.hpp>

#include <memory>

namespace log_fluentd::detail::receiving {

/// Reads the files and makes a context.
/// \throws std::invalid_argument with a text that names the member whose file is wrong.
std::unique_ptr<boost::asio::ssl::context> make_server_context(receiver_security const& config);

} // namespace log_fluentd::detail::receiving
