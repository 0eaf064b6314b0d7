// Copyright (c) 2026 The log_fluentd authors
// Distributed under the Boost Software License, Version 1.0.
// (See accompanying file LICENSE_1_0.txt or https://www.boost.org/LICENSE_1_0.txt)

// What a client sends to the receiver before it has proved anything.

#include "receiver/server_handshake.hpp"

#include "fuzz/input.hpp"

extern "C" int LLVMFuzzerTestOneInput(std::uint8_t const* data, std::size_t size)
{
    log_fluentd::receiver_security config;
    config.shared_key = "key";
    config.users = {{"me", "password"}};
    log_fluentd::detail::receiving::server_handshake subject(config, "nonce", "salt");
    log_fluentd::test::in_pieces(data, size, [&](std::string_view piece) {
        subject.feed(piece);
        return subject.error().empty() && !subject.done();
    });
    if (subject.done()) // nobody can guess the digest
        __builtin_trap();
    return 0;
}
