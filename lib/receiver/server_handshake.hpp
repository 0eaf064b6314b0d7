// Copyright (c) 2026 The log_fluentd authors
// Distributed under the Boost Software License, Version 1.0.
// (See accompanying file LICENSE_1_0.txt or https://www.boost.org/LICENSE_1_0.txt)

#pragma once

/// \file
/// The server's side of the handshake (Forward protocol v1, "Authentication"), without I/O.

#include <log_fluentd/receiver.hpp>

#include <msgpack/unpack.hpp>

#include <cstddef>
#include <string>
#include <string_view>

namespace log_fluentd::detail::receiving {

/// The handshake of one connection: it sends HELO, receives PING, and sends PONG. Until it is finished
/// nothing is accepted as a frame, and no more than one message is stored.
class server_handshake
{
public:
    static constexpr std::size_t max_size = 4096;

    /// \param config Must outlive this object.
    /// \param nonce, user_salt Random bytes.
    server_handshake(receiver_security const& config, std::string nonce, std::string user_salt);

    std::string helo() const;
    /// Parses the next bytes.
    /// \returns what has to be sent back. Mostly it is empty.
    std::string feed(std::string_view bytes);
    bool done() const noexcept { return done_; }
    /// Why the peer is refused, as a whole sentence; empty if it is not. What `feed` returned is sent
    /// nevertheless, and the connection closed.
    std::string const& error() const noexcept { return error_; }
    /// The bytes after PING, which are frames.
    /// \pre `done`.
    std::string_view rest() noexcept { return {unpacker_.nonparsed_buffer(), unpacker_.nonparsed_size()}; }

private:
    std::string take_ping(msgpack::object const& message);
    std::string refuse(std::string const& reason);
    bool knows_user(std::string_view name, std::string_view digest) const;

    receiver_security const& config_;
    std::string const nonce_;
    std::string const user_salt_;
    msgpack::unpacker unpacker_;
    std::size_t received_ = 0;
    bool done_ = false;
    std::string error_;
};

} // namespace log_fluentd::detail::receiving
