// Copyright (c) 2026 The log_fluentd authors
// Distributed under the Boost Software License, Version 1.0.
// (See accompanying file LICENSE_1_0.txt or https://www.boost.org/LICENSE_1_0.txt)

#include "base/printable.hpp"
#include "os/standard_streams.hpp"
#include "os/thread.hpp"
#include "receiver/connection.hpp"
#include "receiver/descriptors.hpp"
#include "receiver/receiver_fault.hpp"
#include "receiver/server_tls.hpp"
#include "transport/unix_endpoint.hpp"

#include <log_fluentd/receiver.hpp>

#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/post.hpp>
#include <boost/asio/steady_timer.hpp>

#include <algorithm>
#include <condition_variable>
#include <deque>
#include <mutex>
#include <pthread.h>
#include <stdexcept>
#include <thread>
#include <unistd.h>

namespace log_fluentd {

namespace asio = boost::asio;
using boost::system::error_code;

using namespace detail::receiving;

namespace {

asio::ip::address parse_address(std::string const& text)
{
    error_code error;
    auto result = asio::ip::make_address(text, error);
    if (error)
        throw std::invalid_argument("receiver_config::address is \"" + detail::printable(text) +
                                    "\", which is not an IPv4 or IPv6 address");
    return result;
}

receiver_config validated(receiver_config config)
{
    constexpr std::size_t least = std::size_t{1} << 10;
    constexpr std::size_t most = std::size_t{1} << 30;
    if (config.max_frame_size < least || config.max_frame_size > most)
        throw std::invalid_argument("receiver_config::max_frame_size is " +
                                    std::to_string(config.max_frame_size) +
                                    " bytes; it must be between 1 KiB and 1 GiB");
    auto const& security = config.security;
    auto const timeout = security.handshake_timeout.count();
    if (timeout < 1 || timeout > 3'600'000)
        throw std::invalid_argument("receiver_security::handshake_timeout is " + std::to_string(timeout) +
                                    " ms; it must be between 1 ms and 1 h");
    bool is_missing = security.shared_key.is_missing() || security.key_passphrase.is_missing();
    for (auto const& user : security.users)
        is_missing = is_missing || user.password.is_missing();
    if (is_missing)
        throw std::invalid_argument("receiver_security has a secret that is missing: it was made of a null "
                                    "pointer; is the environment variable set?");
    if (security.certificate_file.empty() != security.key_file.empty())
        throw std::invalid_argument(
            "receiver_security::certificate_file and key_file belong together; give both");
    if (security.certificate_file.empty() && !security.client_ca_file.empty())
        throw std::invalid_argument("receiver_security::client_ca_file is given without certificate_file: "
                                    "without TLS no client shows a certificate");
    if (security.shared_key.empty() && !security.users.empty())
        throw std::invalid_argument(
            "receiver_security::users are given without shared_key: the handshake requires both");
    return config;
}

endpoint_type endpoint_of(receiver_config const& config)
{
    if (!config.path.empty())
        return detail::unix_endpoint(config.path);
    return asio::ip::tcp::endpoint(parse_address(config.address), config.port);
}

} // namespace

frame_reply acknowledge(received_frame const& frame)
{
    frame_reply result;
    if (frame.chunk) {
        msgpack::sbuffer bytes;
        msgpack::packer<msgpack::sbuffer> packer(bytes);
        packer.pack_map(1);
        packer.pack("ack");
        packer.pack(*frame.chunk);
        result.bytes.assign(bytes.data(), bytes.size());
    }
    return result;
}

class receiver::impl final : public detail::receiving::connection_owner
{
public:
    struct arrivals
    {
        std::vector<received_event> events;
        std::size_t event_count = 0;
        std::size_t connection_count = 0;
        std::deque<std::string> errors;
        std::size_t error_count = 0;
    };

    explicit impl(receiver_config config)
        : config_(validated(std::move(config))),
          endpoint_(endpoint_of(config_))
    {}
    ~impl() { stop(); }

    void start();
    void stop();
    void misbehave(receiver_fault fault);

    std::uint16_t port() const noexcept { return port_of(endpoint_); }
    template <typename Value>
    Value copy_of(Value arrivals::*member) const
    {
        std::lock_guard const lock(mutex_);
        return arrived_.*member;
    }
    bool wait_until_at_least(std::size_t arrivals::*counter, std::uint64_t count,
                             std::chrono::milliseconds timeout) const
    {
        std::unique_lock lock(mutex_);
        return changed_.wait_for(lock, timeout, [&] { return arrived_.*counter >= count; });
    }

private:
    void accept();
    void accept_waiting();
    void start_connection(socket_type socket);
    void hand_over(received_frame& frame);
    frame_reply take(received_frame& frame, receiver_fault const& fault,
                     std::optional<std::string> const& before) override;
    void close_connections();
    void keep_port() noexcept;
    void report(std::string sentence) override;

    receiver_config const config_;
    endpoint_type endpoint_;
    asio::io_context context_{1};
    acceptor_type acceptor_{context_};
    std::unique_ptr<asio::ssl::context> tls_;
    asio::steady_timer retry_{context_};
    std::vector<std::weak_ptr<connection>> open_;
    std::thread thread_;
    receiver_fault fault_; // for new connections

    mutable std::mutex mutex_;
    mutable std::condition_variable changed_;
    arrivals arrived_;
};

void receiver::impl::start()
{
    if (thread_.joinable())
        return;
    if (!config_.security.certificate_file.empty())
        tls_ = detail::receiving::make_server_context(config_.security);
    if (!acceptor_.is_open())
        bind_to(acceptor_, endpoint_);
    endpoint_ = acceptor_.local_endpoint();
    listen_on(acceptor_, endpoint_);
    context_.restart();
    accept();
    thread_ = detail::start_thread("log_fluentd_rcv", [this] { context_.run(); });
}

void receiver::impl::stop()
{
    if (!thread_.joinable())
        return;
    asio::post(context_, [this] {
        error_code ignored;
        acceptor_.close(ignored);
        retry_.cancel();
        close_connections();
    });
    thread_.join();
    if (config_.path.empty())
        keep_port();
    else if (config_.path.front() != '@')
        ::unlink(config_.path.c_str());
}

void receiver::impl::keep_port() noexcept
{
    try {
        bind_to(acceptor_, endpoint_);
    } catch (std::exception const&) {
        // Another process was faster, or there is no descriptor. `start` tries again, and reports a failure.
    }
}

void receiver::impl::close_connections()
{
    for (std::weak_ptr<connection> const& weak : open_)
        if (auto const connection = weak.lock())
            connection->close();
    open_.clear();
}

void receiver::impl::misbehave(receiver_fault fault)
{
    auto const change = [this, fault] {
        fault_ = fault;
        close_connections();
    };
    if (thread_.joinable())
        asio::post(context_, change);
    else
        change();
}

void receiver::impl::accept()
{
    acceptor_.async_wait(acceptor_type::wait_read, [this](error_code const& error) {
        if (!error)
            accept_waiting();
    });
}

void receiver::impl::accept_waiting()
{
    for (;;) {
        socket_type socket(context_);
        error_code const error = accept_from(acceptor_, socket);
        if (error == asio::error::would_block)
            return accept();
        if (error == asio::error::connection_aborted || error == asio::error::interrupted)
            continue;
        if (error) {
            // Most likely there are too many descriptors. Trying again at once would only waste processor
            // time.
            report("A connection could not be accepted: " + error.message() + ".");
            retry_.expires_after(std::chrono::milliseconds(100));
            retry_.async_wait([this](error_code const& cancelled) {
                if (!cancelled)
                    accept();
            });
            return;
        }
        start_connection(std::move(socket));
    }
}

void receiver::impl::start_connection(socket_type socket)
{
    open_.erase(std::remove_if(open_.begin(), open_.end(), [](auto const& weak) { return weak.expired(); }),
                open_.end());
    std::size_t const number = arrived_.connection_count + 1;
    try {
        connection_plan plan = plan_of(fault_);
        if (fault_.what == receiver_fault::kind::none && config_.on_connection)
            plan = config_.on_connection(number);
        error_code gone;
        auto const endpoint = socket.remote_endpoint(gone);
        std::string peer = gone ? "a peer that is gone" : name_of(endpoint);
        auto const added =
            std::make_shared<connection>(*this, detail::stream(std::move(socket)), std::move(peer), number,
                                         std::move(plan), fault_, config_, tls_.get());
        open_.push_back(added);
        added->start();
    } catch (std::exception const& error) {
        report(std::string("A connection was closed because a handler failed: ") + error.what() + ".");
    }
    std::lock_guard const lock(mutex_);
    ++arrived_.connection_count;
    changed_.notify_all();
}

frame_reply receiver::impl::take(received_frame& frame, receiver_fault const& fault,
                                 std::optional<std::string> const& before)
{
    frame_reply reply;
    if (fault.what != receiver_fault::kind::none)
        reply = reply_of(fault, frame, before);
    else
        reply = config_.on_frame ? config_.on_frame(frame) : acknowledge(frame);
    if (reply.take)
        hand_over(frame);
    return reply;
}

void receiver::impl::hand_over(received_frame& frame)
{
    if (config_.on_event)
        for (received_event const& event : frame.events)
            config_.on_event(event);
    std::lock_guard const lock(mutex_);
    arrived_.event_count += frame.events.size();
    if (config_.keep_events)
        std::move(frame.events.begin(), frame.events.end(), std::back_inserter(arrived_.events));
    changed_.notify_all();
}

void receiver::impl::report(std::string sentence)
{
    sentence = detail::printable(sentence, detail::longest_sentence);
    // A failure of the handler cannot be reported to anybody.
    try {
        if (config_.on_error)
            config_.on_error(sentence);
    } catch (std::exception const&) {
    }
    constexpr std::size_t kept = 1000;
    std::lock_guard const lock(mutex_);
    ++arrived_.error_count;
    arrived_.errors.push_back(std::move(sentence));
    if (arrived_.errors.size() > kept)
        arrived_.errors.pop_front();
    changed_.notify_all();
}

receiver::receiver(receiver_config config)
{
    {
        detail::standard_streams_held const streams;
        impl_ = std::make_unique<impl>(std::move(config));
    }
    impl_->start();
}

receiver::~receiver() = default;

std::uint16_t receiver::port() const noexcept
{
    return impl_->port();
}

std::vector<received_event> receiver::events() const
{
    return impl_->copy_of(&impl::arrivals::events);
}

std::size_t receiver::event_count() const
{
    return impl_->copy_of(&impl::arrivals::event_count);
}

bool receiver::wait_for(std::uint64_t count, std::chrono::milliseconds timeout) const
{
    return impl_->wait_until_at_least(&impl::arrivals::event_count, count, timeout);
}

std::size_t receiver::connections() const
{
    return impl_->copy_of(&impl::arrivals::connection_count);
}

bool receiver::wait_for_connections(std::uint64_t count, std::chrono::milliseconds timeout) const
{
    return impl_->wait_until_at_least(&impl::arrivals::connection_count, count, timeout);
}

std::vector<std::string> receiver::errors() const
{
    auto const errors = impl_->copy_of(&impl::arrivals::errors);
    return {errors.begin(), errors.end()};
}

bool receiver::wait_for_errors(std::uint64_t count, std::chrono::milliseconds timeout) const
{
    return impl_->wait_until_at_least(&impl::arrivals::error_count, count, timeout);
}

void receiver::misbehave(receiver_fault fault)
{
    impl_->misbehave(fault);
}

void receiver::stop()
{
    impl_->stop();
}

void receiver::start()
{
    impl_->start();
}

} // namespace log_fluentd
