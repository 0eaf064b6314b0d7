// Copyright (c) 2026 The log_fluentd authors
// Distributed under the Boost Software License, Version 1.0.
// (See accompanying file LICENSE_1_0.txt or https://www.boost.org/LICENSE_1_0.txt)

#include "os/unconfirmed.hpp"

#include "os/system.hpp"

#if LOG_FLUENTD_HAS_LINUX
#include <linux/sockios.h>
#include <sys/ioctl.h>
#endif

namespace log_fluentd::detail {

std::uint64_t unconfirmed_bytes(int descriptor) noexcept
{
#if LOG_FLUENTD_HAS_LINUX
    int unconfirmed = 0;
    if (::ioctl(descriptor, SIOCOUTQ, &unconfirmed) == 0 && unconfirmed > 0)
        return static_cast<std::uint64_t>(unconfirmed);
#else
    static_cast<void>(descriptor);
#endif
    return 0;
}

} // namespace log_fluentd::detail
