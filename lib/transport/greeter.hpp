// Copyright (c) 2026 The log_fluentd authors
// Distributed under the Boost Software License, Version 1.0.
// (See accompanying file LICENSE_1_0.txt or https://www.boost.org/LICENSE_1_0.txt)

#ifndef LOG_FLUENTD_LIB_TRANSPORT_GREETER_HPP_INCLUDED_
#define LOG_FLUENTD_LIB_TRANSPORT_GREETER_HPP_INCLUDED_

/// \file
/// What happens on a connection before it can be used: the handshake of TLS, then that of the Forward
/// protocol, each where it is configured.

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

/// What came of it.
struct greeting_result
{
    std::error_code error;
    std::string detail;      ///< More about the error than its message says; may be empty.
    bool refused = false;    ///< By what the server said, or its certificate; never by silence.
    std::string rest;        ///< What the server sent behind the handshake.
    bool keeps_alive = true; ///< The connection is for more than one message.
};

/// Whether `error`, of a handshake, is about what the server said: time alone hardly mends that. A server
/// that ends the connection without a word, or says nothing, may be one that is not there: a load balancer's.
bool is_refusal(std::error_code error) noexcept;

/// One connection's handshakes. Runs on the strand of the stream's executor.
class greeter final : public std::enable_shared_from_this<greeter>, private tls_user
{
public:
    using handler = std::function<void(greeting_result, stream)>;

    /// \param config, target, tls Must outlive this, or its `cancel`. \param tls Null where TLS is not
    /// spoken.
    greeter(stream connection, sender_config const& config, server const& target, tls_source* tls,
            std::shared_ptr<tls_session> session, handler done);
    ~greeter();

    void start();
    /// The handler will not be called any more.
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
    SSL* tls_ = nullptr;
    std::optional<handshake> handshake_;
    std::string outgoing_;
    bool is_writing_ = false;
    bool is_late_ = false; // it was the deadline that ended it
    std::array<char, 1024> incoming_;
    boost::asio::steady_timer deadline_;
};

} // namespace log_fluentd::detail

#endif
