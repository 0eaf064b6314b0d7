// Copyright (c) 2026 The log_fluentd authors
// Distributed under the Boost Software License, Version 1.0.
// (See accompanying file LICENSE_1_0.txt or https://www.boost.org/LICENSE_1_0.txt)

#include "receiver/connection.hpp"

#include <boost/asio/buffer.hpp>

#include <algorithm>
#include <chrono>
#include <exception>
#include <utility>

namespace log_fluentd::detail::receiving {

namespace asio = boost::asio;
using asio::ip::tcp;
using boost::system::error_code;

namespace {

/// How often a slow connection is read in a second.
constexpr std::size_t reads_per_second = 20;

std::string name_of_peer(tcp::socket const& socket)
{
    error_code error;
    tcp::endpoint const peer = socket.remote_endpoint(error);
    if (error)
        return "a peer that is gone";
    return peer.address().to_string() + " port " + std::to_string(peer.port());
}

} // namespace

connection::connection(connection_owner& owner, tcp::socket socket, std::size_t number, connection_plan plan,
                       receiver_fault fault, std::size_t max_frame_size)
    : owner_(owner),
      socket_(std::move(socket)),
      peer_(name_of_peer(socket_)),
      number_(number),
      plan_(std::move(plan)),
      fault_(fault),
      parser_(max_frame_size),
      pause_(socket_.get_executor())
{}

void connection::start()
{
    error_code ignored;
    if (plan_.bytes_per_second) // else the kernel takes some megabytes, slow as we are
        socket_.set_option(tcp::socket::receive_buffer_size(4096), ignored);
    outgoing_ = std::move(plan_.greeting);
    write_then_read();
}

void connection::close()
{
    error_code ignored;
    pause_.cancel(ignored);
    if (plan_.reset)
        socket_.set_option(tcp::socket::linger(true, 0), ignored);
    else
        socket_.shutdown(tcp::socket::shutdown_both, ignored);
    socket_.close(ignored);
}

void connection::report(std::string const& sentence)
{
    owner_.report("From " + peer_ + ": " + sentence);
}

void connection::read()
{
    if (is_reading_ || !socket_.is_open())
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
    socket_.async_read_some(buffer, [self = shared_from_this()](error_code const& error, std::size_t size) {
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
    // Waits for the peer to give up, without reading: so that the connection stays open.
    socket_.async_wait(tcp::socket::wait_error, [self = shared_from_this()](error_code const&) {});
}

void connection::process(std::size_t size)
{
    plan_.read_limit -= size;
    parser_.feed({incoming_.data(), size});
    try {
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
        // What was acknowledged before goes out first.
        close_when_written_ = true;
    }
    write_then_read();
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
    auto const timer = std::make_shared<asio::steady_timer>(socket_.get_executor(), reply.delay);
    timer->async_wait([self = shared_from_this(), timer, bytes = std::move(reply.bytes)](error_code const&) {
        if (!self->socket_.is_open())
            return;
        self->outgoing_ += bytes;
        self->write_then_read();
    });
}

void connection::write_then_read()
{
    if (is_writing_ || !socket_.is_open())
        return;
    while (!outgoing_.empty()) {
        error_code error;
        std::size_t const written = socket_.write_some(asio::buffer(outgoing_), error);
        if (error == asio::error::would_block) {
            is_writing_ = true;
            socket_.async_wait(tcp::socket::wait_write,
                               [self = shared_from_this()](error_code const& failed) {
                                   self->is_writing_ = false;
                                   failed ? self->close() : self->write_then_read();
                               });
            return;
        }
        if (error)
            return close();
        outgoing_.erase(0, written);
    }
    close_when_written_ ? close() : read();
}

} // namespace log_fluentd::detail::receiving
