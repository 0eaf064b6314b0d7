// Copyright (c) 2026 The log_fluentd authors
// Distributed under the Boost Software License, Version 1.0.
// (See accompanying file LICENSE_1_0.txt or https://www.boost.org/LICENSE_1_0.txt)

#pragma once

/// \file
/// The byte stream of a connection over TCP or a unix socket, with or without TLS. Header only, because the
/// receiver library needs it too.

#include <boost/asio/any_io_executor.hpp>
#include <boost/asio/buffer.hpp>
#include <boost/asio/generic/stream_protocol.hpp>
#include <boost/asio/ssl/context.hpp>
#include <boost/asio/ssl/stream.hpp>

#include <cstddef>
#include <memory>
#include <openssl/bio.h>
#include <openssl/err.h>
#include <openssl/ssl.h>
#include <utility>

namespace log_fluentd::detail {

/// Models Asio's AsyncReadStream and AsyncWriteStream. It may be moved while no operation is in progress.
class stream
{
public:
    using socket_type = boost::asio::generic::stream_protocol::socket;
    using executor_type = boost::asio::any_io_executor;

    explicit stream(executor_type executor) : socket_(std::make_unique<socket_type>(std::move(executor))) {}
    explicit stream(socket_type socket) : socket_(std::make_unique<socket_type>(std::move(socket))) {}

    executor_type get_executor() noexcept { return socket_->get_executor(); }
    socket_type& socket() noexcept { return *socket_; }
    socket_type const& socket() const noexcept { return *socket_; }
    bool is_open() const noexcept { return socket_->is_open(); }

    /// Uses TLS from now on.
    /// \param context Must outlive this object.
    /// \throws std::exception.
    SSL* begin_tls(boost::asio::ssl::context& context)
    {
        tls_ = std::make_unique<tls_stream>(*socket_, context);
        return tls();
    }
    /// Null if TLS is not used.
    SSL* tls() const noexcept { return tls_ ? tls_->native_handle() : nullptr; }
    template <typename Handler>
    void async_handshake(boost::asio::ssl::stream_base::handshake_type side, Handler&& handler)
    {
        tls_->async_handshake(side, std::forward<Handler>(handler));
    }

    /// Tells the peer that nothing more follows, if TLS is used (close_notify, RFC 8446, section 6.1). It
    /// never waits: what the kernel does not accept at once is not sent. The stream must be closed
    /// afterwards.
    /// \pre No write is in progress.
    void end_tls() noexcept
    {
        if (!tls_ || !is_open() || !::SSL_is_init_finished(tls()))
            return;
        // Asio's own way waits for the peer's answer. Nothing else is in the way of the farewell's few bytes.
        BIO* const farewell = ::BIO_new(::BIO_s_mem());
        if (!farewell)
            return;
        ::SSL_set0_wbio(tls(), farewell);
        ::ERR_clear_error();
        char const* bytes = nullptr;
        boost::system::error_code failed;
        if (::SSL_shutdown(tls()) < 0) // 0: said, and the peer's is not there yet
            return ::ERR_clear_error();
        auto const size = BIO_get_mem_data(farewell, &bytes);
        socket_->non_blocking(true, failed);
        if (!failed && size > 0)
            socket_->write_some(boost::asio::buffer(bytes, static_cast<std::size_t>(size)), failed);
    }

    template <typename Buffers, typename Handler>
    void async_read_some(Buffers const& buffers, Handler&& handler)
    {
        if (tls_)
            tls_->async_read_some(buffers, std::forward<Handler>(handler));
        else
            socket_->async_read_some(buffers, std::forward<Handler>(handler));
    }
    template <typename Buffers, typename Handler>
    void async_write_some(Buffers const& buffers, Handler&& handler)
    {
        if (tls_)
            tls_->async_write_some(buffers, std::forward<Handler>(handler));
        else
            socket_->async_write_some(buffers, std::forward<Handler>(handler));
    }

private:
    using tls_stream = boost::asio::ssl::stream<socket_type&>;

    std::unique_ptr<socket_type> socket_; // its address is tls_'s
    std::unique_ptr<tls_stream> tls_;
};

} // namespace log_fluentd::detail
