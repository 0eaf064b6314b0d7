// Copyright (c) 2026 The log_fluentd authors
// Distributed under the Boost Software License, Version 1.0.
// (See accompanying file LICENSE_1_0.txt or https://www.boost.org/LICENSE_1_0.txt)

#include "engine/connection.hpp"

#include "base/end_by_peer.hpp"
#include "delivery/server_name.hpp"
#include "os/unconfirmed.hpp"
#include "os/uninterrupted.hpp"
#include "transport/open_sockets.hpp"
#include "transport/tls.hpp"

#include <log_fluentd/error.hpp>

#include <boost/asio/write.hpp>
#include <boost/core/span.hpp>

#include <chrono>
#include <utility>

namespace log_fluentd::detail {

namespace asio = boost::asio;

namespace {

/// How often the kernel is asked how much the peer has received, if no acknowledgement is requested.
constexpr std::chrono::milliseconds confirm_interval{20};

std::string chunks_resent(std::size_t count)
{
    return std::to_string(count) + (count == 1 ? " chunk is resent" : " chunks are resent");
}

} // namespace

connection::connection(asio::any_io_executor strand, connection_owner& owner, delivery& machine,
                       slab_pool const& pool, sender_config const& config, tls_source* tls,
                       std::size_t server, resolve_function look_up)
    : strand_(std::move(strand)),
      owner_(owner),
      delivery_(machine),
      pool_(pool),
      config_(config),
      tls_(tls),
      server_(server),
      target_(readable(config.servers[server])),
      look_up_(std::move(look_up)),
      session_(std::make_shared<tls_session>()),
      stream_(std::make_shared<stream>(strand_)),
      confirm_timer_(strand_)
{}

connection::~connection()
{
    if (stream_)
        close_socket(stream_->socket()); // if its context ended before it
}

/// Runs a handler. Afterwards everything is done that can be done now.
template <typename Function>
void connection::run(Function f) noexcept
{
    if (owner_.ended())
        return;
    run_contained(
        [&] {
            f();
            owner_.pump();
        },
        [&] { owner_.recover(); });
}

/// The same for a handler of one connection, which is ignored if there is a new one.
template <typename Function>
void connection::run_on(std::uint64_t number, Function f) noexcept
{
    if (number == number_)
        run(f);
}

void connection::connect()
{
    auto const made = std::make_shared<connector>(
        strand_, config_.servers[server_], config_,
        [this, keep = owner_.keep()](std::error_code error, connector::socket socket) {
            run([&] { connect_done(error, std::move(socket)); });
        },
        look_up_);
    if (useless_)
        made->begin_behind(*useless_);
    connector_ = made;
    made->start();
}

void connection::connect_done(std::error_code error, connector::socket socket)
{
    if (auto const under_way = connector_.lock())
        reached_ = under_way->reached();
    connector_.reset();
    if (error)
        return cannot_connect(error, {}, false);
    auto const& target = config_.servers[server_];
    stream connected(std::move(socket));
    if (!config_.tls.enabled && !target.auth.enabled())
        return ready(std::move(connected), {}, true);
    auto const made = std::make_shared<greeter>(
        std::move(connected), config_, target, tls_, session_,
        [this, keep = owner_.keep()](greeting_result const& result, stream greeted_stream) {
            run([&] { greeted(result, std::move(greeted_stream)); });
        });
    greeter_ = made;
    made->start();
}

void connection::greeted(greeting_result const& result, stream connected)
{
    greeter_.reset();
    if (result.error) {
        note_use(false);
        return cannot_connect(result.error, result.detail, result.refused);
    }
    ready(std::move(connected), result.rest, result.keeps_alive);
}

void connection::cannot_connect(std::error_code error, std::string const& detail, bool refused)
{
    delivery_.connect_failed(server_, clock::now(), refused);
    owner_.report(diagnostic_kind::connect_failed, "cannot connect to " + describe(error, detail), error,
                  server_);
}

/// From now on delivery uses the connection.
void connection::ready(stream connected, std::string_view rest, bool keeps_alive)
{
    stream_ = std::make_shared<stream>(std::move(connected));
    ++number_;
    kernel_took_ = 0;
    is_writing_ = false;
    delivery_.connected(server_, clock::now(), keeps_alive);
    if (!rest.empty())
        delivery_.received(server_, rest.data(), rest.size(), clock::now());
    start_read();
    owner_.report(diagnostic_kind::connected, "connected to " + target_, {}, server_);
    if (auto const again = delivery_.to_be_resent())
        owner_.report(diagnostic_kind::resent, chunks_resent(again) + ", now that " + target_ + " is there",
                      {}, server_);
}

/// There is always a read: it gets acknowledgements, and detects a broken connection while nothing is sent.
void connection::start_read()
{
    stream_->async_read_some(
        asio::buffer(read_buffer_),
        [this, keep = owner_.keep(), from = stream_, number = number_](io_error error, std::size_t size) {
            run_on(number, [&] { read_done(error, size); });
        });
}

void connection::read_done(io_error error, std::size_t size)
{
    if (error)
        return lose(connection_error(error, stream_->tls()));
    delivery_.received(server_, read_buffer_.data(), size, clock::now());
    start_read();
}

void connection::write(delivery_step const& step)
{
    frame_begin_ = kernel_took_;
    pieces_.clear();
    pieces_.push_back(asio::buffer(step.head));
    if (step.compressed.empty())
        for_each_piece(*step.subject, pool_,
                       [this](char const* data, std::size_t size) { pieces_.emplace_back(data, size); });
    else
        pieces_.push_back(asio::buffer(step.compressed));
    pieces_[1] += step.skipped;
    pieces_.push_back(asio::buffer(step.tail));

    auto const progress = [this, keep = owner_.keep(), to = stream_, number = number_](io_error error,
                                                                                       std::size_t size) {
        if (number != number_)
            return std::size_t{0}; // the socket now belongs to another connection
        if (!error && size) {
            kernel_took_ = frame_begin_ + size;
            delivery_.write_progressed(server_, clock::now());
        }
        return asio::transfer_all()(error, size);
    };
    auto const done = [this, keep = owner_.keep(), to = stream_, number = number_](
                          io_error error, std::size_t) { run_on(number, [&] { write_done(error); }); };
    is_writing_ = true;
    asio::async_write(*stream_, boost::span<asio::const_buffer const>(pieces_), progress, done);
}

void connection::write_done(io_error error)
{
    is_writing_ = false;
    // The server has closed the connection. Its acknowledgements, or its reasons, have yet to be read, and
    // the read finds the end after them.
    if (error == asio::error::broken_pipe || error == asio::error::connection_reset)
        return;
    if (error)
        return lose(connection_error(error, stream_->tls()));
    kernel_took_ = delivery_.bytes_written(server_);
    delivery_.written(server_, clock::now());
    if (!config_.require_ack)
        confirm_later();
}

/// Without acknowledgements: asks the kernel what the peer's kernel has received, again and again until that
/// is everything.
void connection::confirm_later()
{
    auto const unconfirmed = unconfirmed_bytes(stream_->socket().native_handle());
    if (unconfirmed < kernel_took_)
        delivery_.confirmed(server_, kernel_took_ - unconfirmed, clock::now());
    if (!unconfirmed)
        return;
    confirm_timer_.expires_after(confirm_interval);
    confirm_timer_.async_wait([this, keep = owner_.keep(), number = number_](io_error cancelled) {
        if (!cancelled)
            run_on(number, [&] { confirm_later(); });
    });
}

void connection::close() noexcept
{
    ++number_; // handlers of the old connection notice that they are late
    if (!is_writing_)
        stream_->end_tls();
    close_socket(stream_->socket()); // nothing reads the chunks' memory any more
}

void connection::lose(std::error_code why)
{
    auto const again = delivery_.in_flight(server_);
    std::string const detail = guess(why);
    if (why)
        note_use(delivery_.is_of_use(server_));
    close();
    delivery_.disconnected(server_, why, clock::now());
    if (!why)
        return;
    std::string message = "lost the connection to " + describe(why, detail);
    if (again)
        message += "; " + chunks_resent(again);
    owner_.report(diagnostic_kind::connection_lost, std::move(message), why, server_);
}

/// A possible reason, if the server does not say one.
std::string connection::guess(std::error_code why)
{
    auto const bytes = delivery_.suspected_bytes(server_);
    if (!bytes || !is_end_by_peer(why) || delivery_.has_taken(server_))
        return {};
    refused_large_ |= bytes > frame_limit::large; // then the size may be the reason
    if (refused_large_)
        return "it took nothing of a chunk of " + std::to_string(bytes) + " bytes: its log says why" +
               (config_.require_ack && bytes > frame_limit::least ? "; smaller ones are tried" : "");
    // A server with TLS closes the connection like this, without an alert.
    return std::string("it took nothing: its log says why") +
           (config_.tls.enabled ? "" : "; does it want TLS?");
}

void connection::recover()
{
    if (stream_->is_open())
        return lose(std::make_error_code(std::errc::not_enough_memory));
    stop_connecting();
    delivery_.connect_failed(server_, clock::now());
}

void connection::end() noexcept
{
    close();
    stop_connecting();
    confirm_timer_.cancel();
}

void connection::forget_tls() noexcept
{
    stream_.reset();
    session_->forget();
}

/// A name may have several addresses, and the server at one of them may be useless. Then the next attempt
/// begins with another one.
void connection::note_use(bool was_of_use) noexcept
{
    useless_ = was_of_use ? std::nullopt : reached_;
}

void connection::stop_connecting() noexcept
{
    if (auto const under_way = connector_.lock())
        under_way->cancel();
    connector_.reset();
    if (auto const under_way = greeter_.lock())
        under_way->cancel();
    greeter_.reset();
}

std::string connection::describe(std::error_code error, std::string const& detail) const
{
    bool const is_silent = error == errc::ack_timeout && delivery_.has_taken(server_);
    std::string text =
        target_ + ": " +
        (is_silent ? "the server did not acknowledge within ack_timeout; it did before" : error.message());
    if (!detail.empty())
        text += " (" + detail + ')';
    auto const wait = delivery_.retry_in(server_, clock::now());
    if (wait.count())
        text += "; next try in " + std::to_string(wait.count()) + " ms";
    return text;
}

} // namespace log_fluentd::detail
