// Copyright (c) 2026 The log_fluentd authors
// Distributed under the Boost Software License, Version 1.0.
// (See accompanying file LICENSE_1_0.txt or https://www.boost.org/LICENSE_1_0.txt)

#ifndef LOG_FLUENTD_SENDER_CONFIG_HPP_INCLUDED_
#define LOG_FLUENTD_SENDER_CONFIG_HPP_INCLUDED_

/// \file
/// Configuration of a sender: plain aggregates, in which every member has a default. Settings files have a
/// CamelCase key for each member (`flush_interval` is `FlushInterval`); doc/settings.md lists them.

#include <log_fluentd/buffer_config.hpp>
#include <log_fluentd/compress_config.hpp>
#include <log_fluentd/diagnostic.hpp>
#include <log_fluentd/discard.hpp>
#include <log_fluentd/frame_config.hpp>
#include <log_fluentd/retry_config.hpp>
#include <log_fluentd/security.hpp>
#include <log_fluentd/server.hpp>

#include <chrono>
#include <cstddef>
#include <string>
#include <vector>

namespace log_fluentd {

/// A sender: where events go, how they are delivered, and how many may wait.
struct sender_config
{
    /// The name, for `find_sender` and in diagnostics. May be empty.
    std::string name;
    /// Prefix of every tag; a dot and the label follow. May be empty. UTF-8, at most 1024 bytes.
    std::string tag;
    /// The servers, at most 64. At least one must have a weight and not be a standby. The servers that are up
    /// share the chunks by weight; see doc/delivery.md. If empty, there is one at 127.0.0.1:24224
    /// (`server{}`).
    std::vector<server> servers;
    /// The buffer.
    buffer_config buffer;
    /// The form of frames.
    frame_config frame;
    /// How chunks are compressed.
    compress_config compress;
    /// Waits between tries to connect.
    retry_config retry;
    /// TLS, for all servers.
    tls_config tls;
    /// The handshake, for servers that do not have one of their own.
    auth_config auth;
    /// The name that this client gives in the handshake, at most 255 bytes. If empty, the host's name is
    /// used, and "localhost" if the system has none.
    std::string self_hostname;
    /// Whether each chunk stays in the buffer until the server has acknowledged it (Forward protocol v1,
    /// option `chunk`), so that it is delivered at least once. If not, it stays until the peer's kernel has
    /// received it (best effort). A server may acknowledge what it has not stored: see doc/delivery.md.
    bool require_ack = true;
    /// Most chunks on their way to one server without an acknowledgement. 1 to 1024. With 1 and a single
    /// server, events keep their order through faults too.
    std::size_t window = 16;
    /// The same in bytes, 4 KiB to 4 GiB. One chunk may always be on its way.
    std::size_t window_bytes = std::size_t{64} << 20;
    /// Size above which the longest strings of an event given to `emit` are cut, in bytes. 1 KiB to 4 MiB.
    /// (For records it is `format_options::max_event_size`.)
    std::size_t max_event_size = std::size_t{1} << 20;
    /// Most time for resolving the server's name. 1 ms to 1 h, as are the four timeouts that follow.
    std::chrono::milliseconds resolve_timeout{10000};
    /// Most time for one connection attempt, for each address.
    std::chrono::milliseconds connect_timeout{10000};
    /// Most time for the handshakes of TLS and of the Forward protocol.
    std::chrono::milliseconds handshake_timeout{10000};
    /// Most time in which the server reads none of the bytes of a frame.
    std::chrono::milliseconds write_timeout{30000};
    /// Most time without an acknowledgement while one is expected. If it is too short, chunks are sent twice.
    std::chrono::milliseconds ack_timeout{60000};
    /// Age at which a connection is replaced by a new one, so that the events of long-lived programs spread
    /// over the servers of a load balancer. It is checked when there is something to send; everything on its
    /// way is acknowledged first. 0 to 7 days; 0 means no limit.
    std::chrono::milliseconds max_connection_age{0};
    /// A connection with nothing on its way for this long is closed until there is something to send. 0 to
    /// 7 days; 0 means that it is kept.
    std::chrono::milliseconds idle_timeout{0};
    /// Silence after which the kernel checks whether the peer is there (TCP keepalive, RFC 9293, section
    /// 3.8.4). It checks three times more, at intervals of a third of this, before it ends the connection.
    /// Both are rounded down to whole seconds, at least 1. 0 to 2 h; 0 means no checks.
    std::chrono::milliseconds tcp_keepalive{30000};
    /// Time after which the kernel ends a connection whose peer does not confirm the bytes that were sent
    /// (`TCP_USER_TIMEOUT`, RFC 5482, Linux only). 0 to 1 h; 0 means the default of the system, some
    /// 15 minutes.
    std::chrono::milliseconds tcp_user_timeout{30000};
    /// Most time that Boost.Log's `flush()` of a sink waits. It blocks every logging thread meanwhile. 0 to
    /// 1 h; 0 means that it does not wait.
    std::chrono::milliseconds flush_timeout{1000};
    /// Most time that the end of the process, a sink that was released, or `close` without a timeout waits
    /// for delivery. With a discard handler, the last quarter of it is reserved for the handler. 0 to 1 h.
    std::chrono::milliseconds close_timeout{5000};
    /// Receives the events that will not be sent: those rejected because the buffer is full, and those that
    /// were discarded. If empty, they are only counted. discard.hpp says when it is called and what it may
    /// do.
    discard_handler on_discard;
    /// Receives reports about connections, retries and losses. If empty, they are written to standard error,
    /// and limited in number. diagnostic.hpp says what it may do.
    diagnostic_handler on_diagnostic;
};

} // namespace log_fluentd

#endif
