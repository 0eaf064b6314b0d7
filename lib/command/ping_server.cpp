// Copyright (c) 2026 The log_fluentd authors
// Distributed under the Boost Software License, Version 1.0.
// (See accompanying file LICENSE_1_0.txt or https://www.boost.org/LICENSE_1_0.txt)

#include "command/ping_server.hpp"

#include "delivery/server_name.hpp"
#include "forward/ack_parser.hpp"
#include "forward/frame.hpp"
#include "msgpack/entry.hpp"
#include "os/host_name.hpp"
#include "os/unconfirmed.hpp"
#include "transport/connector.hpp"
#include "transport/greeter.hpp"
#include "transport/open_sockets.hpp"
#include "transport/tls.hpp"

#include <log_fluentd/error.hpp>
#include <log_fluentd/event_map.hpp>
#include <log_fluentd/value_writer.hpp>

#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/steady_timer.hpp>
#include <boost/asio/write.hpp>

#include <algorithm>
#include <array>
#include <memory>
#include <openssl/ssl.h>
#include <utility>

namespace log_fluentd::detail::command {

namespace {

namespace asio = boost::asio;
using clock = std::chrono::steady_clock;
using io_error = boost::system::error_code;

/// How often the kernel is asked whether the peer has everything, where nothing is acknowledged.
constexpr std::chrono::milliseconds confirm_interval{5};

/// "127.0.0.1", "[::1]"; empty for a unix socket.
std::string address_of(endpoint_list::value_type const& endpoint)
{
    if (endpoint.protocol().family() != AF_INET && endpoint.protocol().family() != AF_INET6)
        return {};
    asio::ip::tcp::endpoint address;
    if (endpoint.size() > address.capacity())
        return {};
    std::copy_n(static_cast<char const*>(static_cast<void const*>(endpoint.data())), endpoint.size(),
                static_cast<char*>(static_cast<void*>(address.data())));
    return address.address().to_string();
}

/// The map refers to what stands in its braces, which lives as long as the call.
void write_event(value_writer& into, event_map const& map)
{
    if (map.write(into))
        throw std::bad_alloc();
}

/// The frame of one event.
std::string make_frame(sender_config const& config, std::string const& chunk)
{
    scratch event;
    begin_event(event, entry_time::now(), config.max_event_size, config.frame.time_as_integer);
    value_writer writer(event);
    write_event(writer, {{"message", "log_fluentd ping"}, {"host", host_name()}});
    std::string frame;
    write_frame_head(frame, config.frame, ping_tag, {1, event.size()});
    auto const skipped = skipped_bytes(config.frame);
    frame.append(event.data() + skipped, event.size() - skipped);
    write_frame_tail(frame, config.frame, 1, chunk);
    return frame;
}

/// One server. Each step runs the context until it is over.
class pinger
{
public:
    pinger(checked_sender const& from, std::size_t number)
        : config_(completed(from.config)),
          target_(config_.servers.at(number)),
          stream_(context_.get_executor())
    {
        if (!target_.auth.enabled())
            target_.auth = config_.auth;
        without_auth_.auth = {};
        without_auth_.host = target_.host;
        without_auth_.tls_name = target_.tls_name;
        if (config_.tls.enabled)
            tls_ = std::make_shared<tls_source>(config_.tls, from.material);
        result_.server = readable(target_);
    }

    ping_result run()
    {
        prepare_openssl();
        if (connect() && begin_tls() && greet())
            deliver();
        close_socket(stream_.socket());
        if (tls_)
            tls_->end();
        return std::move(result_);
    }

private:
    static sender_config completed(sender_config config)
    {
        if (config.self_hostname.empty())
            config.self_hostname = host_name();
        if (config.servers.empty())
            config.servers.emplace_back();
        return config;
    }

    std::chrono::microseconds since(clock::time_point begin) const
    {
        return std::chrono::duration_cast<std::chrono::microseconds>(clock::now() - begin);
    }

    void succeed(ping_step step, clock::time_point begin, std::string detail)
    {
        result_.done.push_back({step, since(begin), std::move(detail)});
    }

    void skip(ping_step step) { result_.done.push_back({step, std::nullopt, {}}); }

    bool fail(ping_step at, clock::time_point begin, std::error_code error, std::string const& detail = {})
    {
        auto const took = since(begin);
        if (may_want_tls(at, error) && speaks_tls())
            error = errc::wants_tls;
        auto const step = step_of(at, error);
        auto& done = result_.done;
        done.erase(
            std::remove_if(done.begin(), done.end(), [&](auto const& one) { return one.step >= step; }),
            done.end());
        result_.failed =
            ping_failure{step, took, error, explain_failure(step, error, detail, config_, target_)};
        return false;
    }

    /// A server that expects TLS ends the connection without a word, or waits.
    bool may_want_tls(ping_step at, std::error_code error) const
    {
        bool const is_silent = error == errc::connection_closed || error == errc::no_handshake ||
                               error == errc::ack_timeout || error == std::errc::connection_reset;
        return is_silent && !tls_ && at > ping_step::tls && target_.path.empty();
    }

    /// Begins a handshake of TLS on another connection. Nothing is sent over it.
    bool speaks_tls()
    {
        auto config = config_;
        config.tls.enabled = config.tls.insecure_accept_any_certificate = true;
        std::error_code error;
        stream other(context_.get_executor());
        auto const made = std::make_shared<connector>(context_.get_executor(), target_, config,
                                                      [&](std::error_code why, connector::socket socket) {
                                                          error = why;
                                                          other = stream(std::move(socket));
                                                      });
        made->start();
        run_context();
        if (error)
            return false;
        auto const source = std::make_shared<tls_source>(config.tls);
        auto const greeting = std::make_shared<greeter>(std::move(other), config, without_auth_, source.get(),
                                                        std::make_shared<tls_session>(),
                                                        [&](greeting_result const& result, stream connected) {
                                                            error = result.error;
                                                            close_socket(connected.socket());
                                                        });
        greeting->start();
        run_context();
        source->end();
        return !error || error == errc::client_certificate_refused || error == errc::tls_too_old;
    }

    void run_context()
    {
        context_.restart();
        context_.run();
    }

    bool connect()
    {
        auto begin = clock::now();
        bool const has_name = target_.path.empty();
        bool is_resolved = !has_name;
        if (!has_name)
            skip(ping_step::resolve);
        auto const look_up = [&](asio::any_io_executor executor, std::string const& host, std::uint16_t port,
                                 resolve_handler handler) {
            return resolve(
                std::move(executor), host, port, [&, handler](std::error_code error, endpoint_list all) {
                    if (!error) {
                        succeed(ping_step::resolve, begin,
                                std::to_string(all.size()) + (all.size() == 1 ? " address" : " addresses"));
                        begin = clock::now();
                        is_resolved = true;
                    }
                    handler(error, std::move(all));
                });
        };
        std::error_code error;
        auto const made = std::make_shared<connector>(
            context_.get_executor(), target_, config_,
            [&](std::error_code why, connector::socket socket) {
                error = why;
                stream_ = stream(std::move(socket));
            },
            look_up);
        made->start();
        run_context();
        if (error)
            return fail(is_resolved ? ping_step::connect : ping_step::resolve, begin, error);
        succeed(ping_step::connect, begin, made->reached() ? address_of(*made->reached()) : std::string());
        return true;
    }

    /// Goes through the handshakes that `target` and `source` ask for.
    greeting_result greet_with(server const& target, tls_source* source)
    {
        greeting_result result;
        auto const made = std::make_shared<greeter>(std::exchange(stream_, stream(context_.get_executor())),
                                                    config_, target, source, session_,
                                                    [&](greeting_result const& all, stream connected) {
                                                        result = all;
                                                        stream_ = std::move(connected);
                                                    });
        made->start();
        run_context();
        return result;
    }

    bool begin_tls()
    {
        if (!tls_) {
            skip(ping_step::tls);
            return true;
        }
        auto const begin = clock::now();
        auto const result = greet_with(without_auth_, tls_.get());
        if (result.error)
            return fail(ping_step::tls, begin, result.error, result.detail);
        succeed(ping_step::tls, begin, ::SSL_get_version(stream_.tls()));
        return true;
    }

    bool greet()
    {
        if (!target_.auth.enabled()) {
            skip(ping_step::handshake);
            return true;
        }
        auto const begin = clock::now();
        auto const result = greet_with(target_, nullptr);
        if (result.error)
            return fail(ping_step::handshake, begin, result.error, result.detail);
        succeed(ping_step::handshake, begin,
                target_.auth.username.empty() ? "" : "as " + target_.auth.username);
        rest_ = result.rest;
        return true;
    }

    bool deliver()
    {
        auto const begin = clock::now();
        chunk_ = config_.require_ack ? make_chunk_id() : std::string();
        auto const frame = make_frame(config_, chunk_);
        asio::steady_timer deadline(context_, config_.ack_timeout);
        deadline.async_wait([&](io_error cancelled) {
            if (!cancelled)
                finish(errc::ack_timeout);
        });
        asio::steady_timer confirming(context_);
        end_ = [&] {
            deadline.cancel();
            confirming.cancel();
        };
        asio::async_write(stream_, asio::buffer(frame), [&](io_error error, std::size_t) {
            bool const is_end = error == asio::error::broken_pipe || error == asio::error::connection_reset;
            if (error && !is_end) // if it is the end, the read finds what the server says before
                return finish(connection_error(error, stream_.tls()));
            if (chunk_.empty() && !error)
                confirm(confirming);
        });
        if (!rest_.empty())
            parse(rest_.data(), rest_.size());
        read();
        run_context();
        if (error_)
            return fail(ping_step::acknowledge, begin, error_);
        succeed(ping_step::acknowledge, begin,
                chunk_.empty() ? "the server's kernel has it; the settings ask for no acknowledgement" : "");
        return true;
    }

    void read()
    {
        stream_.async_read_some(asio::buffer(incoming_), [this](io_error error, std::size_t size) {
            if (is_over_)
                return;
            if (error)
                return finish(connection_error(error, stream_.tls()));
            parse(incoming_.data(), size);
            if (!is_over_)
                read();
        });
    }

    void parse(char const* data, std::size_t size)
    {
        std::vector<std::string> ids;
        if (auto const error = parser_.feed(data, size, ids))
            return finish(error);
        for (auto const& id : ids)
            finish(id == chunk_ ? std::error_code() : make_error_code(errc::unknown_ack));
    }

    void confirm(asio::steady_timer& timer)
    {
        if (is_over_)
            return;
        if (unconfirmed_bytes(stream_.socket().native_handle()) == 0)
            return finish({});
        timer.expires_after(confirm_interval);
        timer.async_wait([this, &timer](io_error cancelled) {
            if (!cancelled)
                confirm(timer);
        });
    }

    void finish(std::error_code error)
    {
        if (std::exchange(is_over_, true))
            return;
        error_ = error;
        end_();
        if (!error)
            stream_.end_tls();
        close_socket(stream_.socket());
    }

    asio::io_context context_;
    sender_config config_;
    server target_;
    server without_auth_;
    std::shared_ptr<tls_source> tls_;
    std::shared_ptr<tls_session> session_ = std::make_shared<tls_session>();
    stream stream_;
    std::string rest_;
    std::string chunk_;
    ack_parser parser_;
    std::array<char, 4096> incoming_{};
    std::error_code error_;
    bool is_over_ = false;
    std::function<void()> end_;
    ping_result result_;
};

} // namespace

ping_result ping_server(checked_sender const& from, std::size_t number)
{
    return pinger(from, number).run();
}

} // namespace log_fluentd::detail::command
