// Copyright (c) 2026 The log_fluentd authors
// Distributed under the Boost Software License, Version 1.0.
// (See accompanying file LICENSE_1_0.txt or https://www.boost.org/LICENSE_1_0.txt)

#include "sink/severity_filter.hpp"

#include "base/config_error.hpp"
#include "base/printable.hpp"

#include <exception>

namespace log_fluentd::detail {

checked_filter make_severity_filter(std::string const& word)
{
    try {
        return parse_checked_filter("%Severity% >= " + word);
    } catch (std::exception const& error) {
        fail_member(config_member("keep_severity"),
                    {"must be what may stand behind \"%Severity% >=\" in a filter, such as warning, but is " +
                     in_quotes(word) + ": the filter " + error.what()});
    }
}

} // namespace log_fluentd::detail
