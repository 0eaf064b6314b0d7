// Copyright (c) 2026 The log_fluentd authors
// Distributed under the Boost Software License, Version 1.0.
// (See accompanying file LICENSE_1_0.txt or https://www.boost.org/LICENSE_1_0.txt)

#include "transport/socket_options.hpp"

#include "os/tcp_options.hpp"

#include <algorithm>
#include <chrono>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <sys/socket.h>

namespace log_fluentd::detail {

namespace {

/// The number of unanswered probes after which the connection ends.
constexpr int probes = 3;

void set(int descriptor, int level, int option, int value) noexcept
{
    ::setsockopt(descriptor, level, option, &value, sizeof value);
}

std::chrono::seconds whole_seconds(std::chrono::milliseconds time) noexcept
{
    return std::max(std::chrono::duration_cast<std::chrono::seconds>(time), std::chrono::seconds(1));
}

} // namespace

void set_socket_options(int descriptor, sender_config const& config) noexcept
{
    set(descriptor, IPPROTO_TCP, TCP_NODELAY, 1);
    bool const asks = config.tcp_keepalive.count() != 0;
    set(descriptor, SOL_SOCKET, SO_KEEPALIVE, asks);
    if (asks)
        set_keepalive(descriptor, whole_seconds(config.tcp_keepalive),
                      whole_seconds(config.tcp_keepalive / 3), probes);
    if (config.tcp_user_timeout.count())
        set_user_timeout(descriptor, config.tcp_user_timeout);
}

} // namespace log_fluentd::detail
