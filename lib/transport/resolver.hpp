// Copyright (c) 2026 The log_fluentd authors
// Distributed under the Boost Software License, Version 1.0.
// (See accompanying file LICENSE_1_0.txt or https://www.boost.org/LICENSE_1_0.txt)

#pragma once

/// \file
/// Resolves names without blocking. `getaddrinfo` can hang for minutes and cannot be cancelled, and Asio's
/// own resolver makes the destructor of its context wait for it. So it runs on a detached thread that shares
/// only its result.

#include "transport/handover.hpp"

#include <boost/asio/any_io_executor.hpp>
#include <boost/asio/generic/stream_protocol.hpp>

#include <cstdint>
#include <functional>
#include <memory>
#include <string>
#include <system_error>
#include <vector>

namespace log_fluentd::detail {

using endpoint_list = std::vector<boost::asio::generic::stream_protocol::endpoint>;
using resolve_handler = std::function<void(std::error_code, endpoint_list)>;

/// A resolution in progress.
using resolution = helper_task;

/// Resolves `host` to IPv6 and IPv4 addresses, and posts `handler` to `executor`. An address needs no thread.
/// The error is `resource_unavailable_try_again` if many earlier resolutions still hang.
std::shared_ptr<resolution> resolve(boost::asio::any_io_executor executor, std::string const& host,
                                    std::uint16_t port, resolve_handler handler);
using resolve_function = std::function<std::shared_ptr<resolution>(
    boost::asio::any_io_executor, std::string const&, std::uint16_t, resolve_handler)>;

} // namespace log_fluentd::detail
