// Copyright (c) 2026 The log_fluentd authors
// Distributed under the Boost Software License, Version 1.0.
// (See accompanying file LICENSE_1_0.txt or https://www.boost.org/LICENSE_1_0.txt)

#include "net/connector.hpp"

#include "net/open_sockets.hpp"

#include <log_fluentd/error.hpp>

#include <utility>

namespace log_fluentd::detail {

namespace asio = boost::asio;
using asio::ip::tcp;

namespace {

void set_options(tcp::socket& socket) noexcept
{
    boost::system::error_code ignored; // the options are a wish only
    socket.set_option(tcp::no_delay(true), ignored);
    socket.set_option(asio::socket_base::keep_alive(true), ignored);
}

} // namespace

/// A handler's work: what it throws (there is no memory) ends the attempt and does not reach who runs the
/// executor.
template <typename Function>
void connector::guarded(Function work) noexcept
{
    try {
        work();
    } catch (std::exception const&) {
        finish(std::make_error_code(std::errc::not_enough_memory));
    }
}

connector::connector(asio::any_io_executor strand, server target, sender_config const& config, handler done)
    : strand_(std::move(strand)),
      target_(std::move(target)),
      resolve_timeout_(config.resolve_timeout),
      connect_timeout_(config.connect_timeout),
      done_(std::move(done)),
      socket_(strand_),
      timer_(strand_)
{}

connector::~connector()
{
    if (resolution_)
        resolution_->abandon();
    close_socket(socket_);
}

void connector::start()
{
    set_deadline(resolve_timeout_, [this] {
        resolution_->abandon();
        finish(errc::resolve_timeout);
    });
    resolution_ = resolve(strand_, target_.host, target_.port,
                          [weak = weak_from_this()](std::error_code error, endpoint_list endpoints) {
                              if (auto const self = weak.lock()) // else its executor may be gone as well
                                  self->guarded([&] { self->resolved(error, std::move(endpoints)); });
                          });
}

void connector::cancel() noexcept
{
    done_ = nullptr;
    if (resolution_)
        resolution_->abandon();
    close_socket(socket_);
    boost::system::error_code ignored;
    timer_.cancel(ignored);
}

void connector::resolved(std::error_code error, endpoint_list endpoints)
{
    if (!done_)
        return;
    if (error)
        return finish(error);
    endpoints_ = std::move(endpoints);
    try_next(std::make_error_code(std::errc::address_not_available));
}

void connector::try_next(std::error_code last_error)
{
    close_socket(socket_);
    if (next_ == endpoints_.size())
        return finish(last_error);
    auto const endpoint = endpoints_[next_++];
    if (auto const error = open_socket(socket_, endpoint.protocol()))
        return try_next(error);
    set_options(socket_);
    set_deadline(connect_timeout_, [this] { try_next(errc::connect_timeout); });
    socket_.async_connect(endpoint,
                          [self = shared_from_this(), attempt = next_](boost::system::error_code error) {
                              self->guarded([&] {
                                  if (!self->done_ || self->next_ != attempt || !self->socket_.is_open())
                                      return; // its deadline came first
                                  if (error)
                                      self->try_next(error);
                                  else
                                      self->finish({});
                              });
                          });
}

void connector::finish(std::error_code error)
{
    timer_.cancel();
    if (auto const done = std::exchange(done_, nullptr))
        done(error, std::move(socket_));
}

template <typename Handler>
void connector::set_deadline(std::chrono::milliseconds limit, Handler expired)
{
    timer_.expires_after(limit);
    timer_.async_wait(
        [self = shared_from_this(), step = next_, expired](boost::system::error_code cancelled) {
            if (!cancelled && self->done_ && self->next_ == step)
                self->guarded(expired);
        });
}

} // namespace log_fluentd::detail
