// Copyright (c) 2026 The log_fluentd authors
// Distributed under the Boost Software License, Version 1.0.
// (See accompanying file LICENSE_1_0.txt or https://www.boost.org/LICENSE_1_0.txt)

// Compressed entries, within a limit: gzip, or zstd where the first byte is odd.

#include "receiver/inflate.hpp"

#include "fuzz/input.hpp"
#include "receiver/refused.hpp"

#include <string_view>

extern "C" int LLVMFuzzerTestOneInput(std::uint8_t const* data, std::size_t size)
{
    using namespace log_fluentd::detail::receiving;
    constexpr std::size_t limit = 64 << 10;
    if (size == 0)
        return 0;
    std::string_view const bytes(reinterpret_cast<char const*>(data) + 1, size - 1);
    try {
        auto const result = data[0] % 2 ? inflate_zstd(bytes, limit) : inflate_gzip(bytes, limit);
        if (result.size() > limit)
            __builtin_trap();
    } catch (refused const&) {
    }
    return 0;
}
