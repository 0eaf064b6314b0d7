// Copyright (c) 2026 The log_fluentd authors
// Distributed under the Boost Software License, Version 1.0.
// (See accompanying file LICENSE_1_0.txt or https://www.boost.org/LICENSE_1_0.txt)

#include "format/put.hpp"

#include <boost/json/array.hpp>
#include <boost/json/object.hpp>
#include <boost/json/value.hpp>

namespace log_fluentd::detail {

namespace {

// `depth` counts the containers around. What is deeper than the writer takes is not even visited: a value
// that a program has built can be nested deeper than a thread's stack is long.
void put_at(value_writer& out, boost::json::value const& value, std::size_t depth);

void put_array(value_writer& out, boost::json::array const& array, std::size_t depth)
{
    out.begin_array();
    if (depth < value_writer::max_depth) {
        for (auto const& element : array)
            put_at(out, element, depth + 1);
    }
    out.end_array();
}

void put_object(value_writer& out, boost::json::object const& object, std::size_t depth)
{
    out.begin_map();
    if (depth < value_writer::max_depth) {
        for (auto const& [key, value] : object) {
            out.key({key.data(), key.size()});
            put_at(out, value, depth + 1);
        }
    }
    out.end_map();
}

void put_at(value_writer& out, boost::json::value const& value, std::size_t depth)
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
        return out.string({value.get_string().data(), value.get_string().size()});
    case boost::json::kind::array:
        return put_array(out, value.get_array(), depth);
    case boost::json::kind::object:
        return put_object(out, value.get_object(), depth);
    }
}

} // namespace

void put(value_writer& out, boost::json::value const& value)
{
    put_at(out, value, 0);
}

void put(value_writer& out, boost::json::array const& array)
{
    put_array(out, array, 0);
}

void put(value_writer& out, boost::json::object const& object)
{
    put_object(out, object, 0);
}

} // namespace log_fluentd::detail
