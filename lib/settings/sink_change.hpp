// Copyright (c) 2026 The log_fluentd authors
// Distributed under the Boost Software License, Version 1.0.
// (See accompanying file LICENSE_1_0.txt or https://www.boost.org/LICENSE_1_0.txt)

#pragma once

/// \file
/// Replaces sinks in Boost.Log's core while threads log.

#include "settings/replaceable_sink.hpp"

#include <boost/log/expressions/filter.hpp>
#include <boost/shared_ptr.hpp>

#include <functional>
#include <vector>

namespace log_fluentd::detail {

/// A sink, and its filter outside of a change.
struct filtered_sink
{
    boost::shared_ptr<replaceable_sink> what;
    boost::log::filter filter;
};

/// Replaces the sinks `before` in the core by `after`, so that each record that is logged meanwhile reaches
/// the one or the other, and none both. `apply_core` is called in between, and has to lock the core for
/// writing. The sinks `before` have to be kept for some time: a record may be on its way to them.
///
/// Boost.Log adds and removes one sink at a time, and calls their filters one after the other. So while the
/// sinks of both are in the core, the first filter that is called for a record decides for all.
/// \pre No other call is in progress.
/// \par Exception safety
/// Strong, unless `apply_core` throws.
void change_sinks(std::vector<filtered_sink> const& before, std::vector<filtered_sink> const& after,
                  std::function<void()> const& apply_core);

} // namespace log_fluentd::detail
