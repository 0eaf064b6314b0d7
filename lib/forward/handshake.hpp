// Copyright (c) 2026 The log_fluentd authors
// Distributed under the Boost Software License, Version 1.0.
// (See accompanying file LICENSE_1_0.txt or https://www.boost.org/LICENSE_1_0.txt)

#pragma once

/// \file
/// The client's side of the handshake (Forward protocol v1, "Authentication"), without I/O: it receives HELO,
/// sends PING, and receives PONG.

#include <log_fluentd/security.hpp>

#include <msgpack/unpack.hpp>

#include <cstddef>
#include <string>
#include <string_view>
#include <system_error>

namespace log_fluentd::detail {

/// The handshake of one connection. Both sides prove that they know the key, and neither sends it.
class handshake
{
public:
    /// Most bytes of HELO and PONG. A peer that sends more is not a Forward server.
    static constexpr std::size_t max_size = 4096;
    /// Most bytes of PING, which is sent in one piece: Fluent Bit reads no more.
    static constexpr std::size_t max_ping_size = 1023;

    /// \param auth Must outlive this object.
    handshake(auth_config const& auth, std::string self_hostname, std::string salt);

    /// Parses the next bytes of the connection.
    /// \returns no error, or why the connection is useless.
    /// \throws std::bad_alloc.
    std::error_code feed(char const* data, std::size_t size);
    /// Returns what has to be sent now, once. Mostly it is empty.
    std::string take_output();
    bool done() const noexcept { return step_ == step::done; }
    /// Whether the server has sent anything, that is, whether it knows the handshake.
    bool begun() const noexcept { return received_ != 0; }
    /// Whether HELO was received. Errors before that have nothing to do with the key.
    bool greeted() const noexcept { return step_ != step::helo; }
    /// The bytes after PONG, which are acknowledgements.
    /// \pre `done`.
    std::string_view rest() noexcept;
    /// Whether the server accepts more than one message on this connection (Fluentd with `deny_keepalive`
    /// does not).
    bool keeps_alive() const noexcept { return keeps_alive_; }
    /// The server's own words for why it refuses the client.
    std::string const& reason() const noexcept { return reason_; }

private:
    enum class step
    {
        helo,
        pong,
        done
    };
    std::error_code take(msgpack::object const& message);
    std::error_code take_helo(msgpack::object const& message);
    std::error_code take_pong(msgpack::object const& message);
    void write_ping(std::string_view user_salt);

    auth_config const& auth_;
    std::string const self_hostname_;
    std::string const salt_;
    step step_ = step::helo;
    msgpack::unpacker unpacker_;
    std::size_t received_ = 0;
    std::string nonce_;
    bool keeps_alive_ = true;
    std::string output_;
    std::string reason_;
};

} // namespace log_fluentd::detail
