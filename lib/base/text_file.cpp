// Copyright (c) 2026 The log_fluentd authors
// Distributed under the Boost Software License, Version 1.0.
// (See accompanying file LICENSE_1_0.txt or https://www.boost.org/LICENSE_1_0.txt)

#include "base/text_file.hpp"

#include <cerrno>
#include <fstream>
#include <stdexcept>
#include <system_error>

namespace log_fluentd::detail {

namespace {

constexpr std::size_t largest_file = std::size_t{1} << 20;
constexpr std::string_view byte_order_mark = "\xEF\xBB\xBF";

std::string last_system_error()
{
    return std::error_code(errno, std::generic_category()).message();
}

} // namespace

std::string read_text_file(std::string const& path, std::string_view purpose)
{
    errno = 0;
    std::ifstream file(path, std::ios::binary);
    if (!file)
        throw std::runtime_error("cannot be opened: " + last_system_error() +
                                 "; a relative path starts at the working directory of the process");
    std::string content(largest_file + 1, '\0');
    file.read(content.data(), static_cast<std::streamsize>(content.size()));
    if (file.bad() || (file.fail() && !file.eof()))
        throw std::runtime_error("cannot be read: " + last_system_error());
    content.resize(static_cast<std::size_t>(file.gcount()));
    if (content.size() > largest_file)
        throw std::runtime_error("is larger than 1 MiB, which is not a " + std::string(purpose));
    if (std::string_view(content).substr(0, byte_order_mark.size()) == byte_order_mark)
        content.erase(0, byte_order_mark.size());
    return content;
}

} // namespace log_fluentd::detail
