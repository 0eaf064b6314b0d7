// Copyright (c) 2026 The log_fluentd authors
// Distributed under the Boost Software License, Version 1.0.
// (See accompanying file LICENSE_1_0.txt or https://www.boost.org/LICENSE_1_0.txt)

#ifndef LOG_FLUENTD_TEST_UNIT_RECEIVER_FRAMES_HPP_INCLUDED_
#define LOG_FLUENTD_TEST_UNIT_RECEIVER_FRAMES_HPP_INCLUDED_

/// \file
/// Frames for the receiver's tests, byte by byte.

#include <boost/json.hpp>

#include <stdexcept>
#include <string>
#include <string_view>
#include <zlib.h>
#include <zstd.h>

namespace log_fluentd::test {

using namespace std::string_literals;

/// The msgpack of short strings, arrays and maps: enough to write frames down.
inline std::string str(std::string const& text)
{
    if (text.size() < 32)
        return static_cast<char>(0xa0 + text.size()) + text;
    return "\xda"s + static_cast<char>(text.size() >> 8) + static_cast<char>(text.size()) + text;
}

inline std::string bin(std::string const& bytes)
{
    return "\xc5"s + static_cast<char>(bytes.size() >> 8) + static_cast<char>(bytes.size()) + bytes;
}

template <typename... Element>
std::string array(Element const&... elements)
{
    return static_cast<char>(0x90 + sizeof...(elements)) + (""s + ... + elements);
}

/// Of keys and values, in turn.
template <typename... Element>
std::string map(Element const&... elements)
{
    return static_cast<char>(0x80 + sizeof...(elements) / 2) + (""s + ... + elements);
}

/// EventTime of 1700000000 seconds and 123456789 nanoseconds, as fixext8.
inline std::string const event_time = "\xd7\x00\x65\x53\xf1\x00\x07\x5b\xcd\x15"s;
/// The same as ext8 of length 8.
inline std::string const event_time_ext8 = "\xc7\x08\x00\x65\x53\xf1\x00\x07\x5b\xcd\x15"s;
/// 1700000000 as uint32.
inline std::string const integer_time = "\xce\x65\x53\xf1\x00"s;
inline std::string const nil = "\xc0"s;
inline std::string const one = "\x01"s;
/// 1.5 as float64.
inline std::string const float_value = "\xcb\x3f\xf8\x00\x00\x00\x00\x00\x00"s;

/// `{"n": 1}`
inline std::string const record = map(str("n"), one);
inline std::string const entry = array(event_time, record);

/// A member of a gzip file.
inline std::string gzip(std::string const& bytes)
{
    z_stream stream{};
    if (deflateInit2(&stream, Z_BEST_COMPRESSION, Z_DEFLATED, 15 + 16, 8, Z_DEFAULT_STRATEGY) != Z_OK)
        throw std::runtime_error("deflateInit2");
    std::string result(deflateBound(&stream, static_cast<uLong>(bytes.size())), '\0');
    stream.next_in = reinterpret_cast<Bytef*>(const_cast<char*>(bytes.data()));
    stream.avail_in = static_cast<uInt>(bytes.size());
    stream.next_out = reinterpret_cast<Bytef*>(result.data());
    stream.avail_out = static_cast<uInt>(result.size());
    int const code = deflate(&stream, Z_FINISH);
    deflateEnd(&stream);
    if (code != Z_STREAM_END)
        throw std::runtime_error("deflate");
    result.resize(stream.total_out);
    return result;
}

/// A frame of zstd.
inline std::string zstd(std::string const& bytes)
{
    std::string result(ZSTD_compressBound(bytes.size()), '\0');
    auto const size = ZSTD_compress(result.data(), result.size(), bytes.data(), bytes.size(), 1);
    if (ZSTD_isError(size))
        throw std::runtime_error("ZSTD_compress");
    result.resize(size);
    return result;
}

} // namespace log_fluentd::test

#endif
