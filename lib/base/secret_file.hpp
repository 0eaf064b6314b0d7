// Copyright (c) 2026 The log_fluentd authors
// Distributed under the Boost Software License, Version 1.0.
// (See accompanying file LICENSE_1_0.txt or https://www.boost.org/LICENSE_1_0.txt)

#pragma once

/// \file
/// Reads secrets from files of their own. Header only, because the receiver's command needs it too.

#include <log_fluentd/secret.hpp>

#include <fstream>
#include <optional>
#include <string>

namespace log_fluentd::detail {

/// The first line of a file, without its end. There is none if the file is empty or cannot be read.
inline std::optional<secret> first_line_of(std::string const& path)
{
    std::ifstream file(path, std::ios::binary);
    std::string line;
    line.reserve(4096); // no copies are left behind by its growth
    if (!std::getline(file, line))
        return std::nullopt;
    bool const has_return = !line.empty() && line.back() == '\r';
    secret result(std::string_view(line).substr(0, line.size() - (has_return ? 1 : 0)));
    secret::wipe(line.data(), line.size());
    return result;
}

} // namespace log_fluentd::detail
