// Copyright (c) 2026 The log_fluentd authors
// Distributed under the Boost Software License, Version 1.0.
// (See accompanying file LICENSE_1_0.txt or https://www.boost.org/LICENSE_1_0.txt)

#ifndef LOG_FLUENTD_TEST_UNIT_DICT_CONFIG_PATTERN_TEXT_HPP_INCLUDED_
#define LOG_FLUENTD_TEST_UNIT_DICT_CONFIG_PATTERN_TEXT_HPP_INCLUDED_

/// \file
/// What a pattern makes of a record.

#include "dict_config/python_format/pattern.hpp"
#include "support/records.hpp"

#include <boost/log/core/record_view.hpp>

#include <string>

namespace log_fluentd::test {

/// What the pattern says of the last record that `make` logs.
template <typename Make>
std::string text_of(detail::pattern const& made, Make make)
{
    std::string text;
    handing_sink const sink([&](boost::log::record_view const& record) {
        text.clear();
        made.append(record, text);
    });
    make();
    return text;
}

} // namespace log_fluentd::test

#endif
