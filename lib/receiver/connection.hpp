// Copyright (c) 2026 The log_fluentd authors
// Distributed under the Boost Software License, Version 1.0.
// (See accompanying file LICENSE_1_0.txt or https://www.boost.org/LICENSE_1_0.txt)

#pragma once

/// \file
/// One connection of the receiver: reads frames, writes replies.

#include "receiver/frame_parser.hpp"
#include "receiver/server_handshake.hpp"
#include "transport/stream.hpp"

#include <boost/asio/steady_timer.hpp>

#include <array>
#include <memory>
#include <optional>
#include <string>

namespace log_fluentd::detail::receiving {

/// The receiver, as its connections use it. Everything runs on the receiver's thread.
class connection_owner
{
public:
    /// Hands a frame over.
    /// \returns what to do with it.
    virtual frame_reply take(received_frame& frame, receiver_fault const& fault,
                             std::optional<std::string> const& before) = 0;
    /// Reports an error.
    virtual void report(std::string sentence) = 0;

protected:
    ~connection_owner() = default;
};

/// Its pending operation keeps it alive. It ends with `close`, or when it has no operation.
class connection : public std::enable_shared_from_this<connection>
{
public:
    /// \param tls Null if TLS is not used.
    /// \param config, tls Must outlive this object.
    connection(connection_owner& owner, stream connected, std::string peer, std::size_t number,
               connection_plan plan, receiver_fault fault, receiver_config const& config,
               boost::asio::ssl::context* tls);

    /// Begins to read.
    void start();
    /// Ends the connection. What was written is still sent.
    void close();

private:
    void read();
    void read_some(std::size_t most);
    void reply_later(frame_reply reply);
    void process(std::size_t size);
    void reply_to(received_frame& frame);
    void write_then_read();
    void at_read_limit();
    void begin();
    void tls_done(boost::system::error_code const& error);
    void discard();
    void too_late();
    bool greet(std::size_t size);
    void report(std::string const& sentence);

    connection_owner& owner_;
    stream stream_;
    std::string peer_;
    std::size_t number_;
    connection_plan plan_;
    receiver_fault fault_;
    std::optional<std::string> chunk_before_;
    frame_parser parser_;
    // Replies that the kernel has not accepted yet. Nothing is read meanwhile, so that replies do not pile up
    // for a peer that does not read its acknowledgements.
    std::string outgoing_;
    std::string being_written_;
    bool close_when_written_ = false;
    bool is_reading_ = false;
    bool is_writing_ = false;
    bool is_refused_ = false; // in its TLS handshake, which has been reported
    boost::asio::steady_timer pause_;
    boost::asio::steady_timer handshake_deadline_;
    boost::asio::ssl::context* tls_;
    receiver_security const& security_;
    std::optional<server_handshake> handshake_;
    std::array<char, 65536> incoming_;
};

} // namespace log_fluentd::detail::receiving
