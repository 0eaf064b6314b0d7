// Copyright (c) 2026 The log_fluentd authors
// Distributed under the Boost Software License, Version 1.0.
// (See accompanying file LICENSE_1_0.txt or https://www.boost.org/LICENSE_1_0.txt)

#ifndef LOG_FLUENTD_RECORD_FORMATTER_HPP_INCLUDED_
#define LOG_FLUENTD_RECORD_FORMATTER_HPP_INCLUDED_

/// \file
/// The record formatter: a compiled format dictionary.

#include <log_fluentd/format_dictionary.hpp>

#include <boost/log/core/record_view.hpp>

#include <memory>
#include <string>

namespace log_fluentd {

namespace detail {
class scratch;
class compiled_format;
} // namespace detail

/// Turns a record into the map of an event, as msgpack. Call it on the thread that logs, while it logs:
/// severity, thread id and scope are right only there.
///
/// What the types of attribute values become:
/// - `bool`: a boolean. Integers, `signed char`, `unsigned char` and `std::time_t`: an integer.
/// - `float`, `double`, `long double`: a 64 bit floating point number, see `value_writer` for those that are
///   not finite.
/// - `char`, `wchar_t`, `char16_t`, `char32_t`: a string of one character.
/// - Strings of these, Boost.Log's string literals, `std` string views, pointers to zero-terminated text: a
///   string; a null pointer: nil. Surrogates without their other half become U+FFFD.
/// - `posix_time::ptime`, `gregorian::date`, `std::tm`: ISO 8601 text without a zone, which they do not know.
///   `local_time::local_date_time`: with its offset. Time points of `std::chrono::system_clock`: UTC, with a
///   `Z`. All but `std::tm` and dates have microseconds.
/// - Durations of Boost.DateTime and of `std::chrono` (nanoseconds to hours): seconds, floating point.
/// - Periods of Boost.DateTime: ISO 8601 text, `begin/end`, the end not within.
/// - A special value of these: "not-a-date-time", "+infinity", "-infinity".
/// - Process and thread ids: an integer.
/// - `attributes::named_scope_list`: an array of the scopes' names, outermost first.
/// - `trivial::severity_level`: its word.
/// - `boost::json` values and `std::vector<std::string>`: the same, nested.
/// - Any other type: a text with its name, `<my::type>`. It is counted and reported as unknown.
///
/// \par Thread safety `const` members may be called from several threads at a time.
class record_formatter
{
public:
    /// Compiles the dictionary. An empty one sends every attribute of the record under its own name.
    /// \throws std::invalid_argument that names the key and says what is wrong with its template.
    explicit record_formatter(format_dictionary const& dictionary, format_options const& options = {});
    record_formatter(record_formatter&&) noexcept;
    record_formatter& operator=(record_formatter&&) noexcept;
    ~record_formatter();

    /// Appends the map of `record` to `msgpack`, its longest strings cut to `format_options::max_event_size`.
    /// A map that is larger for other reasons (many numbers, or long keys) is appended as it is.
    /// \throws std::bad_alloc only.
    void operator()(boost::log::record_view const& record, std::string& msgpack) const;

    /// The same into the library's own memory, but not cut; counts what was repaired there.
    /// \throws std::bad_alloc only.
    void format(boost::log::record_view const& record, detail::scratch& out) const;

private:
    std::unique_ptr<detail::compiled_format const> compiled_;
};

/// The same as the constructor.
record_formatter make_record_formatter(format_dictionary const& dictionary,
                                       format_options const& options = {});

} // namespace log_fluentd

#endif
