// Copyright (c) 2026 The log_fluentd authors
// Distributed under the Boost Software License, Version 1.0.
// (See accompanying file LICENSE_1_0.txt or https://www.boost.org/LICENSE_1_0.txt)

#include "receiver/descriptors.hpp"

#include <boost/asio/error.hpp>

#include <cerrno>
#include <fcntl.h>
#include <string>
#include <sys/socket.h>
#include <system_error>

namespace log_fluentd::detail::receiving {

namespace asio = boost::asio;
using asio::ip::tcp;

namespace {

#ifdef SOCK_CLOEXEC

int new_socket(int family) noexcept
{
    return ::socket(family, SOCK_STREAM | SOCK_CLOEXEC, IPPROTO_TCP);
}

int accepted_socket(int listener) noexcept
{
    return ::accept4(listener, nullptr, nullptr, SOCK_CLOEXEC | SOCK_NONBLOCK);
}

#else

// Here the moment cannot be avoided.
int with_close_on_exec(int descriptor) noexcept
{
    if (descriptor >= 0)
        ::fcntl(descriptor, F_SETFD, FD_CLOEXEC);
    return descriptor;
}

int new_socket(int family) noexcept
{
    return with_close_on_exec(::socket(family, SOCK_STREAM, IPPROTO_TCP));
}

int accepted_socket(int listener) noexcept
{
    return with_close_on_exec(::accept(listener, nullptr, nullptr));
}

#endif

} // namespace

void listen_on(tcp::acceptor& acceptor, tcp::endpoint const& endpoint)
{
    auto const check = [&](boost::system::error_code const& error) {
        if (!error)
            return;
        boost::system::error_code ignored;
        acceptor.close(ignored);
        throw std::system_error(std::error_code(error), "cannot listen on " + endpoint.address().to_string() +
                                                            " port " + std::to_string(endpoint.port()));
    };
    int const descriptor = new_socket(endpoint.protocol().family());
    if (descriptor < 0)
        check({errno, boost::system::system_category()});
    boost::system::error_code error;
    check(acceptor.assign(endpoint.protocol(), descriptor, error));
    check(acceptor.set_option(tcp::acceptor::reuse_address(true), error));
    check(acceptor.non_blocking(true, error));
    check(acceptor.bind(endpoint, error));
    check(acceptor.listen(tcp::acceptor::max_listen_connections, error));
}

boost::system::error_code accept_from(tcp::acceptor& acceptor, tcp::socket& socket)
{
    int const descriptor = accepted_socket(acceptor.native_handle());
    if (descriptor < 0)
        return {errno, boost::system::system_category()};
    boost::system::error_code error;
    socket.assign(acceptor.local_endpoint().protocol(), descriptor, error);
    if (!error)
        socket.non_blocking(true, error);
    return error;
}

} // namespace log_fluentd::detail::receiving
