// Copyright (c) 2026 The log_fluentd authors
// Distributed under the Boost Software License, Version 1.0.
// (See accompanying file LICENSE_1_0.txt or https://www.boost.org/LICENSE_1_0.txt)

#ifndef LOG_FLUENTD_LIB_SETTINGS_HOST_SETTING_HPP_INCLUDED_
#define LOG_FLUENTD_LIB_SETTINGS_HOST_SETTING_HPP_INCLUDED_

/// \file
/// Settings that are the name of a host.

#include "base/host.hpp"

#include <stdexcept>
#include <string>

namespace log_fluentd::detail {

/// \throws std::invalid_argument as in quantity.hpp, where `value` can be no host.
inline void check_host(std::string const& value, host_spelling const& as)
{
    if (auto const why = why_no_host(value, as); !why.empty())
        throw std::invalid_argument(why);
}

} // namespace log_fluentd::detail

#endif
