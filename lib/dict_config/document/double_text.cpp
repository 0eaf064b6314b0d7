// Copyright (c) 2026 The log_fluentd authors
// Distributed under the Boost Software License, Version 1.0.
// (See accompanying file LICENSE_1_0.txt or https://www.boost.org/LICENSE_1_0.txt)

#include "dict_config/document/double_text.hpp"

#include "os/read_double.hpp"

#include <algorithm>
#include <clocale>
#include <cmath>
#include <cstddef>
#include <cstdio>
#include <string_view>

namespace log_fluentd::detail {

std::string print_double(char const* format, int precision, double value)
{
    char text[512]; // the largest double has 309 digits before the point
    auto const size = std::snprintf(text, sizeof(text), format, std::min(precision, 100), value);
    std::string result(text, static_cast<std::size_t>(std::max(size, 0)));
    // The program's locale may use another decimal point.
    std::string_view const point = std::localeconv()->decimal_point; // NOLINT(concurrency-mt-unsafe)
    if (auto const at = point == "." ? result.npos : result.find(point); at != result.npos)
        result.replace(at, point.size(), ".");
    return result;
}

std::string shortest(double value)
{
    if (value == std::trunc(value) && std::fabs(value) < 1e16)
        return print_double("%.*f", 1, value);
    for (int precision = 15; precision != 17; ++precision) {
        auto text = print_double("%.*g", precision, value);
        double read = 0;
        read_double(text, read);
        if (read == value)
            return text.find_first_of(".en") == text.npos ? text + ".0" : text;
    }
    return std::fabs(value) < 1e16 ? print_double("%.*g", 17, value) : print_double("%.*e", 16, value);
}

} // namespace log_fluentd::detail
