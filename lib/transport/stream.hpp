// Copyright (c) 2026 The log_fluentd authors
// Distributed under the Boost Software License, Version 1.0.
// (See accompanying file LICENSE_1_0.txt or https://www.boost.org/LICENSE_1_0.txt)

#ifndef LOG_FLUENTD_LIB_TRANSPORT_STREAM_HPP_INCLUDED_
#define LOG_FLUENTD_LIB_TRANSPORT_STREAM_HPP_INCLUDED_

/// \file
/// A connection's bytes: over TCP or a unix socket, with TLS around or without. In a header of its own
/// because the receiver, a library of its own, needs it too.

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

/// An AsyncReadStream and AsyncWriteStream, as Asio calls it. Movable while nothing is under way.
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

    /// From now on there is TLS around. \param context Must outlive this. \throws std::exception
    SSL* begin_tls(boost::asio::ssl::context& context)
    {
        tls_ = std::make_unique<tls_stream>(*socket_, context);
        return tls();
    }
    /// Null: there is none.
    SSL* tls() const noexcept { return tls_ ? tls_->native_handle() : nullptr; }
    template <typename Handler>
    void async_handshake(boost::asio::ssl::stream_base::handshake_type side, Handler&& handler)
    {
        tls_->async_handshake(side, std::forward<Handler>(handler));
    }

    /// Says to the peer that nothing more comes, where TLS is spoken (close_notify, RFC 8446, section 6.1),
    /// as far as the kernel takes it at once: it never waits. To be closed then. \pre Nothing is being
    /// written.
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

#endif
