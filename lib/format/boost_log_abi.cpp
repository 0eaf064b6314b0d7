// Copyright (c) 2026 The log_fluentd authors
// Distributed under the Boost Software License, Version 1.0.
// (See accompanying file LICENSE_1_0.txt or https://www.boost.org/LICENSE_1_0.txt)

#include <log_fluentd/detail/boost_log_abi.hpp>

namespace log_fluentd::detail {

void uses_the_boost_log_of_log_fluentd(boost::log::attribute_name const*,
                                       boost_version<BOOST_VERSION / 100 * 100> const*) noexcept
{}

} // namespace log_fluentd::detail
