// Copyright (c) 2026 The log_fluentd authors
// Distributed under the Boost Software License, Version 1.0.
// (See accompanying file LICENSE_1_0.txt or https://www.boost.org/LICENSE_1_0.txt)

#include "transport/greeter.hpp"

#include "base/end_by_peer.hpp"
#include "base/printable.hpp"
#include "forward/digest.hpp"
#include "os/uninterrupted.hpp"
#include "transport/open_sockets.hpp"

#include <log_fluentd/error.hpp>

#include <boost/asio/buffer.hpp>
#include <boost/asio/ssl/error.hpp>
#include <boost/asio/write.hpp>

#include <algorithm>
#include <iterator>
#include <utility>

namespace log_fluentd::detail {

namespace asio = boost::asio;

namespace {

/// Why a server may silently close the connection.
constexpr char guess_before_tls[] =
    "before it said anything: is there nobody behind a load balancer, or is its transport not tls?";
constexpr char guess_in_tls[] = "in the handshake of TLS, without a word";
constexpr char guess_before_helo[] = "before it said anything: is there nobody behind a load balancer?";
constexpr char guess_behind_helo[] = "in the handshake, without a word: is there nobody behind a load "
                                     "balancer? Fluent Bit does so when it has "
                                     "another shared key";

/// By these a server refuses the client, or the client the server.
constexpr errc refusals[] = {errc::not_forward,
                             errc::wants_tls,
                             errc::bad_handshake,
                             errc::wrong_shared_key,
                             errc::wrong_password,
                             errc::handshake_refused,
                             errc::false_server,
                             errc::own_hostname,
                             errc::no_tls,
                             errc::tls_too_old,
                             errc::client_certificate_refused,
                             errc::certificate_expired,
                             errc::certificate_wrong_name,
                             errc::certificate_untrusted,
                             errc::certificate_invalid};

} // namespace

bool is_refusal(std::error_code error) noexcept
{
    if (error.category() == boost::asio::error::get_ssl_category())
        return true; // an alert, or a protocol other than TLS
    return std::find(std::begin(refusals), std::end(refusals), error) != std::end(refusals);
}

greeter::greeter(stream connection, sender_config const& config, server const& target, tls_source* tls,
                 std::shared_ptr<tls_session> session, handler done)
    : stream_(std::move(connection)),
      none_(stream_.get_executor()),
      config_(config),
      target_(target),
      tls_source_(tls),
      session_(std::move(session)),
      done_(std::move(done)),
      tls_(stream_.tls()),
      deadline_(stream_.get_executor())
{}

greeter::~greeter()
{
    close_socket(stream_.socket());
}

/// Runs a handler. An exception ends the greeting.
template <typename Function>
void greeter::guarded(Function work) noexcept
{
    if (!process_.is_this() || !done_)
        return;
    run_contained(std::move(work), [&] { finish(std::make_error_code(std::errc::not_enough_memory)); });
}

void greeter::start()
{
    deadline_.expires_after(config_.handshake_timeout);
    deadline_.async_wait([self = shared_from_this()](boost::system::error_code cancelled) {
        if (!cancelled)
            self->guarded([&] { self->too_late(); });
    });
    if (tls_source_ || target_.auth.enabled())
        begin_openssl_on_this_thread();
    if (tls_source_)
        tls_source_->get(stream_.get_executor(), std::shared_ptr<tls_user>(shared_from_this(), this));
    else
        begin_handshake();
}

void greeter::cancel() noexcept
{
    done_ = nullptr;
    deadline_.cancel();
    close_socket(stream_.socket());
}

void greeter::take(tls_answer const& answer) noexcept
{
    guarded([&] { answer.material ? begin_tls(*answer.material) : finish(answer.error, answer.detail); });
}

void greeter::begin_tls(tls_material const& material)
{
    tls_ = stream_.begin_tls(*material.context);
    auto const& name = target_.tls_name.empty() ? target_.host : target_.tls_name;
    if (!expect_name(tls_, name) && !config_.tls.insecure_accept_any_certificate)
        return finish(errc::unverifiable_name, '"' + printable(name) + '"');
    session_->use_for(tls_, name);
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
    auto const why = tls_error(error, tls_);
    if (why == errc::connection_closed)
        return finish(why, has_answered(tls_) ? guess_in_tls : guess_before_tls);
    finish(why, why == std::errc::not_enough_memory ? std::string() : certificate_trouble(tls_));
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
        auto const reason = printable(handshake_->reason()); // it may be shown in a terminal
        return finish(wrong, wrong == errc::handshake_refused ? reason : std::string());
    }
    write_then_read();
}

/// The connection broke in the handshake of the protocol.
void greeter::broke(boost::system::error_code error)
{
    std::error_code const why = connection_error(error, tls_);
    if (!is_end_by_peer(why))
        return finish(why);
    finish(errc::connection_closed, handshake_->greeted() ? guess_behind_helo : guess_before_helo);
}

/// Sends PING in one piece, because Fluent Bit reads it by a single read.
void greeter::write_then_read()
{
    if (handshake_->done())
        return finish({});
    outgoing_ = handshake_->take_output();
    if (outgoing_.empty())
        return read();
    is_writing_ = true;
    asio::async_write(stream_, asio::buffer(outgoing_),
                      [self = shared_from_this()](boost::system::error_code error, std::size_t) {
                          self->is_writing_ = false;
                          self->guarded([&] { error ? self->broke(error) : self->read(); });
                      });
}

void greeter::too_late()
{
    is_late_ = true;
    if (handshake_)
        return finish(handshake_->begun() ? errc::handshake_timeout : errc::no_handshake);
    if (!tls_)
        return finish(errc::tls_file, "to read them took more than handshake_timeout");
    finish(has_answered(tls_) ? errc::handshake_timeout : errc::no_tls);
}

void greeter::finish(std::error_code error, std::string detail)
{
    greeting_result result{error, std::move(detail), is_refusal(error) && !is_late_, {}, true};
    if (!error && handshake_) {
        result.rest = handshake_->rest();
        result.keeps_alive = handshake_->keeps_alive();
    }
    // Nothing after this needs memory, so this is not called again.
    auto const done = std::exchange(done_, nullptr);
    if (!done)
        return;
    deadline_.cancel();
    if (error) { // operations in progress need the stream to stay in its place
        if (!is_writing_)
            stream_.end_tls();
        close_socket(stream_.socket());
        return done(std::move(result), std::move(none_));
    }
    done(std::move(result), std::exchange(stream_, std::move(none_)));
}

} // namespace log_fluentd::detail
