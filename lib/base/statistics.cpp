// Copyright (c) 2026 The log_fluentd authors
// Distributed under the Boost Software License, Version 1.0.
// (See accompanying file LICENSE_1_0.txt or https://www.boost.org/LICENSE_1_0.txt)

#include <log_fluentd/statistics.hpp>

#include <iterator>
#include <numeric>

namespace log_fluentd {

namespace {

// In the order of the enumerators.
constexpr std::string_view rejections[] = {"buffer_full",     "closed",      "reentrant",    "out_of_memory",
                                           "event_too_large", "invalid_tag", "invalid_time", "not_encodable"};
constexpr std::string_view discard_reasons[] = {"closed", "buffer_full", "refused"};
constexpr std::string_view server_states[] = {"idle", "connecting", "up", "down"};

static_assert(std::size(rejections) == rejection_count && std::size(discard_reasons) == discard_reason_count);

template <std::size_t Count, typename Enum>
std::string_view word_of(std::string_view const (&words)[Count], Enum value) noexcept
{
    auto const index = static_cast<std::size_t>(value);
    return index < Count ? words[index] : "unknown";
}

} // namespace

std::string_view to_string(rejection reason) noexcept
{
    return word_of(rejections, reason);
}

std::string_view to_string(discard_reason reason) noexcept
{
    return word_of(discard_reasons, reason);
}

std::string_view to_string(server_state state) noexcept
{
    return word_of(server_states, state);
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
