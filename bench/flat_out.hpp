// Copyright (c) 2026 The log_fluentd authors
// Distributed under the Boost Software License, Version 1.0.
// (See accompanying file LICENSE_1_0.txt or https://www.boost.org/LICENSE_1_0.txt)

#ifndef LOG_FLUENTD_BENCH_FLAT_OUT_HPP_INCLUDED_
#define LOG_FLUENTD_BENCH_FLAT_OUT_HPP_INCLUDED_

/// \file
/// Senders that go as fast as their receiver.

#include <log_fluentd/sender_config.hpp>

#include <chrono>
#include <cstdint>

namespace bench {

/// Events are sent as fast as possible, and none is discarded: a logging thread waits for room.
inline log_fluentd::sender_config flat_out(std::uint16_t port)
{
    log_fluentd::sender_config config;
    config.tag = "bench";
    config.servers = {{"127.0.0.1", port}};
    config.buffer.overflow = log_fluentd::overflow_policy::block;
    config.buffer.block_timeout = std::chrono::seconds(60);
    config.on_diagnostic = [](log_fluentd::diagnostic const&) {};
    return config;
}

} // namespace bench

#endif
