// Copyright (c) 2026 The log_fluentd authors
// Distributed under the Boost Software License, Version 1.0.
// (See accompanying file LICENSE_1_0.txt or https://www.boost.org/LICENSE_1_0.txt)

#include <log_fluentd/dict_config_error.hpp>

#include <utility>

namespace log_fluentd {

dict_config_error::dict_config_error(std::string const& message, std::string path, unsigned line,
                                     std::string sentence)
    : std::runtime_error(message),
      path_(std::move(path)),
      sentence_(std::move(sentence)),
      line_(line)
{
    if (sentence_.empty())
        sentence_ = message;
}

} // namespace log_fluentd
