// Copyright (c) 2026 The log_fluentd authors
// Distributed under the Boost Software License, Version 1.0.
// (See accompanying file LICENSE_1_0.txt or https://www.boost.org/LICENSE_1_0.txt)

#ifndef LOG_FLUENTD_SENDER_CONFIG_HPP_INCLUDED_
#define LOG_FLUENTD_SENDER_CONFIG_HPP_INCLUDED_

/// \file
/// Configuration of a sender: plain aggregates, every member initialised. A settings file has a CamelCase
/// twin of each member (`flush_interval` is `FlushInterval`); doc/settings.md lists them.

#include <log_fluentd/buffer_config.hpp>
#include <log_fluentd/compress_config.hpp>
#include <log_fluentd/diagnostic.hpp>
#include <log_fluentd/frame_config.hpp>
#include <log_fluentd/overflow.hpp>
#include <log_fluentd/retry_config.hpp>
#include <log_fluentd/security.hpp>
#include <log_fluentd/server.hpp>

#include <chrono>
#include <cstddef>
#include <string>
#include <vector>

namespace log_fluentd {

/// A sender: where events go, how they are delivered, how much may wait.
struct sender_config
{
    /// Name for `find_sender` and for diagnostics; may be empty.
    std::string name;
    /// Prefix of every tag, joined to the label by a dot; may be empty. UTF-8, at most 1024 bytes.
    std::string tag;
    /// The servers: at most 64, at least one of them with a weight and no standby. Chunks are shared out by
    /// weight among those that are up; see doc/delivery.md. Empty: one at 127.0.0.1:24224 (`server{}`).
    std::vector<server> servers;
    /// The buffer.
    buffer_config buffer;
    /// What frames look like.
    frame_config frame;
    /// Whether chunks are compressed.
    compress_config compress;
    /// Waits between tries.
    retry_config retry;
    /// TLS, for all servers.
    tls_config tls;
    /// The handshake, for those servers that have none of their own.
    auth_config auth;
    /// The name that this client gives in the handshake, at most 255 bytes. Empty: the host's name.
    std::string self_hostname;
    /// Each chunk stays in the buffer until the server has acknowledged it (Forward protocol v1, option
    /// `chunk`): at least once. Without: until the peer's kernel has it, best effort. Acknowledged is not
    /// stored: see doc/delivery.md for what makes it so.
    bool require_ack = true;
    /// Most chunks on the way to one server without an acknowledgement. 1 to 1024. 1 keeps the order through
    /// faults too, where there is one server.
    std::size_t window = 16;
    /// The same in bytes; one chunk may always be on the way. 4 KiB to 4 GiB.
    std::size_t window_bytes = std::size_t{64} << 20;
    /// Events given to `emit` that are larger have their longest strings cut, in bytes. 1 KiB to 4 MiB.
    /// (Records have `format_options::max_event_size`.)
    std::size_t max_event_size = std::size_t{1} << 20;
    /// Most time for resolving the server's name. 1 ms to 1 h; so for all that follow.
    std::chrono::milliseconds resolve_timeout{10000};
    /// Most time for one connection attempt, each address on its own.
    std::chrono::milliseconds connect_timeout{10000};
    /// Most time for the handshakes of TLS and of the Forward protocol.
    std::chrono::milliseconds handshake_timeout{10000};
    /// Most time in which the server takes none of the bytes of a frame.
    std::chrono::milliseconds write_timeout{30000};
    /// Most time without an acknowledgement while one is due. Too short a time sends chunks twice.
    std::chrono::milliseconds ack_timeout{60000};
    /// A connection this old is made anew, once all that is on the way is acknowledged: so that the events of
    /// long-lived programs spread over the servers behind a load balancer. It is looked at when there is
    /// something to send. 0 to 7 days; 0: no limit.
    std::chrono::milliseconds max_connection_age{0};
    /// A connection without anything on the way for so long is closed, until there is something to send. 0 to
    /// 7 days; 0: it is kept.
    std::chrono::milliseconds idle_timeout{0};
    /// After so much silence the kernel asks the peer whether it is there (TCP keepalive), and three times
    /// more at intervals of a third of it, before it ends the connection. Whole seconds count. 0 to 2 h; 0:
    /// it does not ask.
    std::chrono::milliseconds tcp_keepalive{30000};
    /// The kernel ends a connection whose peer has not confirmed sent bytes for so long (`TCP_USER_TIMEOUT`,
    /// Linux). 0 to 1 h; 0: the system's own time, some 15 minutes.
    std::chrono::milliseconds tcp_user_timeout{30000};
    /// Most time that Boost.Log's `flush()` of a sink waits; it holds up every logging thread meanwhile.
    /// 0 to 1 h; 0: it does not wait.
    std::chrono::milliseconds flush_timeout{1000};
    /// Most time that the end of the process, a sink that was let go, or `close` without a time of its own
    /// waits for delivery. With `on_overflow`, its last quarter is the handler's. 0 to 1 h.
    std::chrono::milliseconds close_timeout{5000};
    /// Takes the events that are given up: rejected because the buffer is full, or still waiting at the end.
    /// Empty: they are only counted. See overflow.hpp for when it is called and what it may do.
    overflow_handler on_overflow;
    /// Is told what happened: connected, lost, rejected. Empty: rate-limited lines on standard error.
    /// See diagnostic.hpp for what it may do.
    diagnostic_handler on_diagnostic;
};

} // namespace log_fluentd

#endif
