// Copyright (c) 2026 The log_fluentd authors
// Distributed under the Boost Software License, Version 1.0.
// (See accompanying file LICENSE_1_0.txt or https://www.boost.org/LICENSE_1_0.txt)

#ifndef LOG_FLUENTD_LIB_FORMAT_TYPES_HPP_INCLUDED_
#define LOG_FLUENTD_LIB_FORMAT_TYPES_HPP_INCLUDED_

/// \file
/// Attribute values as msgpack: the table in doc/values.md, in code.

#include <log_fluentd/register_type.hpp>
#include <log_fluentd/value_writer.hpp>

#include <boost/log/attributes/attribute_value.hpp>

#include <typeinfo>

namespace log_fluentd::detail {

/// Looks in the table of the library's types, then among those that are registered. \return null for a type
/// that nobody knows.
callback_maker find_type(std::type_info const& type);

/// Writes the value, or the name of its type when that is unknown.
void write_value(value_writer& writer, boost::log::attribute_value const& value);

} // namespace log_fluentd::detail

#endif
