// Copyright (c) 2026 The log_fluentd authors
// Distributed under the Boost Software License, Version 1.0.
// (See accompanying file LICENSE_1_0.txt or https://www.boost.org/LICENSE_1_0.txt)

#pragma once

/// \file
/// The receiving side of the Forward protocol, without I/O.

#include "receiver/message_scanner.hpp"

#include <log_fluentd/receiver.hpp>

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

namespace log_fluentd::detail::receiving {

/// Turns the bytes of one connection into frames.
class frame_parser
{
public:
    /// \param max_frame_size See `receiver_config`.
    explicit frame_parser(std::size_t max_frame_size) : max_frame_size_(max_frame_size) {}

    /// Adds the next bytes of the connection. Get every frame with `next` before adding more: memory is
    /// limited only then.
    void feed(std::string_view bytes);

    /// The next whole frame. There is none if more bytes are needed, or if the connection was refused
    /// (`error`). `received_frame::bytes` is valid until the next call.
    std::optional<received_frame> next();

    /// Why the connection was refused, as a whole sentence; empty if it was not. After that there are no more
    /// frames.
    std::string const& error() const noexcept { return error_; }

    /// The number of bytes of an unfinished frame.
    std::size_t unfinished() const noexcept { return buffer_.size() - begin_; }

private:
    bool has_frame_start();
    bool has_whole_frame();
    received_frame take_frame();

    std::size_t max_frame_size_;
    std::string buffer_;
    // The frame that is being read begins at begin_, and is scanned up to scanned_.
    std::size_t begin_ = 0;
    std::size_t scanned_ = 0;
    message_scanner scanner_;
    std::string error_;
};

} // namespace log_fluentd::detail::receiving
