// Copyright (c) 2026 The log_fluentd authors
// Distributed under the Boost Software License, Version 1.0.
// (See accompanying file LICENSE_1_0.txt or https://www.boost.org/LICENSE_1_0.txt)

#include "transport/connector.hpp"

#include "os/uninterrupted.hpp"
#include "transport/open_sockets.hpp"
#include "transport/socket_options.hpp"
#include "transport/unix_endpoint.hpp"

#include <log_fluentd/error.hpp>

#include <boost/asio/post.hpp>

#include <algorithm>
#include <chrono>

namespace log_fluentd::detail {

namespace asio = boost::asio;

namespace {

/// RFC 8305, section 8, "Connection Attempt Delay".
constexpr std::chrono::milliseconds delay_of_next{250};

/// An attempt tries no more addresses than this, however many a name server returns.
constexpr std::size_t most_addresses = 64;

} // namespace

endpoint_list in_turn(endpoint_list const& endpoints)
{
    endpoint_list families[2]; // the family of the first endpoint, and all others
    for (auto const& endpoint : endpoints)
        families[endpoint.protocol() == endpoints.front().protocol() ? 0 : 1].push_back(endpoint);
    endpoint_list result;
    for (std::size_t i = 0; result.size() < endpoints.size(); ++i) {
        for (auto const& family : families) {
            if (i < family.size())
                result.push_back(family[i]);
        }
    }
    return result;
}

bool is_its_own_peer(connector::socket const& connected) noexcept
{
    boost::system::error_code here, there;
    auto const own = connected.local_endpoint(here);
    // Endpoints of unix sockets without a name are equal.
    return own.protocol().family() != AF_UNIX && connected.remote_endpoint(there) == own && !here && !there;
}

connector::attempt::~attempt()
{
    close_socket(connection);
}

/// Runs a handler. An exception ends the attempt.
template <typename Function>
void connector::guarded(Function work) noexcept
{
    if (!process_.is_this())
        return;
    run_contained(std::move(work),
                  [&] { finish(std::make_error_code(std::errc::not_enough_memory), socket(strand_)); });
}

connector::connector(asio::any_io_executor strand, server target, sender_config const& config, handler done,
                     resolve_function look_up)
    : strand_(std::move(strand)),
      target_(std::move(target)),
      config_(config),
      done_(std::move(done)),
      look_up_(std::move(look_up)),
      last_error_(std::make_error_code(std::errc::address_not_available)),
      timer_(strand_)
{}

connector::~connector()
{
    if (resolution_ && process_.is_this()) // in a child its thread may have been using it
        resolution_->abandon();
}

void connector::start()
{
    if (!target_.path.empty())
        return asio::post(strand_, [self = shared_from_this()] {
            self->guarded([&] { self->resolved({}, {unix_endpoint(self->target_.path)}); });
        });
    timer_.expires_after(config_.resolve_timeout);
    timer_.async_wait([self = shared_from_this()](boost::system::error_code cancelled) {
        if (cancelled || !self->done_ || !self->endpoints_.empty())
            return;
        self->guarded([&] { self->finish(errc::resolve_timeout, socket(self->strand_)); });
    });
    resolution_ = look_up_(strand_, target_.host, target_.port,
                           [weak = weak_from_this()](std::error_code error, endpoint_list endpoints) {
                               if (auto const self = weak.lock()) // if not, its executor may not exist either
                                   self->guarded([&] { self->resolved(error, std::move(endpoints)); });
                           });
}

void connector::cancel() noexcept
{
    done_ = nullptr;
    end_all();
}

void connector::end_all() noexcept
{
    if (resolution_)
        resolution_->abandon();
    for (auto const& one : attempts_) { // their handlers keep them for a while
        one->deadline.cancel();
        close_socket(one->connection);
    }
    attempts_.clear();
    timer_.cancel();
}

void connector::resolved(std::error_code error, endpoint_list endpoints)
{
    if (!done_)
        return;
    if (error || endpoints.empty())
        return finish(error ? error : last_error_, socket(strand_));
    endpoints_ = in_turn(endpoints);
    if (endpoints_.size() > most_addresses)
        endpoints_.erase(endpoints_.begin() + most_addresses, endpoints_.end());
    auto const useless =
        useless_ ? std::find(endpoints_.begin(), endpoints_.end(), *useless_) : endpoints_.end();
    if (useless != endpoints_.end())
        std::rotate(endpoints_.begin(), useless + 1, endpoints_.end());
    try_next();
}

/// Tries the next address for which a socket can be opened. If there is none, and no attempt is in progress,
/// all have failed.
void connector::try_next()
{
    while (next_ < endpoints_.size()) {
        auto const endpoint = endpoints_[next_++];
        auto const one = std::make_shared<attempt>(strand_);
        if (auto const error = open_socket(one->connection, endpoint.protocol())) {
            last_error_ = error;
            continue;
        }
        set_socket_options(one->connection.native_handle(), config_);
        attempts_.push_back(one);
        one->deadline.expires_after(config_.connect_timeout);
        one->deadline.async_wait([self = shared_from_this(), one](boost::system::error_code cancelled) {
            if (!cancelled)
                self->guarded([&] { self->failed(one, errc::connect_timeout); });
        });
        one->connection.async_connect(
            endpoint, [self = shared_from_this(), one, endpoint](boost::system::error_code error) {
                self->guarded([&] {
                    if (!error && is_its_own_peer(one->connection))
                        error = asio::error::connection_refused;
                    if (error)
                        return self->failed(one, error);
                    if (!self->done_ || !one->connection.is_open())
                        return; // its deadline came first
                    self->reached_ = endpoint;
                    self->finish({}, std::move(one->connection));
                });
            });
        return try_another_later();
    }
    if (attempts_.empty())
        finish(last_error_, socket(strand_));
}

void connector::try_another_later()
{
    if (next_ == endpoints_.size())
        return;
    timer_.expires_after(delay_of_next);
    timer_.async_wait([self = shared_from_this()](boost::system::error_code cancelled) {
        if (!cancelled && self->done_)
            self->guarded([&] { self->try_next(); });
    });
}

void connector::failed(std::shared_ptr<attempt> const& which, std::error_code error)
{
    auto const known = std::find(attempts_.begin(), attempts_.end(), which);
    if (!done_ || known == attempts_.end())
        return; // the attempt is over, or has failed before
    attempts_.erase(known);
    close_socket(which->connection);
    which->deadline.cancel();
    last_error_ = error;
    try_next();
}

void connector::finish(std::error_code error, socket connected)
{
    auto const done = std::exchange(done_, nullptr);
    end_all();
    if (done)
        done(error, std::move(connected));
}

} // namespace log_fluentd::detail
