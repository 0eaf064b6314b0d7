// Copyright (c) 2026 The log_fluentd authors
// Distributed under the Boost Software License, Version 1.0.
// (See accompanying file LICENSE_1_0.txt or https://www.boost.org/LICENSE_1_0.txt)

#include "format/process_name.hpp"

#include <boost/log/attributes/current_process_name.hpp>
#include <boost/log/attributes/value_extraction.hpp>

namespace log_fluentd::detail {

std::string process_name()
{
    boost::log::attributes::current_process_name const name;
    return boost::log::extract_or_default<std::string>(name.get_value(), std::string());
}

} // namespace log_fluentd::detail
