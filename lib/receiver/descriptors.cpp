// Copyright (c) 2026 The log_fluentd authors
// Distributed under the Boost Software License, Version 1.0.
// (See accompanying file LICENSE_1_0.txt or https://www.boost.org/LICENSE_1_0.txt)

#include "receiver/descriptors.hpp"

#include "base/printable.hpp"
#include "os/standard_streams.hpp"
#include "os/stream_socket.hpp"

#include <boost/asio/error.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/local/stream_protocol.hpp>

#include <cerrno>
#include <cstring>
#include <fcntl.h>
#include <sys/socket.h>
#include <system_error>
#include <unistd.h>

namespace log_fluentd::detail::receiving {

namespace asio = boost::asio;

namespace {

/// The same endpoint as one of TCP, which has a host and a port.
asio::ip::tcp::endpoint as_tcp(endpoint_type const& endpoint)
{
    asio::ip::tcp::endpoint result;
    std::memcpy(result.data(), endpoint.data(), endpoint.size());
    return result;
}

bool is_unix(endpoint_type const& endpoint) noexcept
{
    return endpoint.protocol().family() == AF_UNIX;
}

std::string path_of(endpoint_type const& endpoint)
{
    asio::local::stream_protocol::endpoint result;
    std::memcpy(result.data(), endpoint.data(), endpoint.size());
    result.resize(endpoint.size());
    return result.path();
}

/// Removes the file that a unix socket has left, unless somebody listens on it.
void remove_stale(endpoint_type const& endpoint)
{
    auto const path = path_of(endpoint);
    if (path.empty() || path.front() == '\0')
        return;
    asio::io_context context;
    socket_type probe(context);
    boost::system::error_code error;
    probe.connect(endpoint, error);
    if (error == asio::error::connection_refused)
        ::unlink(path.c_str());
}

void check(boost::system::error_code const& error, acceptor_type& acceptor, endpoint_type const& endpoint)
{
    if (!error)
        return;
    boost::system::error_code ignored;
    acceptor.close(ignored);
    throw std::system_error(std::error_code(error), "cannot listen on " + name_of(endpoint));
}

} // namespace

std::string name_of(endpoint_type const& endpoint)
{
    if (is_unix(endpoint)) {
        auto path = path_of(endpoint);
        if (!path.empty() && path.front() == '\0')
            path.front() = '@';
        return path.empty() ? "a unix socket" : "the unix socket " + printable(path);
    }
    return as_tcp(endpoint).address().to_string() + " port " + std::to_string(as_tcp(endpoint).port());
}

std::uint16_t port_of(endpoint_type const& endpoint) noexcept
{
    return is_unix(endpoint) ? std::uint16_t{0} : as_tcp(endpoint).port();
}

void bind_to(acceptor_type& acceptor, endpoint_type const& endpoint)
{
    if (is_unix(endpoint))
        remove_stale(endpoint);
    standard_streams_held const streams;
    int const descriptor = new_stream_socket(endpoint.protocol().family());
    boost::system::error_code error;
    if (descriptor < 0)
        error.assign(errno, boost::system::system_category());
    check(error, acceptor, endpoint);
    check(acceptor.assign(endpoint.protocol(), descriptor, error), acceptor, endpoint);
    if (!is_unix(endpoint))
        check(acceptor.set_option(acceptor_type::reuse_address(true), error), acceptor, endpoint);
    check(acceptor.non_blocking(true, error), acceptor, endpoint);
    check(acceptor.bind(endpoint, error), acceptor, endpoint);
}

void listen_on(acceptor_type& acceptor, endpoint_type const& endpoint)
{
    boost::system::error_code error;
    check(acceptor.listen(acceptor_type::max_listen_connections, error), acceptor, endpoint);
}

boost::system::error_code accept_from(acceptor_type& acceptor, socket_type& socket)
{
    standard_streams_held const streams;
    int const descriptor = accept_stream_socket(acceptor.native_handle());
    if (descriptor < 0)
        return {errno, boost::system::system_category()};
    boost::system::error_code error;
    socket.assign(acceptor.local_endpoint().protocol(), descriptor, error);
    if (!error)
        socket.non_blocking(true, error);
    return error;
}

} // namespace log_fluentd::detail::receiving
