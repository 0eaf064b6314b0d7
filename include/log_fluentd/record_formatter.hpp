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

/// Encodes a record as the map of an event, in msgpack. Call it on the thread that logs, while it logs: the
/// severity, the thread id and the scope are right only there.
///
/// doc/values.md says what each type of attribute value becomes: numbers and booleans stay what they are,
/// texts become UTF-8, times become ISO 8601 texts, durations seconds, ids integers, severities words,
/// containers arrays and maps, exceptions maps. The program's own types, and less common containers, have to
/// be registered (register_type.hpp). A value of any other type becomes the name of its type, `<my::type>`,
/// which is counted and reported.
///
/// \par Thread safety
/// `const` members may be called on several threads at a time.
class LOG_FLUENTD_DECL record_formatter
{
public:
    /// Compiles the dictionary. An empty one sends every attribute of the record under its own name.
    /// \throws std::invalid_argument with a sentence that names the key and says what is wrong with its
    /// template.
    explicit record_formatter(format_dictionary const& dictionary, format_options const& options = {});
    record_formatter(record_formatter&&) noexcept;
    record_formatter& operator=(record_formatter&&) noexcept;
    ~record_formatter();

    /// Appends the map of `record` to `msgpack`. If it is larger than `format_options::max_event_size`, its
    /// longest strings are cut. A map that is larger for another reason (many numbers, or long keys) is
    /// appended as it is.
    /// \throws std::bad_alloc only.
    void operator()(boost::log::record_view const& record, std::string& msgpack) const;

    /// The same into the library's own memory, without cutting. `out` counts what was repaired.
    /// \throws std::bad_alloc only.
    void format(boost::log::record_view const& record, detail::scratch& out) const;

private:
    std::unique_ptr<detail::compiled_format const> compiled_;
};

/// Does the same as the constructor.
LOG_FLUENTD_DECL record_formatter make_record_formatter(format_dictionary const& dictionary,
                                                        format_options const& options = {});

} // namespace log_fluentd

#endif
