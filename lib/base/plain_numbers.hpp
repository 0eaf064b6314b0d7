// Copyright (c) 2026 The log_fluentd authors
// Distributed under the Boost Software License, Version 1.0.
// (See accompanying file LICENSE_1_0.txt or https://www.boost.org/LICENSE_1_0.txt)

#pragma once

/// \file
/// Makes streams print numbers as programs read them, whatever the program's locale is.

#include <locale>

namespace log_fluentd::detail {

/// Makes the stream print `1234.5` even if the global locale prints `1.234,5`. The rest of the locale stays,
/// because it converts wide texts. `Stream` is a `std::ios_base` or Boost.Log's `formatting_ostream`.
template <typename Stream>
void print_plain_numbers(Stream& stream)
{
    std::locale const now = stream.getloc();
    if (now != std::locale::classic())
        stream.imbue(std::locale(now, std::locale::classic(), std::locale::numeric));
}

} // namespace log_fluentd::detail
