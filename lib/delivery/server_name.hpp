// Copyright (c) 2026 The log_fluentd authors
// Distributed under the Boost Software License, Version 1.0.
// (See accompanying file LICENSE_1_0.txt or https://www.boost.org/LICENSE_1_0.txt)

#pragma once

/// \file
/// Shows servers as people write them.

#include "base/printable.hpp"
#include "buffer/locked_ledger.hpp"

#include <log_fluentd/sender_config.hpp>

#include <string>
#include <vector>

namespace log_fluentd::detail {

/// "127.0.0.1:24224", "[::1]:24224", "unix:/run/fluent.sock"
inline std::string readable(server const& target)
{
    if (!target.path.empty())
        return "unix:" + printable(target.path);
    bool const is_ipv6_address = target.host.find(':') != std::string::npos;
    auto const host = printable(target.host);
    return (is_ipv6_address ? '[' + host + ']' : host) + ':' + std::to_string(target.port);
}

/// The servers as the statistics list them.
inline std::vector<listed_server> listed(std::vector<server> const& servers)
{
    std::vector<listed_server> list;
    for (auto const& one : servers)
        list.push_back({readable(one), one.standby});
    return list;
}

} // namespace log_fluentd::detail
