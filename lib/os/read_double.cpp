// Copyright (c) 2026 The log_fluentd authors
// Distributed under the Boost Software License, Version 1.0.
// (See accompanying file LICENSE_1_0.txt or https://www.boost.org/LICENSE_1_0.txt)

#include "os/read_double.hpp"

#if !LOG_FLUENTD_HAS_FROM_CHARS_FOR_DOUBLE

#include <cerrno>
#include <cmath>
#include <locale.h> // newlocale
#include <new>
#include <stdlib.h> // strtod_l
#include <string>
#include <system_error>
#include <utility>
#ifdef __APPLE__
#include <xlocale.h>
#endif

namespace log_fluentd::detail {

namespace {

double c_strtod(char const* text, char** end, bool& is_out_of_range) noexcept
{
    auto const c = ::newlocale(LC_ALL_MASK, "C", nullptr); // makes nothing new, in glibc
    if (!c)
        return 0;
    int const error_before = std::exchange(errno, 0);
    double const number = ::strtod_l(text, end, c);
    is_out_of_range = std::exchange(errno, error_before) == ERANGE;
    ::freelocale(c);
    return number;
}

} // namespace

std::from_chars_result read_double(std::string_view text, double& number) noexcept
try {
    // What strtod takes and from_chars does not: space and plus in front, and hexadecimal digits.
    if (text.empty() || text.find_first_of(" \t\n\v\f\r+") == 0)
        return {text.data(), std::errc::invalid_argument};
    std::string const copy(text.substr(0, text.find_first_of("xX"))); // with a zero behind it
    char* end = const_cast<char*>(copy.c_str());
    bool is_out_of_range = false;
    double const result = c_strtod(copy.c_str(), &end, is_out_of_range);
    auto const* const behind = text.data() + (end - copy.c_str());
    if (behind == text.data())
        return {text.data(), std::errc::invalid_argument};
    if (is_out_of_range && (result == 0 || std::isinf(result))) // and not only less exact, as near zero
        return {behind, std::errc::result_out_of_range};
    number = result;
    return {behind, {}};
} catch (std::bad_alloc const&) {
    return {text.data(), std::errc::not_enough_memory};
}

} // namespace log_fluentd::detail

#endif
