// Copyright (c) 2026 The log_fluentd authors
// Distributed under the Boost Software License, Version 1.0.
// (See accompanying file LICENSE_1_0.txt or https://www.boost.org/LICENSE_1_0.txt)

// Templates of format dictionaries and tags.

#include "format/template.hpp"

#include "fuzz/input.hpp"

#include <stdexcept>

extern "C" int LLVMFuzzerTestOneInput(std::uint8_t const* data, std::size_t size)
{
    try {
        for (auto const& part : log_fluentd::detail::parse_template(log_fluentd::test::as_text(data, size))) {
            if (part.text.empty())
                __builtin_trap();
        }
    } catch (std::invalid_argument const&) {
    }
    return 0;
}
