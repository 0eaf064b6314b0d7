// Copyright (c) 2026 The log_fluentd authors
// Distributed under the Boost Software License, Version 1.0.
// (See accompanying file LICENSE_1_0.txt or https://www.boost.org/LICENSE_1_0.txt)

#pragma once

/// \file
/// Attribute values as msgpack: the implementation of the table in doc/values.md.

#include "values/type_registry.hpp"

#include <log_fluentd/value_writer.hpp>

#include <boost/log/attributes/attribute_value.hpp>
#include <boost/log/utility/type_dispatch/type_dispatcher.hpp>

#include <typeinfo>

namespace log_fluentd::detail {

/// Returns the callback for any type that a value turns out to have, and keeps an unknown type, because
/// severity values do not reveal theirs in any other way (`attribute_value::get_type` is void for them).
class LOG_FLUENTD_DECL value_dispatcher : public boost::log::type_dispatcher
{
public:
    explicit value_dispatcher(value_writer* writer) noexcept : type_dispatcher(&get_callback), writer_(writer)
    {}

    /// Writes the value or, if its type is unknown, the name of the type.
    void write(boost::log::attribute_value const& value)
    {
        if (!value.dispatch(*this))
            write_unknown();
    }

private:
    static callback_base get_callback(type_dispatcher* self, boost::typeindex::type_index type);
    void write_unknown();

    value_writer* writer_;
    std::type_info const* unknown_ = nullptr;
};

/// Writes values of the types that most records have: numbers, texts, severities.
class bare_dispatcher : public boost::log::type_dispatcher
{
public:
    bare_dispatcher(scratch& out, type_registry const& types) noexcept
        : type_dispatcher(&get_callback),
          out_(&out),
          types_(types)
    {}

    /// \returns false, and writes nothing, for a value of any other type.
    bool write(boost::log::attribute_value const& value) { return value.dispatch(*this); }

private:
    static callback_base get_callback(type_dispatcher* self, boost::typeindex::type_index type);

    scratch* out_;
    type_registry const& types_;
};

/// The same with a dispatcher of its own.
inline void write_value(value_writer& writer, boost::log::attribute_value const& value)
{
    value_dispatcher(&writer).write(value);
}

} // namespace log_fluentd::detail
