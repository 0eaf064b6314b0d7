// Copyright (c) 2026 The log_fluentd authors
// Distributed under the Boost Software License, Version 1.0.
// (See accompanying file LICENSE_1_0.txt or https://www.boost.org/LICENSE_1_0.txt)

#ifndef LOG_FLUENTD_TEST_SUPPORT_DECODE_HPP_INCLUDED_
#define LOG_FLUENTD_TEST_SUPPORT_DECODE_HPP_INCLUDED_

/// \file
/// msgpack as a `boost::json::value`, for comparisons.

#include <boost/json/array.hpp>
#include <boost/json/object.hpp>
#include <boost/json/value.hpp>
#include <msgpack.hpp>

#include <cstddef>
#include <cstdint>
#include <stdexcept>
#include <string>
#include <string_view>

namespace log_fluentd::test {

inline boost::json::value to_json(msgpack::object const& object);

/// `{"ext": type, "bytes": [...]}`; EventTime as `{"seconds": s, "nanoseconds": n}`.
inline boost::json::value to_json(msgpack::object_ext const& ext)
{
    auto const at = [&](std::uint32_t i) {
        return static_cast<std::uint64_t>(static_cast<unsigned char>(ext.data()[i]));
    };
    auto const number = [&](std::uint32_t i) {
        return at(i) << 24 | at(i + 1) << 16 | at(i + 2) << 8 | at(i + 3);
    };
    if (ext.type() == 0 && ext.size == 8)
        return {{"seconds", number(0)}, {"nanoseconds", number(4)}};
    boost::json::array bytes;
    for (std::uint32_t i = 0; i < ext.size; ++i)
        bytes.emplace_back(at(i));
    return {{"ext", ext.type()}, {"bytes", bytes}};
}

inline boost::json::value to_json(msgpack::object_map const& map)
{
    boost::json::object result;
    for (auto const* entry = map.ptr; entry != map.ptr + map.size; ++entry) {
        if (entry->key.type != msgpack::type::STR)
            throw std::runtime_error("a key is not a string");
        auto const key = entry->key.as<std::string>();
        if (!result.emplace(key, to_json(entry->val)).second)
            throw std::runtime_error("a map has the key " + key + " twice");
    }
    return result;
}

inline boost::json::value to_json(msgpack::object const& object)
{
    switch (object.type) {
    case msgpack::type::NIL:
        return nullptr;
    case msgpack::type::BOOLEAN:
        return object.via.boolean;
    case msgpack::type::POSITIVE_INTEGER:
        if (object.via.u64 <= INT64_MAX)
            return object.as<std::int64_t>();
        return object.via.u64;
    case msgpack::type::NEGATIVE_INTEGER:
        return object.via.i64;
    case msgpack::type::FLOAT32:
    case msgpack::type::FLOAT64:
        return object.via.f64;
    case msgpack::type::STR:
        return boost::json::string(object.via.str.ptr, object.via.str.size);
    case msgpack::type::EXT:
        return to_json(object.via.ext);
    case msgpack::type::MAP:
        return to_json(object.via.map);
    case msgpack::type::ARRAY: {
        boost::json::array result;
        for (auto const* element = object.via.array.ptr;
             element != object.via.array.ptr + object.via.array.size; ++element)
            result.push_back(to_json(*element));
        return result;
    }
    case msgpack::type::BIN:
        break;
    }
    throw std::runtime_error("a msgpack type that no event has");
}

/// Decodes exactly one msgpack object.
/// \throws std::exception if the bytes are not msgpack, or more bytes follow, or a map has a key twice or one
/// that is not a string.
inline boost::json::value decode(char const* data, std::size_t size)
{
    std::size_t offset = 0;
    msgpack::object_handle const handle = msgpack::unpack(data, size, offset);
    if (offset != size)
        throw std::runtime_error("there is something behind the msgpack object");
    return to_json(handle.get());
}

inline boost::json::value decode(std::string_view bytes)
{
    return decode(bytes.data(), bytes.size());
}

} // namespace log_fluentd::test

#endif
