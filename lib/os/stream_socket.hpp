// Copyright (c) 2026 The log_fluentd authors
// Distributed under the Boost Software License, Version 1.0.
// (See accompanying file LICENSE_1_0.txt or https://www.boost.org/LICENSE_1_0.txt)

#pragma once

/// \file
/// Sockets that programs started by this one do not inherit. Header only, because the receiver library needs
/// it too.

#include <fcntl.h>
#include <sys/socket.h>

namespace log_fluentd::detail {

/// \returns -1, with `errno`, if the system gives none.
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

/// Accepts the next connection of a listening socket. It is non-blocking if the system can make it so at
/// once.
/// \returns -1, with `errno`, if there is none.
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
