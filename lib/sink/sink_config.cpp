// Copyright (c) 2026 The log_fluentd authors
// Distributed under the Boost Software License, Version 1.0.
// (See accompanying file LICENSE_1_0.txt or https://www.boost.org/LICENSE_1_0.txt)

#include "sink/record_consumer.hpp"

#include <log_fluentd/sink_config.hpp>

namespace log_fluentd {

void validate(sink_config const& config)
{
    detail::check_has_tag(!config.tag.empty(), config.sender);
    detail::record_consumer const all_but_the_sender(config);
    detail::check_sender_of(config);
}

} // namespace log_fluentd
