// Copyright (c) 2026 The log_fluentd authors
// Distributed under the Boost Software License, Version 1.0.
// (See accompanying file LICENSE_1_0.txt or https://www.boost.org/LICENSE_1_0.txt)

#ifndef LOG_FLUENTD_TEST_FUZZ_INPUT_HPP_INCLUDED_
#define LOG_FLUENTD_TEST_FUZZ_INPUT_HPP_INCLUDED_

/// \file
/// What every fuzzer has: the function that libFuzzer, or the replay of the corpus, calls.

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <string_view>

extern "C" int LLVMFuzzerTestOneInput(std::uint8_t const* data, std::size_t size);

namespace log_fluentd::test {

inline std::string_view as_text(std::uint8_t const* data, std::size_t size)
{
    return {reinterpret_cast<char const*>(data), size};
}

/// Feeds the input in pieces, as a network would; the first byte says how large they are.
template <typename Feed>
void in_pieces(std::uint8_t const* data, std::size_t size, Feed feed)
{
    if (size == 0)
        return;
    std::size_t const step = data[0] ? data[0] : size;
    auto const rest = as_text(data + 1, size - 1);
    for (std::size_t at = 0; at < rest.size(); at += step) {
        if (!feed(rest.substr(at, step)))
            return;
    }
}

} // namespace log_fluentd::test

#endif
