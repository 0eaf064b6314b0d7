// Copyright (c) 2026 The log_fluentd authors
// Distributed under the Boost Software License, Version 1.0.
// (See accompanying file LICENSE_1_0.txt or https://www.boost.org/LICENSE_1_0.txt)

#pragma once

/// \file
/// The Fluentd sinks of a file: of a settings file, or of a dictConfig.

#include <log_fluentd/sink_config.hpp>

#include <boost/log/expressions/filter.hpp>

#include <string>
#include <string_view>
#include <vector>

namespace log_fluentd::detail::command {

/// A sink as the library would make it.
struct configured_sink
{
    /// The name of its section, or of its handler.
    std::string name;
    /// Its configuration; if it shares a sender, with that of the other.
    sink_config config;
    /// Whether it shares the sender of another.
    bool shares_sender = false;
    /// Its own filter; passes all records if it has none.
    boost::log::filter filter;
};

/// All Fluentd sinks, in the order of the file.
/// \param section As for `dict_config_file`; empty for a settings file.
/// \throws std::runtime_error whose text has every mistake in the file, if there is one; or if there is no
/// such sink.
std::vector<configured_sink> read_sinks(std::string const& file, std::string_view section);

} // namespace log_fluentd::detail::command
