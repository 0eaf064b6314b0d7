// Copyright (c) 2026 The log_fluentd authors
// Distributed under the Boost Software License, Version 1.0.
// (See accompanying file LICENSE_1_0.txt or https://www.boost.org/LICENSE_1_0.txt)

#pragma once

/// \file
/// Python's `funcName`, `filename` and `module`.

#include <string_view>

namespace log_fluentd::detail {

/// `order` from `void shop::order(int) const`, as compilers write a signature; `<lambda>` from a lambda. Any
/// other text, such as the name of a scope, is returned unchanged.
std::string_view function_name(std::string_view signature) noexcept;

/// `shop.cpp` from `/src/shop.cpp`.
std::string_view file_name(std::string_view path) noexcept;
/// `shop` from `/src/shop.cpp`.
std::string_view module_name(std::string_view path) noexcept;

} // namespace log_fluentd::detail
