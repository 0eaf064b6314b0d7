// Copyright (c) 2026 The log_fluentd authors
// Distributed under the Boost Software License, Version 1.0.
// (See accompanying file LICENSE_1_0.txt or https://www.boost.org/LICENSE_1_0.txt)

// What a client sends to the receiver: frames of all kinds, compressed ones too.

#include "receiver/frame_parser.hpp"

#include "fuzz/input.hpp"

extern "C" int LLVMFuzzerTestOneInput(std::uint8_t const* data, std::size_t size)
{
    log_fluentd::detail::receiving::frame_parser parser(std::size_t{64} << 10);
    log_fluentd::test::in_pieces(data, size, [&](std::string_view piece) {
        parser.feed(piece);
        while (parser.next()) {
        }
        return parser.error().empty();
    });
    return 0;
}
