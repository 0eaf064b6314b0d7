// Copyright (c) 2026 The log_fluentd authors
// Distributed under the Boost Software License, Version 1.0.
// (See accompanying file LICENSE_1_0.txt or https://www.boost.org/LICENSE_1_0.txt)

#ifndef LOG_FLUENTD_LIB_OS_STREAM_SOCKET_HPP_INCLUDED_
#define LOG_FLUENTD_LIB_OS_STREAM_SOCKET_HPP_INCLUDED_

/// \file
/// Sockets that no program which this one starts inherits. Header only: the receiver, a library of its own,
/// needs it too.

#include <fcntl.h>
#include <sys/socket.h>

namespace log_fluentd::detail {

/// \return -1, with `errno`, where there is none.
inline int new_stream_socket(int family) noexcept
{
#ifdef SOCK_CLOEXEC
    return ::socket(family, SOCK_STREAM | SOCK_CLOEXEC, 0);
#else
    int const descriptor = ::socket(family, SOCK_STREAM, 0);
    if (descriptor >= 0)
        ::fcntl(descriptor, F_SETFD, FD_CLOEXEC); // a program that is started before inherits it
    return descriptor;
#endif
}

/// The next connection of a listening socket, non-blocking where the system can make it so at once.
/// \return -1, with `errno`, where there is none.
inline int accept_stream_socket(int listener) noexcept
{
#ifdef SOCK_CLOEXEC
    return ::accept4(listener, nullptr, nullptr, SOCK_CLOEXEC | SOCK_NONBLOCK);
#else
    int const descriptor = ::accept(listener, nullptr, nullptr);
    if (descriptor >= 0)
        ::fcntl(descriptor, F_SETFD, FD_CLOEXEC);
    return descriptor;
#endif
}

} // namespace log_fluentd::detail

#endif
