// Copyright (c) 2026 The log_fluentd authors
// Distributed under the Boost Software License, Version 1.0.
// (See accompanying file LICENSE_1_0.txt or https://www.boost.org/LICENSE_1_0.txt)

#ifndef LOG_FLUENTD_TEST_SUPPORT_DECODE_FRAMES_HPP_INCLUDED_
#define LOG_FLUENTD_TEST_SUPPORT_DECODE_FRAMES_HPP_INCLUDED_

/// \file
/// The independent decoder, decode_frames.rb. Tests that use it require the precondition
/// `needs_ruby_msgpack`.

#include "support/needs.hpp"
#include "support/process.hpp"

#include <boost/json.hpp>

#include <fstream>
#include <sstream>
#include <stdexcept>
#include <string>
#include <string_view>
#include <vector>

namespace log_fluentd::test {

/// Decodes the frames of a connection. Each becomes
/// `{"tag": ..., "entries": [[seconds, nanoseconds, record], ...], "options": {...}}`.
/// \throws std::runtime_error with the decoder's message if they are incorrect (see decode_frames.rb).
inline std::vector<boost::json::object> decode_frames(std::string_view bytes)
{
    temporary_folder const folder;
    std::string const file = folder.path() / "frames";
    std::ofstream(file, std::ios::binary) << bytes;
    process_result const result =
        run_process({"ruby", LOG_FLUENTD_TEST_DIR "/support/decode_frames.rb", file});
    if (result.status != 0)
        throw std::runtime_error(result.errors);
    std::vector<boost::json::object> frames;
    std::istringstream lines(result.output);
    for (std::string line; std::getline(lines, line);)
        frames.push_back(boost::json::parse(line).as_object());
    return frames;
}

} // namespace log_fluentd::test

#endif
