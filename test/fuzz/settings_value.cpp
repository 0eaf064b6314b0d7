// Copyright (c) 2026 The log_fluentd authors
// Distributed under the Boost Software License, Version 1.0.
// (See accompanying file LICENSE_1_0.txt or https://www.boost.org/LICENSE_1_0.txt)

// Values of settings: durations, sizes, numbers, booleans, lists. The first byte says which.

#include "fuzz/input.hpp"
#include "settings/quantity.hpp"

#include <stdexcept>

extern "C" int LLVMFuzzerTestOneInput(std::uint8_t const* data, std::size_t size)
{
    using namespace log_fluentd::detail;
    if (size == 0)
        return 0;
    auto const text = log_fluentd::test::as_text(data + 1, size - 1);
    try {
        switch (data[0] % 5) {
        case 0:
            parse_duration(text);
            break;
        case 1:
            parse_size(text);
            break;
        case 2:
            parse_whole_number(text);
            break;
        case 3:
            parse_boolean(text);
            break;
        default:
            parse_list(text);
        }
    } catch (std::invalid_argument const&) {
    }
    return 0;
}
