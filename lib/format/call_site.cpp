// Copyright (c) 2026 The log_fluentd authors
// Distributed under the Boost Software License, Version 1.0.
// (See accompanying file LICENSE_1_0.txt or https://www.boost.org/LICENSE_1_0.txt)

#include "os/fork.hpp"

#include <log_fluentd/call_site.hpp>

namespace log_fluentd::detail {

call_site_attributes const& call_site_names()
{
    static fork_safe_static<call_site_attributes> only; // constant-initialised, so it has no guard
    return only.get();
}

} // namespace log_fluentd::detail
