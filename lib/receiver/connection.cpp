// Copyright (c) 2026 The log_fluentd authors
// Distributed under the Boost Software License, Version 1.0.
// (See accompanying file LICENSE_1_0.txt or https://www.boost.org/LICENSE_1_0.txt)

#include "receiver/connection.hpp"

#include "forward/digest.hpp"

#include <boost/asio/buffer.hpp>
#include <boost/asio/write.hpp>

#include <algorithm>
#include <chrono>
#include <exception>
#include <utility>

namespace log_fluentd::detail::receiving {

namespace asio = boost::asio;
using boost::system::error_code;

namespace {

/// The number of reads per second of a slow connection.
constexpr std::size_t reads_per_second = 20;

} // namespace

connection::connection(connection_owner& owner, stream connected, std::string peer, std::size_t number,
                       connection_plan plan, receiver_fault fault, receiver_config const& config,
                       asio::ssl::context* tls)
    : owner_(owner),
      stream_(std::move(connected)),
      peer_(std::move(peer)),
      number_(number),
      plan_(std::move(plan)),
      fault_(fault),
      parser_(config.max_frame_size),
      pause_(stream_.get_executor()),
      handshake_deadline_(stream_.get_executor()),
      tls_(tls),
      security_(config.security)
{}

void connection::start()
{
    error_code ignored;
    if (plan_.bytes_per_second) // otherwise the kernel buffers some megabytes, however slowly we read
        stream_.socket().set_option(asio::socket_base::receive_buffer_size(4096), ignored);
    if (tls_ || !security_.shared_key.empty()) {
        handshake_deadline_.expires_after(security_.handshake_timeout);
        handshake_deadline_.async_wait([self = shared_from_this()](error_code const& cancelled) {
            if (!cancelled)
                self->too_late();
        });
    }
    if (!tls_)
        return begin();
    stream_.begin_tls(*tls_);
    stream_.async_handshake(asio::ssl::stream_base::server,
                            [self = shared_from_this()](error_code const& error) { self->tls_done(error); });
}

void connection::tls_done(error_code const& error)
{
    if (!error)
        return begin();
    if (error == asio::error::operation_aborted)
        return;
    report("The TLS handshake failed: " + error.message() + ".");
    is_refused_ = true;
    error_code ignored;
    stream_.socket().shutdown(asio::socket_base::shutdown_send, ignored);
    discard();
}

/// Reads to the end, for at most `handshake_timeout`: closing with unread bytes would cost the peer the alert
/// with the reason.
void connection::discard()
{
    stream_.socket().async_read_some(asio::buffer(incoming_),
                                     [self = shared_from_this()](error_code const& error, std::size_t) {
                                         error ? self->close() : self->discard();
                                     });
}

/// The connection is ready for bytes in both directions.
void connection::begin()
{
    if (security_.shared_key.empty()) {
        handshake_deadline_.cancel();
        outgoing_ = std::move(plan_.greeting);
    } else {
        handshake_.emplace(security_, random_bytes(16), random_bytes(16));
        outgoing_ = handshake_->helo();
    }
    write_then_read();
}

void connection::too_late()
{
    if (!is_refused_)
        report("The connection was closed: its handshake took more than " +
               std::to_string(security_.handshake_timeout.count()) + " ms.");
    close();
}

void connection::close()
{
    error_code ignored;
    pause_.cancel();
    handshake_deadline_.cancel();
    if (!plan_.reset && !is_writing_)
        stream_.end_tls();
    auto& socket = stream_.socket();
    if (plan_.reset)
        socket.set_option(asio::socket_base::linger(true, 0), ignored);
    else
        socket.shutdown(asio::socket_base::shutdown_both, ignored);
    socket.close(ignored);
}

void connection::report(std::string const& sentence)
{
    owner_.report("From " + peer_ + ": " + sentence);
}

void connection::read()
{
    if (is_reading_ || !stream_.is_open())
        return;
    if (plan_.read_limit == 0)
        return at_read_limit();
    is_reading_ = true;
    if (!plan_.bytes_per_second)
        return read_some(plan_.read_limit);
    pause_.expires_after(std::chrono::milliseconds(1000 / reads_per_second));
    pause_.async_wait([self = shared_from_this()](error_code const& cancelled) {
        if (!cancelled)
            self->read_some(
                std::min(self->plan_.read_limit, self->plan_.bytes_per_second / reads_per_second + 1));
    });
}

void connection::read_some(std::size_t most)
{
    auto const buffer = asio::buffer(incoming_, most);
    stream_.async_read_some(buffer, [self = shared_from_this()](error_code const& error, std::size_t size) {
        self->is_reading_ = false;
        if (!error)
            return self->process(size);
        if (error != asio::error::operation_aborted && self->parser_.unfinished() != 0)
            self->report("The connection ended in the middle of a frame, after " +
                         std::to_string(self->parser_.unfinished()) +
                         " bytes of it; nothing of that frame was taken.");
        self->close();
    });
}

void connection::at_read_limit()
{
    if (plan_.close_at_limit)
        return close();
    // Waits for the peer to leave without reading, so that the connection stays open.
    stream_.socket().async_wait(asio::socket_base::wait_error,
                                [self = shared_from_this()](error_code const&) {});
}

void connection::process(std::size_t size)
{
    plan_.read_limit -= size;
    try {
        if (handshake_ && !handshake_->done()) {
            if (!greet(size))
                return write_then_read();
        } else {
            parser_.feed({incoming_.data(), size});
        }
        while (!close_when_written_) {
            std::optional<received_frame> frame = parser_.next();
            if (!frame)
                break;
            reply_to(*frame);
        }
    } catch (std::exception const& error) {
        report(std::string("The connection was closed because a handler failed: ") + error.what() + ".");
        return close();
    }
    if (!parser_.error().empty()) {
        report(parser_.error());
        // Earlier acknowledgements are sent first.
        close_when_written_ = true;
    }
    write_then_read();
}

/// \returns whether the peer may continue with frames.
bool connection::greet(std::size_t size)
{
    outgoing_ += handshake_->feed({incoming_.data(), size});
    if (!handshake_->error().empty()) {
        report(handshake_->error());
        close_when_written_ = true;
        return false;
    }
    if (!handshake_->done())
        return false;
    handshake_deadline_.cancel();
    parser_.feed(handshake_->rest());
    return true;
}

void connection::reply_to(received_frame& frame)
{
    frame.connection = number_;
    frame_reply reply = owner_.take(frame, fault_, chunk_before_);
    chunk_before_ = std::move(frame.chunk);
    close_when_written_ = reply.close;
    if (reply.delay.count() && !reply.close)
        reply_later(std::move(reply));
    else
        outgoing_ += reply.bytes;
}

void connection::reply_later(frame_reply reply)
{
    auto const timer = std::make_shared<asio::steady_timer>(stream_.get_executor(), reply.delay);
    timer->async_wait([self = shared_from_this(), timer, bytes = std::move(reply.bytes)](error_code const&) {
        if (!self->stream_.is_open())
            return;
        self->outgoing_ += bytes;
        self->write_then_read();
    });
}

void connection::write_then_read()
{
    if (is_writing_ || !stream_.is_open())
        return;
    if (outgoing_.empty())
        return close_when_written_ ? close() : read();
    is_writing_ = true;
    being_written_.clear();
    being_written_.swap(outgoing_);
    asio::async_write(stream_, asio::buffer(being_written_),
                      [self = shared_from_this()](error_code const& failed, std::size_t) {
                          self->is_writing_ = false;
                          failed ? self->close() : self->write_then_read();
                      });
}

} // namespace log_fluentd::detail::receiving
