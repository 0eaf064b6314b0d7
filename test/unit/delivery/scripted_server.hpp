// Copyright (c) 2026 The log_fluentd authors
// Distributed under the Boost Software License, Version 1.0.
// (See accompanying file LICENSE_1_0.txt or https://www.boost.org/LICENSE_1_0.txt)

#ifndef LOG_FLUENTD_TEST_UNIT_DELIVERY_SCRIPTED_SERVER_HPP_INCLUDED_
#define LOG_FLUENTD_TEST_UNIT_DELIVERY_SCRIPTED_SERVER_HPP_INCLUDED_

/// \file
/// A server of a random schedule of faults: what it may do, and how it stands.

#include "delivery/delivery.hpp"

#include <cstdint>
#include <deque>
#include <string>
#include <utility>
#include <vector>

namespace log_fluentd::test {

using detail::delivery;
using detail::delivery_step;

/// What a server may do with a frame that it has read.
enum class fault
{
    none,
    late,         ///< Acknowledges later.
    twice,        ///< Acknowledges twice.
    never,        ///< Takes it and does not acknowledge.
    wrong,        ///< Acknowledges an id that it was never sent.
    other,        ///< Acknowledges another chunk that is on the way.
    garbage,      ///< Answers with what is not msgpack.
    half,         ///< Sends half an acknowledgement, and the rest later or never.
    hello,        ///< Wants authentication.
    refuse,       ///< Closes the connection, and has not taken it.
    close_behind, ///< Takes it, and closes the connection before the acknowledgement.
    close_within, ///< Closes the connection in the middle of the frame.
    reset,        ///< The same as a reset.
    stall,        ///< Reads no more.
    go_down,      ///< Ends, and takes no connections for a while.
    black_hole,   ///< The same, and connections to it get no answer.
};
constexpr int fault_count = static_cast<int>(fault::black_hole) + 1;

struct scripted_server
{
    bool is_up = true;
    bool answers = true; ///< To a connection, at all.
    bool is_open = false;
    bool is_stalled = false;
    bool connecting = false;
    delivery::time_point connects_at{};
    delivery_step writing; ///< A frame that is being written.
    bool has_writing = false;
    std::string id; ///< Of that frame.
    std::vector<int> numbers;
    std::deque<std::string> unacknowledged;
    std::deque<std::pair<delivery::time_point, std::string>> answers_later;
    struct sent
    {
        std::uint64_t end;
        std::vector<int> numbers;
    };
    std::deque<sent> under_way; ///< Without acknowledgements: what its kernel does not have yet.
};

} // namespace log_fluentd::test

#endif
