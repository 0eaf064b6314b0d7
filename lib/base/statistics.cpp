// Copyright (c) 2026 The log_fluentd authors
// Distributed under the Boost Software License, Version 1.0.
// (See accompanying file LICENSE_1_0.txt or https://www.boost.org/LICENSE_1_0.txt)

#include <log_fluentd/statistics.hpp>

#include <numeric>

namespace log_fluentd {

std::string_view to_string(rejection reason) noexcept
{
    switch (reason) {
    case rejection::buffer_full:
        return "buffer_full";
    case rejection::closed:
        return "closed";
    case rejection::reentrant:
        return "reentrant";
    case rejection::out_of_memory:
        return "out_of_memory";
    case rejection::event_too_large:
        return "event_too_large";
    case rejection::invalid_tag:
        return "invalid_tag";
    case rejection::invalid_time:
        return "invalid_time";
    case rejection::not_encodable:
        return "not_encodable";
    }
    return "unknown";
}

std::string_view to_string(discard_reason reason) noexcept
{
    switch (reason) {
    case discard_reason::closed:
        return "closed";
    case discard_reason::buffer_full:
        return "buffer_full";
    case discard_reason::refused:
        return "refused";
    }
    return "unknown";
}

std::string_view to_string(server_state state) noexcept
{
    switch (state) {
    case server_state::idle:
        return "idle";
    case server_state::connecting:
        return "connecting";
    case server_state::up:
        return "up";
    case server_state::down:
        return "down";
    }
    return "unknown";
}

amount statistics::total_rejected() const noexcept
{
    return std::accumulate(rejected.begin(), rejected.end(), amount{});
}

amount statistics::total_discarded() const noexcept
{
    return std::accumulate(discarded.begin(), discarded.end(), amount{});
}

} // namespace log_fluentd
