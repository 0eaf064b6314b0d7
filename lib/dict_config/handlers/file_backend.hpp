// Copyright (c) 2026 The log_fluentd authors
// Distributed under the Boost Software License, Version 1.0.
// (See accompanying file LICENSE_1_0.txt or https://www.boost.org/LICENSE_1_0.txt)

#pragma once

/// \file
/// A file of text lines, written as by Python's file handlers.

#include "dict_config/handlers/timed_rotation.hpp"

#include <boost/log/core/record_view.hpp>
#include <boost/log/sinks/basic_sink_backend.hpp>
#include <boost/log/sinks/frontend_requirements.hpp>

#include <cstdint>
#include <ctime>
#include <optional>
#include <string>

namespace log_fluentd::detail {

struct file_config
{
    /// Absolute.
    std::string path;
    /// Whether to empty the file instead of appending; a watched file, each time that it is opened.
    bool truncate = false;
    /// Whether the first record opens the file.
    bool delay = false;
    /// A record that would make the file this large begins a new file. If 0, the file grows without limit.
    std::uint64_t max_bytes = 0;
    /// How many old files are kept. By size, they are path.1 (the newest), path.2 ...; if 0, the file grows
    /// without limit. By time, 0 keeps all.
    std::uint64_t backup_count = 0;
    /// Begins a new file by time.
    std::optional<timed_rotation> timed;
    /// Whether to open the file again when another one is at its path.
    bool is_watched = false;
    /// Seconds since 1970, for `timed`.
    std::time_t (*clock)() = [] { return std::time(nullptr); };
};

/// Each record is written at once, in one piece if the system can. A record that cannot be written is lost,
/// and reported on standard error.
class file_backend
    : public boost::log::sinks::basic_formatted_sink_backend<
          char, boost::log::sinks::combine_requirements<boost::log::sinks::synchronized_feeding>::type>
{
public:
    /// Opens the file if it exists.
    /// \throws std::system_error if it cannot be opened or made.
    explicit file_backend(file_config config);
    ~file_backend();

    /// The configuration is in force: creates the file, or empties it.
    void commit() noexcept;
    /// Another configuration is in force: a late record opens the file, and closes it again.
    void retire() noexcept;
    void consume(boost::log::record_view const& record, std::string const& text);

private:
    bool is_at_path() const noexcept;
    bool begin() noexcept;
    bool open() noexcept;
    void close() noexcept;
    bool write(char const* data, std::size_t size);
    void roll_over_if_due();
    void roll_over_by_size();
    void roll_over_by_time(std::time_t now);
    void remove_old() const;
    void begin_anew() noexcept;
    void report(char const* what, char const* consequence) const;

    file_config config_;
    std::string line_;
    int file_ = -1;
    std::uint64_t size_ = 0;
    bool is_regular_ = false; // other files are not renamed
    std::time_t due_ = 0;     // when the next file begins
    bool is_retired_ = false;
};

} // namespace log_fluentd::detail
