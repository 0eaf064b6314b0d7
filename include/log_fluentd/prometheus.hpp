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

/// The counters in Prometheus' text exposition format 0.0.4 (content type `text/plain; version=0.0.4`), for
/// the endpoint that the program has for its own. Names begin with `log_fluentd_`. Each sample has the label
/// `sender`, and where there are several of a kind `reason` or `server`; times are in seconds. For several
/// senders see the other function: a page may name each family once only.
/// \param sender_name `sender_config::name`, or any text, in UTF-8.
/// \par Thread safety Safe. \par Exception safety `std::bad_alloc`.
std::string prometheus_text(statistics const& counters, std::string_view sender_name);

/// A sender and its counters.
struct named_statistics
{
    std::string name;
    statistics counters;
};

/// The same for several senders on one page. Their names differ.
std::string prometheus_text(std::vector<named_statistics> const& senders);

} // namespace log_fluentd

#endif
