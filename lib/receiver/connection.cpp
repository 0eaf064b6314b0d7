// Copyright (c) 2026 The log_fluentd authors
// Distributed under the Boost Software License, Version 1.0.
// (See accompanying file LICENSE_1_0.txt or https://www.boost.org/LICENSE_1_0.txt)

#include "receiver/connection.hpp"

#include <boost/asio/buffer.hpp>

#include <algorithm>
#include <exception>
#include <utility>

namespace log_fluentd::detail::receiving {

namespace asio = boost::asio;
using asio::ip::tcp;
using boost::system::error_code;

namespace {

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
                       std::size_t max_frame_size)
    : owner_(owner),
      socket_(std::move(socket)),
      peer_(name_of_peer(socket_)),
      number_(number),
      plan_(std::move(plan)),
      parser_(max_frame_size)
{}

void connection::start()
{
    outgoing_ = std::move(plan_.greeting);
    write_then_read();
}

void connection::close()
{
    error_code ignored;
    socket_.shutdown(tcp::socket::shutdown_both, ignored);
    socket_.close(ignored);
}

void connection::report(std::string const& sentence)
{
    owner_.report("From " + peer_ + ": " + sentence);
}

void connection::read()
{
    if (plan_.read_limit == 0)
        return at_read_limit();
    auto const buffer = asio::buffer(incoming_, plan_.read_limit);
    socket_.async_read_some(buffer, [self = shared_from_this()](error_code const& error, std::size_t size) {
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
    frame_reply const reply = owner_.take(frame);
    outgoing_ += reply.bytes;
    close_when_written_ = reply.close;
}

void connection::write_then_read()
{
    while (!outgoing_.empty()) {
        error_code error;
        std::size_t const written = socket_.write_some(asio::buffer(outgoing_), error);
        if (error == asio::error::would_block) {
            socket_.async_wait(tcp::socket::wait_write,
                               [self = shared_from_this()](error_code const& failed) {
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
