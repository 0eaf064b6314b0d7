// Copyright (c) 2026 The log_fluentd authors
// Distributed under the Boost Software License, Version 1.0.
// (See accompanying file LICENSE_1_0.txt or https://www.boost.org/LICENSE_1_0.txt)

#ifndef LOG_FLUENTD_DICT_OVERRIDE_HPP_INCLUDED_
#define LOG_FLUENTD_DICT_OVERRIDE_HPP_INCLUDED_

/// \file
/// Values that a program puts into a configuration of `dict_config`.

#include <boost/json/value.hpp>

#include <string>
#include <vector>

namespace log_fluentd {

/// A value that replaces the one in the configuration, or is added to it.
struct dict_override
{
    /// Where the value goes, such as `handlers.fluent.port`. Only the last name may be new to the
    /// configuration. A name that contains dots, such as that of a logger, is found if it is there:
    /// `loggers.app.db.level`. `''` is the empty name.
    std::string path;
    /// The value. `null` means that the key is not given.
    boost::json::value value;
};

using dict_overrides = std::vector<dict_override>;

} // namespace log_fluentd

#endif
