// Copyright (c) 2026 The log_fluentd authors
// Distributed under the Boost Software License, Version 1.0.
// (See accompanying file LICENSE_1_0.txt or https://www.boost.org/LICENSE_1_0.txt)

#ifndef LOG_FLUENTD_RECORD_FORMATTER_HPP_INCLUDED_
#define LOG_FLUENTD_RECORD_FORMATTER_HPP_INCLUDED_

/// \file
/// The record formatter: a compiled format dictionary.

#include <log_fluentd/detail/boost_log_abi.hpp>
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
/// What the types of attribute values become is in doc/values.md: numbers and booleans stay what they are,
/// texts become UTF-8, times ISO 8601 texts, durations seconds, ids integers, severities their word,
/// containers arrays and maps, exceptions maps. Types of the program's own, and containers that are rare, are
/// to be registered (register_type.hpp); any other becomes a text with its name, `<my::type>`, counted and
/// reported as unknown.
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
