// Copyright (c) 2026 The log_fluentd authors
// Distributed under the Boost Software License, Version 1.0.
// (See accompanying file LICENSE_1_0.txt or https://www.boost.org/LICENSE_1_0.txt)

#ifndef LOG_FLUENTD_PROMETHEUS_HPP_INCLUDED_
#define LOG_FLUENTD_PROMETHEUS_HPP_INCLUDED_

/// \file
/// A sender's counters for Prometheus.

#include <log_fluentd/statistics.hpp>

#include <string>
#include <string_view>
#include <vector>

namespace log_fluentd {

/// Writes the counters in Prometheus' text exposition format 0.0.4 (content type
/// `text/plain; version=0.0.4`), for an endpoint that the program provides. All names begin with
/// `log_fluentd_`. Each sample has the label `sender`, and the label `reason` or `server` if there are
/// several of a kind. Times are in seconds. A page may contain each family only once, so use the other
/// function for several senders.
/// \param sender_name `sender_config::name`, or any text in UTF-8.
/// \throws std::bad_alloc.
/// \par Thread safety
/// Safe.
LOG_FLUENTD_DECL std::string prometheus_text(statistics const& counters, std::string_view sender_name);

/// A sender and its counters.
struct named_statistics
{
    std::string name;
    statistics counters;
};

/// The same for several senders on one page. Their names must differ.
LOG_FLUENTD_DECL std::string prometheus_text(std::vector<named_statistics> const& senders);

} // namespace log_fluentd

#endif
