// Copyright (c) 2026 The log_fluentd authors
// Distributed under the Boost Software License, Version 1.0.
// (See accompanying file LICENSE_1_0.txt or https://www.boost.org/LICENSE_1_0.txt)

#pragma once

/// \file
/// Reads files that a person has written.

#include <log_fluentd/detail/export.hpp>

#include <string>
#include <string_view>

namespace log_fluentd::detail {

/// The file's text, without the byte order mark that editors on Windows put at its beginning.
/// \param purpose What the file should be, such as "format dictionary", for the error if it is too large.
/// \throws std::runtime_error with a text that follows the file's name: "cannot be opened: ..."
LOG_FLUENTD_DECL std::string read_text_file(std::string const& path, std::string_view purpose);

} // namespace log_fluentd::detail
