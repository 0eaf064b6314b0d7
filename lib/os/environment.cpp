// Copyright (c) 2026 The log_fluentd authors
// Distributed under the Boost Software License, Version 1.0.
// (See accompanying file LICENSE_1_0.txt or https://www.boost.org/LICENSE_1_0.txt)

#include "os/environment.hpp"

#include "os/system.hpp"

#include <cstdlib>
#include <unistd.h>

namespace log_fluentd::detail {

char const* trusted_variable(char const* name) noexcept
{
#if LOG_FLUENTD_HAS_LINUX
    return ::secure_getenv(name); // it also knows of file capabilities
#else
    bool const has_rights_of_its_own = ::getuid() != ::geteuid() || ::getgid() != ::getegid();
    return has_rights_of_its_own ? nullptr : std::getenv(name); // NOLINT(concurrency-mt-unsafe)
#endif
}

} // namespace log_fluentd::detail
