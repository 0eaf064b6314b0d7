// Copyright (c) 2026 The log_fluentd authors
// Distributed under the Boost Software License, Version 1.0.
// (See accompanying file LICENSE_1_0.txt or https://www.boost.org/LICENSE_1_0.txt)

#ifndef LOG_FLUENTD_SERVER_HPP_INCLUDED_
#define LOG_FLUENTD_SERVER_HPP_INCLUDED_

/// \file
/// One Fluentd or Fluent Bit to send to.

#include <log_fluentd/security.hpp>

#include <cstdint>
#include <string>

namespace log_fluentd {

/// One Fluentd (or Fluent Bit) that listens for the Forward protocol.
struct server
{
    /// Name (at most 253 bytes) or address, without scheme, port or brackets. Resolved anew on each connect.
    std::string host = "127.0.0.1";
    /// TCP port, 1 to 65535.
    std::uint16_t port = 24224;
    /// Its share of the chunks, beside the weights of the other servers. 0 to 1000; 0: it is sent nothing.
    unsigned weight = 60;
    /// It is sent something only while every server that is no standby is down.
    bool standby = false;
    /// Path of a unix socket, in place of host and port; `@name` is an abstract one (Linux). Fluentd's
    /// `in_unix` cannot acknowledge, so it takes `sender_config::require_ack = false`; Fluent Bit's can.
    std::string path{};
    /// The name that the server's certificate has to be for, and that it is told (SNI). Empty: `host`.
    std::string tls_name{};
    /// The key, and the user, for its handshake. Empty: `sender_config::auth`.
    auth_config auth{};
};

} // namespace log_fluentd

#endif
