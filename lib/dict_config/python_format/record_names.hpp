// Copyright (c) 2026 The log_fluentd authors
// Distributed under the Boost Software License, Version 1.0.
// (See accompanying file LICENSE_1_0.txt or https://www.boost.org/LICENSE_1_0.txt)

#pragma once

/// \file
/// The table of names for placeholders: those of Python's `LogRecord`.

#include <string_view>
#include <vector>

namespace log_fluentd::detail {

/// The meaning of a placeholder.
enum class record_field
{
    name,
    levelno,
    levelname,
    pathname,
    filename,
    module,
    lineno,
    func_name,
    created,
    asctime,
    msecs,
    relative_created,
    thread,
    thread_name,
    process,
    process_name,
    message,
    exc_text,
    hostname,
    /// An attribute of the program's.
    attribute,
};

enum class field_kind
{
    text,
    whole,
    real,
    /// Whatever type the record has, for an attribute of the program's.
    any,
};

struct record_name
{
    std::string_view name;
    record_field what;
    field_kind kind;
    /// The attributes of Boost.Log that it reads; empty if none.
    std::vector<std::string_view> attributes;
};

/// A name of Python's that is not accepted, and what to write instead.
struct unsupported_name
{
    std::string_view name;
    std::string_view remedy;
};

std::vector<record_name> const& record_names();
std::vector<unsupported_name> unsupported_names();

/// \param written The whole placeholder, for the message.
/// \throws std::invalid_argument that says what would be valid.
record_name const& find_record_name(std::string_view name, std::string_view written = {});

} // namespace log_fluentd::detail
