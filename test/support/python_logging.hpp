// Copyright (c) 2026 The log_fluentd authors
// Distributed under the Boost Software License, Version 1.0.
// (See accompanying file LICENSE_1_0.txt or https://www.boost.org/LICENSE_1_0.txt)

#ifndef LOG_FLUENTD_TEST_SUPPORT_PYTHON_LOGGING_HPP_INCLUDED_
#define LOG_FLUENTD_TEST_SUPPORT_PYTHON_LOGGING_HPP_INCLUDED_

/// \file
/// Python's own logging, for comparison: support/python_logging.py.

#include "support/process.hpp"

#include <boost/json.hpp>
#include <boost/test/unit_test.hpp>

#include <fstream>
#include <sstream>
#include <string>
#include <vector>

namespace log_fluentd::test {

/// The output of Python for configurations and calls.
struct python_output
{
    /// Standard output, line by line.
    std::vector<std::string> lines;
    /// `{"tag": ..., "map": ...}` of each event.
    std::vector<boost::json::value> events;
};

inline std::vector<std::string> split_lines(std::string const& text)
{
    std::vector<std::string> result;
    std::istringstream in(text);
    for (std::string line; std::getline(in, line);)
        result.push_back(line);
    return result;
}

/// \param calls If null, those of example/python_logging.cpp.
inline python_output run_python_logging(boost::json::array const& configurations,
                                        boost::json::value const& calls = nullptr)
{
    temporary_folder const folder;
    auto const path = [&](char const* name) { return (folder.path() / name).string(); };
    std::ofstream(path("configurations")) << configurations;
    std::vector<std::string> command{"python3", LOG_FLUENTD_TEST_DIR "/support/python_logging.py",
                                     path("configurations"), path("maps")};
    if (!calls.is_null()) {
        std::ofstream(path("calls")) << calls;
        command.push_back(path("calls"));
    }
    auto const result = run_process(command);
    BOOST_TEST_REQUIRE(result.status == 0, result.errors);
    python_output output;
    output.lines = split_lines(result.output);
    for (auto const& line : split_lines(read_file(path("maps"))))
        output.events.push_back(boost::json::parse(line));
    return output;
}

} // namespace log_fluentd::test

#endif
