// Copyright (c) 2026 The log_fluentd authors
// Distributed under the Boost Software License, Version 1.0.
// (See accompanying file LICENSE_1_0.txt or https://www.boost.org/LICENSE_1_0.txt)

#include "net/greeter.hpp"

#include "format/printable.hpp"
#include "forward/digest.hpp"
#include "net/open_sockets.hpp"

#include <log_fluentd/error.hpp>

#include <boost/asio/buffer.hpp>
#include <boost/asio/post.hpp>
#include <boost/asio/write.hpp>

#include <algorithm>
#include <exception>
#include <stdexcept>
#include <utility>

namespace log_fluentd::detail {

namespace asio = boost::asio;

greeter::greeter(stream connection, sender_config const& config, server const& target,
                 std::shared_ptr<tls_session> session, handler done)
    : stream_(std::move(connection)),
      config_(config),
      target_(target),
      session_(std::move(session)),
      done_(std::move(done)),
      deadline_(stream_.get_executor())
{}

greeter::~greeter()
{
    close_socket(stream_.socket());
}

/// What a handler throws (there is no memory) ends the greeting and does not reach who runs the executor.
template <typename Function>
void greeter::guarded(Function work) noexcept
{
    if (!process_.is_this() || !done_)
        return;
    try {
        work();
    } catch (std::exception const&) {
        finish(std::make_error_code(std::errc::not_enough_memory));
    }
}

void greeter::start()
{
    deadline_.expires_after(config_.handshake_timeout);
    deadline_.async_wait([self = shared_from_this()](boost::system::error_code cancelled) {
        if (!cancelled)
            self->guarded([&] { self->too_late(); });
    });
    if (config_.tls.enabled)
        begin_tls();
    else
        begin_handshake();
}

void greeter::cancel() noexcept
{
    done_ = nullptr;
    deadline_.cancel();
    close_socket(stream_.socket());
}

void greeter::begin_tls()
{
    try {
        auto const context = make_tls_context(config_.tls); // anew: the files may be others by now
        tls_ = stream_.begin_tls(*context);
    } catch (std::invalid_argument const& error) { // not from here, as who called is not done yet
        return asio::post(stream_.get_executor(),
                          [self = shared_from_this(), what = std::string(error.what())] {
                              self->guarded([&] { self->finish(errc::tls_file, what); });
                          });
    }
    expect_name(tls_, target_.tls_name.empty() ? target_.host : target_.tls_name);
    session_->use_for(tls_);
    stream_.async_handshake(asio::ssl::stream_base::client,
                            [self = shared_from_this()](boost::system::error_code error) {
                                self->guarded([&] { self->tls_done(error); });
                            });
}

void greeter::tls_done(boost::system::error_code error)
{
    if (!error)
        return begin_handshake();
    session_->forget();
    finish(tls_error(error, tls_), certificate_trouble(tls_));
}

void greeter::begin_handshake()
{
    if (!target_.auth.enabled())
        return finish({});
    handshake_.emplace(target_.auth, config_.self_hostname, make_salt());
    read();
}

void greeter::read()
{
    stream_.async_read_some(asio::buffer(incoming_),
                            [self = shared_from_this()](boost::system::error_code error, std::size_t size) {
                                self->guarded([&] { self->read_done(error, size); });
                            });
}

void greeter::read_done(boost::system::error_code error, std::size_t size)
{
    if (error)
        return broke(error);
    if (auto const wrong = handshake_->feed(incoming_.data(), size)) {
        auto const reason = printable(handshake_->reason()); // it goes into somebody's terminal
        return finish(wrong, wrong == errc::handshake_refused ? reason : std::string());
    }
    write_then_read();
}

/// The connection did, in the handshake of the protocol.
void greeter::broke(boost::system::error_code error)
{
    std::error_code const why = connection_error(error, tls_);
    bool const is_closed = why == errc::connection_closed || why == std::errc::connection_reset;
    finish(is_closed && handshake_->greeted() ? errc::handshake_closed
           : is_closed                        ? errc::connection_closed
                                              : why);
}

/// PING in one piece: Fluent Bit reads it with a single read.
void greeter::write_then_read()
{
    if (handshake_->done())
        return finish({});
    outgoing_ = handshake_->take_output();
    if (outgoing_.empty())
        return read();
    asio::async_write(stream_, asio::buffer(outgoing_),
                      [self = shared_from_this()](boost::system::error_code error, std::size_t) {
                          self->guarded([&] { error ? self->broke(error) : self->read(); });
                      });
}

void greeter::too_late()
{
    if (handshake_)
        return finish(handshake_->begun() ? errc::handshake_timeout : errc::no_handshake);
    finish(has_answered(tls_) ? errc::handshake_timeout : errc::no_tls);
}

void greeter::finish(std::error_code error, std::string detail)
{
    auto const done = std::exchange(done_, nullptr);
    deadline_.cancel();
    greeting_result result{error, std::move(detail), {}};
    if (!error && handshake_)
        result.rest = handshake_->rest();
    if (error) { // what is still under way needs the stream where it is
        close_socket(stream_.socket());
        return done(std::move(result), stream(stream_.get_executor()));
    }
    done(std::move(result), std::exchange(stream_, stream(stream_.get_executor())));
}

} // namespace log_fluentd::detail
