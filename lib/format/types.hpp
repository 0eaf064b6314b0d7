// Copyright (c) 2026 The log_fluentd authors
// Distributed under the Boost Software License, Version 1.0.
// (See accompanying file LICENSE_1_0.txt or https://www.boost.org/LICENSE_1_0.txt)

#ifndef LOG_FLUENTD_LIB_FORMAT_TYPES_HPP_INCLUDED_
#define LOG_FLUENTD_LIB_FORMAT_TYPES_HPP_INCLUDED_

/// \file
/// Attribute values as msgpack: the table in record_formatter.hpp, in code.

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
