// Copyright (c) 2026 The log_fluentd authors
// Distributed under the Boost Software License, Version 1.0.
// (See accompanying file LICENSE_1_0.txt or https://www.boost.org/LICENSE_1_0.txt)

#include "values/put.hpp"

#include <boost/json/array.hpp>
#include <boost/json/object.hpp>
#include <boost/json/value.hpp>

namespace log_fluentd::detail {

void put(value_writer& out, boost::json::value const& value)
{
    switch (value.kind()) {
    case boost::json::kind::null:
        return out.nil();
    case boost::json::kind::bool_:
        return out.boolean(value.get_bool());
    case boost::json::kind::int64:
        return out.integer(value.get_int64());
    case boost::json::kind::uint64:
        return out.unsigned_integer(value.get_uint64());
    case boost::json::kind::double_:
        return out.floating(value.get_double());
    case boost::json::kind::string:
        return put(out, value.get_string());
    case boost::json::kind::array:
        return put(out, value.get_array());
    case boost::json::kind::object:
        return put(out, value.get_object());
    }
}

// A value nested deeper than the writer accepts is not even visited: a program can build one that is too deep
// for the thread's stack.
void put(value_writer& out, boost::json::array const& array)
{
    out.begin_array();
    if (!out.is_skipping()) {
        for (auto const& element : array)
            put(out, element);
    }
    out.end_array();
}

void put(value_writer& out, boost::json::object const& object)
{
    map_entries entries(out, true); // distinct unless a key has to be repaired or cut
    if (!out.is_skipping()) {
        for (auto const& [key, value] : object) {
            if (entries.key({key.data(), key.size()}))
                put(out, value);
        }
    }
    entries.end();
}

void put(value_writer& out, boost::json::string const& string)
{
    out.string({string.data(), string.size()});
}

} // namespace log_fluentd::detail
