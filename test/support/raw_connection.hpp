// Copyright (c) 2026 The log_fluentd authors
// Distributed under the Boost Software License, Version 1.0.
// (See accompanying file LICENSE_1_0.txt or https://www.boost.org/LICENSE_1_0.txt)

#ifndef LOG_FLUENTD_TEST_SUPPORT_RAW_CONNECTION_HPP_INCLUDED_
#define LOG_FLUENTD_TEST_SUPPORT_RAW_CONNECTION_HPP_INCLUDED_

/// \file
/// A plain TCP connection, for tests that specify each byte that they send.

#include <boost/asio/ip/tcp.hpp>

#include <chrono>
#include <cstdint>
#include <iterator>
#include <stdexcept>
#include <string>
#include <string_view>

namespace log_fluentd::test {

/// A connection to a port of 127.0.0.1. Each call lasts at most 30 seconds.
class raw_connection
{
public:
    explicit raw_connection(std::uint16_t port)
    {
        namespace ip = boost::asio::ip;
        begin();
        stream_.connect(ip::tcp::endpoint(ip::address_v4::loopback(), port));
        if (!stream_)
            throw std::runtime_error("no connection: " + stream_.error().message());
        stream_.socket().set_option(ip::tcp::no_delay(true));
    }

    /// \returns whether the kernel accepted them.
    bool send(std::string_view bytes)
    {
        begin();
        stream_.write(bytes.data(), static_cast<std::streamsize>(bytes.size())).flush();
        return stream_.good();
    }

    /// The next `size` bytes; fewer if the peer closes.
    std::string receive(std::size_t size)
    {
        begin();
        std::string result(size, '\0');
        stream_.read(result.data(), static_cast<std::streamsize>(size));
        result.resize(static_cast<std::size_t>(stream_.gcount()));
        return result;
    }

    /// Everything until the peer closes.
    /// \throws std::runtime_error if it does not.
    std::string receive_all()
    {
        begin();
        std::string result{std::istreambuf_iterator<char>(stream_), {}};
        if (stream_.error() == boost::asio::error::operation_aborted)
            throw std::runtime_error("the peer did not close the connection");
        return result;
    }

    /// Ends the output.
    void finish()
    {
        boost::system::error_code ignored;
        stream_.socket().shutdown(boost::asio::ip::tcp::socket::shutdown_send, ignored);
    }

private:
    void begin() { stream_.expires_after(std::chrono::seconds(30)); }

    boost::asio::ip::tcp::iostream stream_;
};

} // namespace log_fluentd::test

#endif
