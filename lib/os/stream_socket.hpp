// Copyright (c) 2026 The log_fluentd authors
// Distributed under the Boost Software License, Version 1.0.
// (See accompanying file LICENSE_1_0.txt or https://www.boost.org/LICENSE_1_0.txt)

#pragma once

/// \file
/// Sockets that programs started by this one do not inherit. Header only, because the receiver library needs
/// it too.

#include <fcntl.h>
#include <sys/socket.h>
#include <unistd.h>

namespace log_fluentd::detail {

#if defined(SOCK_CLOEXEC) && !defined(LOG_FLUENTD_PORTABLE) // Linux and the BSDs

/// \returns -1, with `errno`, if the system gives none.
inline int new_stream_socket(int family) noexcept
{
    return ::socket(family, SOCK_STREAM | SOCK_CLOEXEC, 0);
}

/// Accepts the next connection of a listening socket. It is non-blocking if the system can make it so at
/// once.
/// \returns -1, with `errno`, if there is none.
inline int accept_stream_socket(int listener) noexcept
{
    return ::accept4(listener, nullptr, nullptr, SOCK_CLOEXEC | SOCK_NONBLOCK);
}

/// Closes `descriptor`, and makes its number another one for what `by` is.
/// \returns whether it could be done.
inline bool replace_descriptor(int descriptor, int by) noexcept
{
    return ::dup3(by, descriptor, O_CLOEXEC) >= 0;
}

#else               // A program that another thread starts in between inherits the descriptor.

inline bool close_at_exec(int descriptor) noexcept
{
    return descriptor >= 0 && ::fcntl(descriptor, F_SETFD, FD_CLOEXEC) == 0;
}

/// \returns `descriptor`.
inline int prepared(int descriptor) noexcept
{
    if (!close_at_exec(descriptor))
        return descriptor;
#ifdef SO_NOSIGPIPE // macOS, which has no MSG_NOSIGNAL; Asio sets it only for sockets that it makes itself
    int const yes = 1;
    ::setsockopt(descriptor, SOL_SOCKET, SO_NOSIGPIPE, &yes, sizeof yes);
#endif
    return descriptor;
}

inline int new_stream_socket(int family) noexcept
{
    return prepared(::socket(family, SOCK_STREAM, 0));
}

inline int accept_stream_socket(int listener) noexcept
{
    return prepared(::accept(listener, nullptr, nullptr));
}

inline bool replace_descriptor(int descriptor, int by) noexcept
{
    return close_at_exec(::dup2(by, descriptor));
}

#endif

} // namespace log_fluentd::detail
