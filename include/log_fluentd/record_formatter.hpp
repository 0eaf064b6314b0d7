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

    /// Appends the map of `record` to `msgpack`. \throws std::bad_alloc only.
    void operator()(boost::log::record_view const& record, std::string& msgpack) const;

    /// The same into the library's own memory; counts what was repaired there. \throws std::bad_alloc only.
    void format(boost::log::record_view const& record, detail::scratch& out) const;

private:
    std::unique_ptr<detail::compiled_format const> compiled_;
};

/// The same as the constructor.
record_formatter make_record_formatter(format_dictionary const& dictionary,
                                       format_options const& options = {});

} // namespace log_fluentd

#endif
