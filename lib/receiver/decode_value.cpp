// Copyright (c) 2026 The log_fluentd authors
// Distributed under the Boost Software License, Version 1.0.
// (See accompanying file LICENSE_1_0.txt or https://www.boost.org/LICENSE_1_0.txt)

#include "forward/messages.hpp"
#include "receiver/decode.hpp"
#include "receiver/refused.hpp"

#include <boost/endian/conversion.hpp>

#include <limits>
#include <string>

namespace log_fluentd::detail::receiving {

namespace json = boost::json;
using msgpack::type::object_type;

namespace {

struct decoded_time
{
    std::int64_t seconds = 0;
    std::uint32_t nanoseconds = 0;
};

// Forward protocol v1, "EventTime Ext Format": type 0, seconds and nanoseconds.
decoded_time decode_event_time(msgpack::object_ext const& ext)
{
    if (ext.type() != 0)
        throw refused("it has a value of the unknown extension type " + std::to_string(ext.type()));
    if (ext.size != 8)
        throw refused("it has an EventTime of " + std::to_string(ext.size) + " bytes, not 8");
    auto const load = [](char const* bytes) {
        return boost::endian::load_big_u32(reinterpret_cast<unsigned char const*>(bytes));
    };
    decoded_time const result{load(ext.data()), load(ext.data() + 4)};
    if (result.nanoseconds > 999'999'999)
        throw refused("it has an EventTime of " + std::to_string(result.nanoseconds) +
                      " nanoseconds, which is a second or more");
    return result;
}

decoded_time decode_time(msgpack::object const& time)
{
    switch (time.type) {
    case object_type::POSITIVE_INTEGER:
        if (time.via.u64 > static_cast<std::uint64_t>(std::numeric_limits<std::int64_t>::max()))
            throw refused("a time is " + std::to_string(time.via.u64) + " seconds, which is out of range");
        return {static_cast<std::int64_t>(time.via.u64), 0};
    case object_type::NEGATIVE_INTEGER:
        return {time.via.i64, 0};
    case object_type::EXT:
        return decode_event_time(time.via.ext);
    default:
        throw refused("a time is " + std::string(type_name(time)) + ", not an integer or an EventTime");
    }
}

json::object decode_map(msgpack::object_map const& map, std::size_t& repeated_keys)
{
    json::object result;
    result.reserve(map.size);
    for (std::uint32_t i = 0; i != map.size; ++i) {
        msgpack::object const& key = map.ptr[i].key;
        if (key.type != object_type::STR)
            throw refused("a key is " + std::string(type_name(key)) + ", not a string");
        json::value value = decode_value(map.ptr[i].val, repeated_keys);
        auto const [place, is_new] = result.emplace(text(key), nullptr);
        place->value() = std::move(value);
        if (!is_new)
            ++repeated_keys;
    }
    return result;
}

json::array decode_array(msgpack::object_array const& array, std::size_t& repeated_keys)
{
    json::array result;
    result.reserve(array.size);
    for (std::uint32_t i = 0; i != array.size; ++i)
        result.push_back(decode_value(array.ptr[i], repeated_keys));
    return result;
}

} // namespace

std::string_view type_name(msgpack::object const& value) noexcept
{
    switch (value.type) {
    case object_type::NIL:
        return "nil";
    case object_type::BOOLEAN:
        return "a boolean";
    case object_type::POSITIVE_INTEGER:
    case object_type::NEGATIVE_INTEGER:
        return "an integer";
    case object_type::FLOAT32:
    case object_type::FLOAT64:
        return "a float";
    case object_type::STR:
        return "a string";
    case object_type::BIN:
        return "a binary";
    case object_type::ARRAY:
        return "an array";
    case object_type::MAP:
        return "a map";
    case object_type::EXT:
        return "an extension type";
    }
    return "unknown";
}

json::value decode_value(msgpack::object const& value, std::size_t& repeated_keys)
{
    switch (value.type) {
    case object_type::NIL:
        return nullptr;
    case object_type::BOOLEAN:
        return value.via.boolean;
    case object_type::POSITIVE_INTEGER:
        return value.via.u64;
    case object_type::NEGATIVE_INTEGER:
        return value.via.i64;
    case object_type::FLOAT32:
    case object_type::FLOAT64:
        return value.via.f64;
    case object_type::STR:
    case object_type::BIN:
        return json::string(text(value));
    case object_type::ARRAY:
        return decode_array(value.via.array, repeated_keys);
    case object_type::MAP:
        return decode_map(value.via.map, repeated_keys);
    case object_type::EXT:
        return decode_event_time(value.via.ext).seconds;
    }
    throw refused("it has a value of an unknown type");
}

received_event decode_event(msgpack::object const& time, msgpack::object const& record)
{
    received_event result;
    decoded_time const decoded = decode_time(time);
    result.seconds = decoded.seconds;
    result.nanoseconds = decoded.nanoseconds;
    if (record.type != object_type::MAP)
        throw refused("a record is " + std::string(type_name(record)) + ", not a map");
    result.record = decode_map(record.via.map, result.repeated_keys);
    return result;
}

received_event decode_entry(msgpack::object const& time, msgpack::object const& record)
{
    if (time.type != object_type::ARRAY)
        return decode_event(time, record);
    auto const& header = time.via.array;
    if (header.size < 1 || header.size > 2)
        throw refused("the header of an entry has " + std::to_string(header.size) +
                      " elements, not 1 or 2 (time and metadata)");
    auto result = decode_event(header.ptr[0], record);
    if (header.size == 2) {
        if (header.ptr[1].type != object_type::MAP)
            throw refused("the metadata of an entry is " + std::string(type_name(header.ptr[1])) +
                          ", not a map");
        result.metadata = decode_map(header.ptr[1].via.map, result.repeated_keys);
    }
    return result;
}

} // namespace log_fluentd::detail::receiving
