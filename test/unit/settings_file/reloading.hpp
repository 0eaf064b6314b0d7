// Copyright (c) 2026 The log_fluentd authors
// Distributed under the Boost Software License, Version 1.0.
// (See accompanying file LICENSE_1_0.txt or https://www.boost.org/LICENSE_1_0.txt)

#ifndef LOG_FLUENTD_TEST_UNIT_SETTINGS_FILE_RELOADING_HPP_INCLUDED_
#define LOG_FLUENTD_TEST_UNIT_SETTINGS_FILE_RELOADING_HPP_INCLUDED_

/// \file
/// For the tests of settings that are read again.

#include "settings_file/settings_sinks.hpp"
#include "support/settings_text.hpp"

#include <log_fluentd/sender.hpp>
#include <log_fluentd/settings.hpp>

#include <boost/log/core/core.hpp>
#include <boost/log/sources/record_ostream.hpp>
#include <boost/log/sources/severity_logger.hpp>
#include <boost/log/trivial.hpp>

#include <cstdint>
#include <sstream>
#include <string>

namespace log_fluentd::test {

/// A core as at the start of a program, before and after.
struct clean
{
    clean()
    {
        register_sink_factory();
        reset();
    }
    ~clean() { reset(); }

private:
    static void reset()
    {
        auto const core = boost::log::core::get();
        core->remove_all_sinks();
        core->reset_filter();
        core->set_logging_enabled(true);
        detail::remember_only({});
    }
};

inline void reload(std::string const& text)
{
    std::istringstream in(text);
    reload_settings(in);
}

/// A sink of that name for a receiver, or for a port at which nobody listens.
inline std::string section(std::string const& name, unsigned port = 1, std::string const& more = {})
{
    return "[Sinks." + name + "]\nDestination=Fluentd\nTag=app\nCloseTimeout=0\nName=" + name +
           "\nPort=" + std::to_string(port) + '\n' + more;
}

inline void log(std::string const& text)
{
    boost::log::sources::severity_logger_mt<boost::log::trivial::severity_level> logger;
    BOOST_LOG_SEV(logger, boost::log::trivial::info) << text;
}

inline std::uint64_t offered(std::string const& name)
{
    auto const found = find_sender(name);
    return found ? found->statistics().offered.events : 0;
}

} // namespace log_fluentd::test

#endif
