// Copyright (c) 2026 The log_fluentd authors
// Distributed under the Boost Software License, Version 1.0.
// (See accompanying file LICENSE_1_0.txt or https://www.boost.org/LICENSE_1_0.txt)

#pragma once

/// \file
/// Keeps descriptors of the library away from the numbers 0 to 2. A daemon may have closed these, the system
/// gives the lowest free number to the next descriptor, and what the program prints would then be sent over a
/// connection. Header only, because the receiver library needs it too.

#include <log_fluentd/detail/export.hpp>

#include <atomic>
#include <cerrno>
#include <fcntl.h>
#include <sched.h>
#include <sys/stat.h>
#include <unistd.h>

namespace log_fluentd::detail {

/// The state that all `standard_streams_held` of this process share.
struct standard_streams
{
    static constexpr int count = 3;

    std::atomic<pid_t> locked_by{0};
    // With the lock:
    pid_t owner = 0;
    int users = 0;
    bool is_ours[count] = {};
};
LOG_FLUENTD_DECL inline standard_streams the_standard_streams;

/// While it exists, the system gives none of the numbers 0 to 2 to a new descriptor: it opens those that are
/// closed, and closes them again at the end, unless the program has opened something else there meanwhile. It
/// must exist for a short time only, while a descriptor that lives longer is made.
class standard_streams_held
{
public:
    standard_streams_held() noexcept
    {
        int const error = errno;
        lock const guard;
        ++all_.users;
        for (int stream = 0; stream < all_.count; ++stream) {
            if (::fcntl(stream, F_GETFD) < 0 && errno == EBADF)
                take();
        }
        errno = error;
    }
    ~standard_streams_held()
    {
        int const error = errno; // of what was done meanwhile
        {
            lock const guard;
            if (all_.users > 0 && --all_.users == 0)
                release();
        }
        errno = error;
    }
    standard_streams_held& operator=(standard_streams_held&&) = delete;

private:
    /// A lock that a forked child does not inherit: in a child, the process id of the holder is another one.
    class lock
    {
    public:
        lock() noexcept
        {
            pid_t const here = ::getpid();
            for (pid_t other = 0; !all_.locked_by.compare_exchange_weak(other, here);) {
                if (other == here) {
                    ::sched_yield();
                    other = 0;
                }
            }
            if (all_.owner != here) { // what its parent took stays
                all_.owner = here;
                all_.users = 0;
                for (bool& one : all_.is_ours)
                    one = false;
            }
        }
        ~lock() { all_.locked_by.store(0); }

    private:
        standard_streams& all_ = the_standard_streams;
    };

    /// Opens a directory: writing to it fails, as it does to a closed descriptor.
    void take() noexcept
    {
        int const taken = ::open("/", O_RDONLY | O_DIRECTORY | O_CLOEXEC);
        if (taken >= all_.count)
            ::close(taken); // the program was quicker
        else if (taken >= 0)
            all_.is_ours[taken] = true;
    }

    void release() noexcept
    {
        for (int stream = 0; stream < all_.count; ++stream) {
            struct stat status
            {};
            if (all_.is_ours[stream] && ::fstat(stream, &status) == 0 && S_ISDIR(status.st_mode))
                ::close(stream);
            all_.is_ours[stream] = false;
        }
    }

    standard_streams& all_ = the_standard_streams;
};

} // namespace log_fluentd::detail
