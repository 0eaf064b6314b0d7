// Copyright (c) 2026 The log_fluentd authors
// Distributed under the Boost Software License, Version 1.0.
// (See accompanying file LICENSE_1_0.txt or https://www.boost.org/LICENSE_1_0.txt)

#ifndef LOG_FLUENTD_LIB_FORMAT_TYPES_HPP_INCLUDED_
#define LOG_FLUENTD_LIB_FORMAT_TYPES_HPP_INCLUDED_

/// \file
/// Attribute values as msgpack: which type becomes what.
///
/// | stored type | written as |
/// |---|---|
/// | `bool` | boolean |
/// | integers, `signed char`, `unsigned char`, `std::time_t` | integer |
/// | `float`, `double`, `long double` | 64 bit floating point |
/// | `char`, `wchar_t`, `char16_t`, `char32_t` | string of one character |
/// | strings, string literals and views of these, `char const*`, `wchar_t const*` | string; null: nil |
/// | `posix_time::ptime`, `gregorian::date`, `std::tm` | ISO 8601, without a zone, which they do not know |
/// | `local_time::local_date_time` | ISO 8601 with its offset |
/// | `std::chrono::system_clock` time points | ISO 8601, UTC |
/// | `posix_time::time_duration`, `gregorian::date_duration`, `std::chrono` durations | seconds, floating
/// point | | periods | ISO 8601 interval, `begin/end`, the end is outside | | a special value of one of these
/// | `not-a-date-time`, `+infinity`, `-infinity` | | process and thread ids | unsigned integer | |
/// `named_scope_list` | array of the scopes' names, outermost first | | `trivial::severity_level` | its word
/// | | `boost::json` values, `std::vector<std::string>` | the same, nested | | any other | its name,
/// `<my::type>`; counted and reported as unknown |

#include <log_fluentd/value_writer.hpp>

#include <boost/log/attributes/attribute_value.hpp>
#include <boost/log/utility/type_dispatch/type_dispatcher.hpp>

#include <typeinfo>

namespace log_fluentd::detail {

/// Gives the callback that writes a value of one type to the value_writer behind `writer`.
using callback_maker = boost::log::type_dispatcher::callback_base (*)(void* writer);

/// \return null for a type that nobody knows.
callback_maker find_type(std::type_info const& type);

/// Writes the value, or the name of its type when that is unknown.
void write_value(value_writer& writer, boost::log::attribute_value const& value);

} // namespace log_fluentd::detail

#endif
