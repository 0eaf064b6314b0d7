// Copyright (c) 2026 The log_fluentd authors
// Distributed under the Boost Software License, Version 1.0.
// (See accompanying file LICENSE_1_0.txt or https://www.boost.org/LICENSE_1_0.txt)

// Each name of version 0.1 that doc/renamed.md still promises.

#include <log_fluentd/config.hpp>
#include <log_fluentd/overflow.hpp>
#include <log_fluentd/settings.hpp>
#include <log_fluentd/sink_backend.hpp>

static_assert(log_fluentd::drop_count == log_fluentd::discard_reason_count);
static_assert(log_fluentd::drop::overflow == log_fluentd::discard_reason::buffer_full);
static_assert(log_fluentd::diagnostic_kind::given_up == log_fluentd::diagnostic_kind::event_refused);
static_assert(log_fluentd::diagnostic_kind::dropped == log_fluentd::diagnostic_kind::discarded);
static_assert(log_fluentd::diagnostic_kind::retried == log_fluentd::diagnostic_kind::resent);

int main()
{
    log_fluentd::overflow_handler const handler = [](log_fluentd::given_up_events const&) {};
    log_fluentd::sink_config config;
    config.tag = "renamed";
    config.sender.on_discard = handler;
    log_fluentd::validate(config);
    log_fluentd::validate(config.sender);
    log_fluentd::register_sink_factory();
    return log_fluentd::statistics{}.total_dropped().events == 0 ? 0 : 1;
}
