// Copyright (c) 2026 The log_fluentd authors
// Distributed under the Boost Software License, Version 1.0.
// (See accompanying file LICENSE_1_0.txt or https://www.boost.org/LICENSE_1_0.txt)

#pragma once

/// \file
/// The connection to one server: does what `delivery` asks for, and reports what happened.

#include "delivery/delivery.hpp"
#include "transport/connector.hpp"
#include "transport/greeter.hpp"
#include "transport/stream.hpp"

#include <log_fluentd/diagnostic.hpp>
#include <log_fluentd/sender_config.hpp>

#include <boost/asio/any_io_executor.hpp>
#include <boost/asio/buffer.hpp>
#include <boost/asio/steady_timer.hpp>

#include <array>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <system_error>
#include <vector>

namespace log_fluentd::detail {

/// The driver, as its connections use it. Everything runs on the strand.
class connection_owner
{
public:
    /// Keeps the owner, and so the connection, alive while an operation is in progress.
    virtual std::shared_ptr<void> keep() = 0;
    virtual bool ended() const noexcept = 0;
    /// Does everything that can be done now, after something has happened.
    virtual void pump() = 0;
    /// Something threw, because there is no memory.
    virtual void recover() noexcept = 0;
    virtual void report(diagnostic_kind kind, std::string message, std::error_code error,
                        std::size_t server) = 0;

protected:
    ~connection_owner() = default;
};

/// Exists once for each server, and makes a connection when there is something to send. It runs on the
/// strand, as a member of its owner.
class connection
{
public:
    /// \param tls Null if TLS is not used.
    /// \param owner, machine, pool, config, tls Must outlive this object.
    /// \param look_up As for the connector.
    connection(boost::asio::any_io_executor strand, connection_owner& owner, delivery& machine,
               slab_pool const& pool, sender_config const& config, tls_source* tls, std::size_t server,
               resolve_function look_up = resolve);
    ~connection();
    connection& operator=(connection&&) = delete;

    void connect();
    /// Writes a frame directly from the slabs of the chunk, without a copy.
    void write(delivery_step const& step);
    /// Closes the connection because of `why`; without an error it is planned.
    void lose(std::error_code why);
    /// Abandons operations that are half done. No event is lost by that.
    void recover();
    void end() noexcept;
    /// Frees OpenSSL's data, after the end, when all handlers have run.
    void forget_tls() noexcept;

    /// "127.0.0.1:24224"
    std::string const& target() const noexcept { return target_; }

private:
    using clock = buffer::clock;
    using io_error = boost::system::error_code;

    template <typename Function>
    void run(Function f) noexcept;
    template <typename Function>
    void run_on(std::uint64_t number, Function f) noexcept;
    void connect_done(std::error_code error, connector::socket socket);
    void greeted(greeting_result const& result, stream connected);
    void ready(stream connected, std::string_view rest, bool keeps_alive);
    void cannot_connect(std::error_code error, std::string const& detail, bool refused);
    void start_read();
    void read_done(io_error error, std::size_t size);
    void write_done(io_error error);
    void confirm_later();
    void close() noexcept;
    void stop_connecting() noexcept;
    void note_use(bool was_of_use) noexcept;
    std::string guess(std::error_code why);
    std::string describe(std::error_code error, std::string const& detail = {}) const;

    boost::asio::any_io_executor strand_;
    connection_owner& owner_;
    delivery& delivery_;
    slab_pool const& pool_;
    sender_config const& config_;
    tls_source* const tls_;
    std::size_t const server_;
    std::string const target_; // as people write it
    resolve_function const look_up_;
    std::optional<endpoint_list::value_type> reached_; // the address of the last connection
    std::optional<endpoint_list::value_type> useless_; // the same, if that was useless

    // Their operations keep these and the owner alive. If they were kept here, nobody would free either of
    // them if the executor ended meanwhile.
    std::weak_ptr<connector> connector_;
    std::weak_ptr<greeter> greeter_;
    std::shared_ptr<tls_session> session_;
    std::shared_ptr<stream> stream_; // handlers in progress keep it too, because TLS works in them
    bool refused_large_ = false;     // by a server that has accepted nothing yet
    std::uint64_t number_ = 0;       // tells a handler whether its connection is still the one
    std::uint64_t kernel_took_ = 0;  // bytes of this connection that our kernel has accepted
    std::uint64_t frame_begin_ = 0;  // the same when the frame being written began
    bool is_writing_ = false;
    std::array<char, 4096> read_buffer_;
    std::vector<boost::asio::const_buffer> pieces_; // of the frame being written
    boost::asio::steady_timer confirm_timer_;
};

} // namespace log_fluentd::detail
