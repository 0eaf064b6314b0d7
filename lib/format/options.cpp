// Copyright (c) 2026 The log_fluentd authors
// Distributed under the Boost Software License, Version 1.0.
// (See accompanying file LICENSE_1_0.txt or https://www.boost.org/LICENSE_1_0.txt)

#include "format/options.hpp"

#include "base/config_error.hpp"
#include "msgpack/utf8.hpp"

#include <string>

namespace log_fluentd::detail {

void validate(format_options const& options)
{
    if (options.max_event_size < min_max_event_size || options.max_event_size > max_max_event_size)
        fail_member("options.max_event_size", {"is " + std::to_string(options.max_event_size) +
                                               " bytes; it must be from 1 KiB to 4 MiB"});
    if (!is_utf8(options.message_key))
        fail_member("options.message_key", {"is not UTF-8"});
    if (options.message_key.size() >= min_max_event_size)
        fail_member("options.message_key", {"is longer than an event may be"});
    for (std::string const& name : options.exclude) {
        if (name.empty())
            fail_member("options.exclude", {"has an empty attribute name"});
    }
    switch (options.message_json) {
    case message_json::protect:
    case message_json::merge:
    case message_json::nest:
    case message_json::off:
        return;
    }
    fail_member("options.message_json", {"is not one of protect, merge, nest, off"});
}

} // namespace log_fluentd::detail
