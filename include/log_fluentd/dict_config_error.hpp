// Copyright (c) 2026 The log_fluentd authors
// Distributed under the Boost Software License, Version 1.0.
// (See accompanying file LICENSE_1_0.txt or https://www.boost.org/LICENSE_1_0.txt)

#ifndef LOG_FLUENTD_DICT_CONFIG_ERROR_HPP_INCLUDED_
#define LOG_FLUENTD_DICT_CONFIG_ERROR_HPP_INCLUDED_

/// \file
/// The exception that `dict_config` throws.

#include <log_fluentd/detail/export.hpp>

#include <stdexcept>
#include <string>

namespace log_fluentd {

/// The configuration cannot be applied. `what()` is a whole sentence, which begins with the file, the line
/// and the path, and ends with a remedy.
class LOG_FLUENTD_DECL dict_config_error : public std::runtime_error
{
public:
    /// \param sentence If empty, the whole message is.
    dict_config_error(std::string const& message, std::string path, unsigned line, std::string sentence = {});

    /// Where the mistake is, such as `handlers.fluent.port`. If empty, it is in the document as a whole.
    std::string const& path() const noexcept { return path_; }
    /// The line in the file, from 1. It is 0 if the line is not known: for valid JSON, and for a value that
    /// did not come from a file.
    unsigned line() const noexcept { return line_; }
    /// What is wrong, and the remedy: `what()` without the file, the line and the path before it.
    std::string const& sentence() const noexcept { return sentence_; }

private:
    std::string path_;
    std::string sentence_;
    unsigned line_;
};

} // namespace log_fluentd

#endif
