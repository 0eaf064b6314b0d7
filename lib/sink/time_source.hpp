// Copyright (c) 2026 The log_fluentd authors
// Distributed under the Boost Software License, Version 1.0.
// (See accompanying file LICENSE_1_0.txt or https://www.boost.org/LICENSE_1_0.txt)

#pragma once

/// \file
/// Where the time of an event comes from.

#include "format/attribute_time.hpp"
#include "msgpack/entry.hpp"

#include <log_fluentd/sink_config.hpp>

#include <boost/config.hpp>
#include <boost/log/attributes/attribute_name.hpp>
#include <boost/log/core/record_view.hpp>

#include <optional>
#include <string>

namespace log_fluentd::detail {

/// The time of a record's event: that of an attribute. If there is none, or an event cannot have it, the
/// present time.
class time_source
{
public:
    time_source(std::string const& attribute, time_zone zone);

    entry_time operator()(boost::log::record_view const& record)
    {
        return BOOST_UNLIKELY(attribute_.has_value()) ? of(record) : entry_time::now();
    }

private:
    entry_time of(boost::log::record_view const& record);

    std::optional<boost::log::attribute_name> attribute_;
    time_zone zone_;
    local_time_offset offset_;
};

} // namespace log_fluentd::detail
