// Copyright (c) 2026 The log_fluentd authors
// Distributed under the Boost Software License, Version 1.0.
// (See accompanying file LICENSE_1_0.txt or https://www.boost.org/LICENSE_1_0.txt)

// What a server sends while events go to it.

#include "forward/ack_parser.hpp"

#include "fuzz/input.hpp"

#include <string>
#include <vector>

extern "C" int LLVMFuzzerTestOneInput(std::uint8_t const* data, std::size_t size)
{
    log_fluentd::detail::ack_parser parser;
    std::vector<std::string> ids;
    log_fluentd::test::in_pieces(
        data, size, [&](std::string_view piece) { return !parser.feed(piece.data(), piece.size(), ids); });
    return 0;
}
