// Copyright (c) 2026 The log_fluentd authors
// Distributed under the Boost Software License, Version 1.0.
// (See accompanying file LICENSE_1_0.txt or https://www.boost.org/LICENSE_1_0.txt)

#pragma once

/// \file
/// Parses what a server sends: a stream of `{"ack": id}` (Forward protocol v1, "Response"), in pieces of any
/// size.

#include <msgpack/unpack.hpp>

#include <cstddef>
#include <string>
#include <system_error>
#include <vector>

namespace log_fluentd::detail {

/// Parses the acknowledgements of one connection. No I/O.
class ack_parser
{
public:
    /// Most bytes of an acknowledgement. A peer that sends a longer one is not a Forward server.
    static constexpr std::size_t max_size = 1024;

    ack_parser();

    /// Parses the next bytes of the connection, and appends the ids that they complete to `ids`.
    /// \returns no error, or `errc::protocol_error`, `errc::unexpected_handshake`, `errc::not_forward` or
    /// `errc::wants_tls`. After an error the connection is useless; ids before the error are valid.
    std::error_code feed(char const* data, std::size_t size, std::vector<std::string>& ids);

private:
    std::error_code take(msgpack::object const& object, std::vector<std::string>& ids);

    msgpack::unpacker unpacker_;
    std::size_t unfinished_ = 0;
    bool first_ = true;
};

} // namespace log_fluentd::detail
