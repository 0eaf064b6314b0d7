// Copyright (c) 2026 The log_fluentd authors
// Distributed under the Boost Software License, Version 1.0.
// (See accompanying file LICENSE_1_0.txt or https://www.boost.org/LICENSE_1_0.txt)

#pragma once

/// \file
/// Prepares a connection for use: the handshake of TLS, then that of the Forward protocol, if they are
/// configured.

#include "forward/handshake.hpp"
#include "os/fork.hpp"
#include "transport/stream.hpp"
#include "transport/tls.hpp"
#include "transport/tls_source.hpp"

#include <log_fluentd/sender_config.hpp>

#include <boost/asio/steady_timer.hpp>

#include <array>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <system_error>

namespace log_fluentd::detail {

/// The result of the handshakes.
struct greeting_result
{
    std::error_code error;
    std::string detail; ///< More about the error than its message says. May be empty.
    bool refused =
        false;        ///< Whether the server's words, or its certificate, are the reason; silence never is.
    std::string rest; ///< What the server sent after the handshake.
    bool keeps_alive = true; ///< Whether the connection accepts more than one message.
};

/// Whether the error of a handshake is something that the server said, which time alone hardly mends. A
/// server that says nothing, or ends the connection without a word, may be a load balancer whose server is
/// down.
bool is_refusal(std::error_code error) noexcept;

/// The handshakes of one connection. It runs on the strand of the stream's executor.
class greeter final : public std::enable_shared_from_this<greeter>, private tls_user
{
public:
    using handler = std::function<void(greeting_result, stream)>;

    /// \param connection If it uses TLS already, `tls` has to be null, and only the protocol's own handshake
    /// is made. \param config, target, tls Must outlive this object, or its `cancel`. \param tls Null if TLS
    /// is not used.
    greeter(stream connection, sender_config const& config, server const& target, tls_source* tls,
            std::shared_ptr<tls_session> session, handler done);
    ~greeter();

    void start();
    /// Cancels it: the handler will not be called any more.
    void cancel() noexcept;

private:
    void take(tls_answer const& answer) noexcept override;
    void begin_tls(tls_material const& material);
    void tls_done(boost::system::error_code error);
    void begin_handshake();
    void read();
    void read_done(boost::system::error_code error, std::size_t size);
    void broke(boost::system::error_code error);
    void write_then_read();
    void too_late();
    void finish(std::error_code error, std::string detail = {});
    template <typename Function>
    void guarded(Function work) noexcept;

    own_process const process_;
    stream stream_;
    stream none_; // in its place, in the end: there may be no memory for one then
    sender_config const& config_;
    server const& target_;
    tls_source* const tls_source_;
    std::shared_ptr<tls_session> session_;
    handler done_;
    SSL* tls_;
    std::optional<handshake> handshake_;
    std::string outgoing_;
    bool is_writing_ = false;
    bool is_late_ = false; // it was the deadline that ended it
    std::array<char, 1024> incoming_;
    boost::asio::steady_timer deadline_;
};

} // namespace log_fluentd::detail
