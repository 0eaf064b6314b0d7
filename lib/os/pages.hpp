// Copyright (c) 2026 The log_fluentd authors
// Distributed under the Boost Software License, Version 1.0.
// (See accompanying file LICENSE_1_0.txt or https://www.boost.org/LICENSE_1_0.txt)

#pragma once

/// \file
/// Memory of the process in pages of its own.

#include <cstddef>

namespace log_fluentd::detail {

/// \returns memory that the system provides page by page, when each is first used.
/// \throws std::bad_alloc
char* take_pages(std::size_t size);

/// Gives back what `take_pages` returned.
void give_back_pages(char* memory, std::size_t size) noexcept;

/// Returns the whole pages in this part to the system, if it can. Their content is lost; they can be used
/// again.
void empty_pages(char* memory, std::size_t offset, std::size_t size) noexcept;

} // namespace log_fluentd::detail
