// Copyright (c) 2026 The log_fluentd authors
// Distributed under the Boost Software License, Version 1.0.
// (See accompanying file LICENSE_1_0.txt or https://www.boost.org/LICENSE_1_0.txt)

#include "buffer/chunk.hpp"
#include "format/utf8.hpp"
#include "sender/readable.hpp"

#include <log_fluentd/config.hpp>

#include <chrono>
#include <cstddef>
#include <stdexcept>
#include <string>

namespace log_fluentd {

namespace {

using std::chrono::milliseconds;

constexpr milliseconds hour{3600000};

using detail::gib;
using detail::kib;
using detail::mib;
using detail::readable;

std::string readable(milliseconds time)
{
    if (time == hour)
        return "1 h";
    return std::to_string(time.count()) + " ms";
}

/// Every message begins with the member's path; the settings file puts its key in that place.
[[noreturn]] void refuse(std::string const& member, std::string const& why)
{
    throw std::invalid_argument(member + ' ' + why);
}

template <typename Value>
void between(char const* member, Value value, Value least, Value most)
{
    if (value < least || value > most)
        refuse(member, "must be between " + readable(least) + " and " + readable(most) + ", but is " +
                           readable(value));
}

void check(buffer_config const& config)
{
    between("buffer.chunk_limit", config.chunk_limit, 4 * kib, 4 * mib);
    between("buffer.limit", config.limit, 64 * kib, 64 * gib);
    if (config.limit < 2 * config.chunk_limit)
        refuse("buffer.limit", "must be at least twice buffer.chunk_limit (" + readable(config.chunk_limit) +
                                   "), but is " + readable(config.limit));
    between("buffer.flush_interval", config.flush_interval, milliseconds(1), hour);
}

void check(retry_config const& config)
{
    between("retry.initial_interval", config.initial_interval, milliseconds(1), hour);
    between("retry.max_interval", config.max_interval, milliseconds(1), hour);
    if (config.max_interval < config.initial_interval)
        refuse("retry.max_interval", "must be at least retry.initial_interval (" +
                                         readable(config.initial_interval) + "), but is " +
                                         readable(config.max_interval));
}

void check(std::vector<server> const& servers)
{
    if (servers.size() != 1)
        refuse("servers", "must be exactly one, but " + std::to_string(servers.size()) + " are given");
    if (servers.front().host.empty())
        refuse("servers[0].host", "must not be empty; give a name or an address");
    if (servers.front().port == 0)
        refuse("servers[0].port", "must be between 1 and 65535, but is 0");
}

} // namespace

void validate(sender_config const& config)
{
    if (config.tag.size() > detail::max_tag_size || !detail::is_utf8(config.tag))
        refuse("tag", "must be UTF-8 of at most 1024 bytes");
    check(config.servers);
    check(config.buffer);
    check(config.retry);
    if (config.window < 1 || config.window > 1024)
        refuse("window", "must be between 1 and 1024 chunks, but is " + std::to_string(config.window));
    between("max_event_size", config.max_event_size, kib, 4 * mib);
    between("resolve_timeout", config.resolve_timeout, milliseconds(1), hour);
    between("connect_timeout", config.connect_timeout, milliseconds(1), hour);
    between("write_timeout", config.write_timeout, milliseconds(1), hour);
    between("ack_timeout", config.ack_timeout, milliseconds(1), hour);
    between("flush_timeout", config.flush_timeout, milliseconds(0), hour);
    between("close_timeout", config.close_timeout, milliseconds(0), hour);
}

} // namespace log_fluentd
