// Copyright (c) 2026 The log_fluentd authors
// Distributed under the Boost Software License, Version 1.0.
// (See accompanying file LICENSE_1_0.txt or https://www.boost.org/LICENSE_1_0.txt)

// What a server sends before.

#include "forward/handshake.hpp"

#include "fuzz/input.hpp"

extern "C" int LLVMFuzzerTestOneInput(std::uint8_t const* data, std::size_t size)
{
    log_fluentd::auth_config auth;
    auth.shared_key = "key";
    auth.username = "me";
    auth.password = "password";
    log_fluentd::detail::handshake subject(auth, "client", "0123456789abcdef");
    log_fluentd::test::in_pieces(data, size, [&](std::string_view piece) {
        bool const goes_on = !subject.feed(piece.data(), piece.size());
        if (subject.take_output().size() > subject.max_ping_size)
            __builtin_trap();
        return goes_on && !subject.done();
    });
    if (subject.done()) // nobody can guess the digest
        __builtin_trap();
    return 0;
}
