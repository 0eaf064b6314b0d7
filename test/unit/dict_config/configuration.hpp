// Copyright (c) 2026 The log_fluentd authors
// Distributed under the Boost Software License, Version 1.0.
// (See accompanying file LICENSE_1_0.txt or https://www.boost.org/LICENSE_1_0.txt)

#ifndef LOG_FLUENTD_TEST_UNIT_DICT_CONFIG_CONFIGURATION_HPP_INCLUDED_
#define LOG_FLUENTD_TEST_UNIT_DICT_CONFIG_CONFIGURATION_HPP_INCLUDED_

/// \file
/// Configurations as text, records, and what became of them, for the tests of dictConfig.

#include "support/process.hpp"

#include <log_fluentd/dict_config.hpp>

#include <boost/json/parse.hpp>
#include <boost/json/serialize.hpp>
#include <boost/log/core/core.hpp>
#include <boost/log/sources/record_ostream.hpp>
#include <boost/log/sources/severity_channel_logger.hpp>
#include <boost/log/trivial.hpp>
#include <boost/log/utility/manipulators/add_value.hpp>
#include <boost/test/unit_test.hpp>

#include <filesystem>
#include <fstream>
#include <sstream>
#include <string>
#include <string_view>
#include <vector>

namespace log_fluentd::test {

using severity = boost::log::trivial::severity_level;
using logger = boost::log::sources::severity_channel_logger_mt<severity, std::string>;

inline boost::json::value json(std::string_view text)
{
    return boost::json::parse({text.data(), text.size()});
}

/// Logs one record.
inline void log(std::string const& channel, severity level, std::string const& message)
{
    logger source(boost::log::keywords::channel = channel);
    BOOST_LOG_SEV(source, level) << message;
}

/// A folder for files, and at the end no sinks. The names of loggers stay known for the rest of the process,
/// as in Python: each test has names of its own for those that it configures.
class configured
{
public:
    configured() = default;
    configured(configured const&) = delete;
    configured& operator=(configured const&) = delete;
    ~configured()
    {
        dict_config(json(R"({"version": 1})"));
        boost::log::core::get()->remove_all_sinks();
    }

    std::string path(std::string const& name) const { return (folder_.path() / name).string(); }
    std::vector<std::string> lines(std::string const& name) const { return lines_of(path(name)); }
    std::string write(std::string const& name, std::string const& content) const
    {
        std::ofstream(path(name), std::ios::binary) << content;
        return path(name);
    }

private:
    temporary_folder folder_;
};

/// The error that applying it gives.
template <typename Call>
dict_config_error error_of(Call call)
{
    try {
        call();
    } catch (dict_config_error const& error) {
        return error;
    }
    BOOST_ERROR("nothing was thrown");
    return {"", "", 0};
}

/// Checks that a configuration has an error at this path, with all of `parts` in the message.
template <typename... Parts>
void check_invalid(std::string_view configuration, std::string const& path, Parts const&... parts)
{
    auto const error = error_of([&] { dict_config(json(configuration)); });
    BOOST_TEST(error.path() == path, error.what());
    std::string const message = error.what();
    for (std::string_view const part : {std::string_view(parts)...})
        BOOST_CHECK_MESSAGE(message.find(part) != std::string::npos,
                            "\"" << message << "\" has no \"" << part << "\"");
}

} // namespace log_fluentd::test

#endif
