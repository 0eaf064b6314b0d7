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

/// A Fluentd or Fluent Bit that listens for the Forward protocol.
struct server
{
    /// Name (at most 253 bytes) or address, without scheme, port or brackets. It is resolved for each
    /// connection.
    std::string host = "127.0.0.1";
    /// TCP port, 1 to 65535.
    std::uint16_t port = 24224;
    /// Its share of the chunks, relative to the weights of the other servers. 0 to 1000; 0 means that nothing
    /// is sent to it.
    unsigned weight = 60;
    /// Whether it is used only while every server that is not a standby is down.
    bool standby = false;
    /// Path of a unix socket, instead of host and port: an absolute path, or `@name` for an abstract one
    /// (Linux). Fluentd's `in_unix` cannot acknowledge, so it requires `sender_config::require_ack = false`;
    /// Fluent Bit can.
    std::string path{};
    /// The name that the server's certificate must be for, and that is sent to the server (SNI, RFC 6066,
    /// section 3). If empty, `host` is used.
    std::string tls_name{};
    /// The key and the user for its handshake. If empty, `sender_config::auth` is used.
    auth_config auth{};
};

} // namespace log_fluentd

#endif
