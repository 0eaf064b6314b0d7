// Copyright (c) 2026 The log_fluentd authors
// Distributed under the Boost Software License, Version 1.0.
// (See accompanying file LICENSE_1_0.txt or https://www.boost.org/LICENSE_1_0.txt)

#pragma once

/// \file
/// Finds the mistakes in a dictConfig. Nothing is set up: no sink is added, no file of a handler is opened,
/// no thread is started.

#include "command/finding.hpp"

#include <string>
#include <string_view>

namespace log_fluentd::detail {

struct document;

namespace command {

/// It is read as `dict_config_file` reads it, again and again without the values that are wrong, until all
/// mistakes are found. \param section As for `dict_config_file`.
findings check_dict_config(std::string const& file, std::string_view section);

/// Whether the name of the file says that it is a dictConfig.
bool is_dict_config(std::string const& file);
/// The same.
/// \throws bad_usage if it is none, and a section is given.
bool is_dict_config(std::string const& file, std::string_view section);

/// A document with the lines of its values, for JSON too.
/// \throws dict_config_error
document read_document_with_lines(std::string const& file, std::string_view section);

} // namespace command

} // namespace log_fluentd::detail
