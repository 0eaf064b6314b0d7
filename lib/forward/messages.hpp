// Copyright (c) 2026 The log_fluentd authors
// Distributed under the Boost Software License, Version 1.0.
// (See accompanying file LICENSE_1_0.txt or https://www.boost.org/LICENSE_1_0.txt)

#pragma once

/// \file
/// Parses the small messages of the protocol: acknowledgements, and the messages of the handshake. Header
/// only, because the receiver library needs it too.

#include <msgpack/object.hpp>
#include <msgpack/pack.hpp>
#include <msgpack/unpack.hpp>

#include <cstddef>
#include <cstdint>
#include <cstring>
#include <string>
#include <string_view>

namespace log_fluentd::detail {

/// Limits what a peer that has not been authenticated can make us allocate: a small message of `most` bytes.
inline msgpack::unpack_limit limits_of_messages(std::size_t most)
{
    return msgpack::unpack_limit(16, 16, most, most, 0, 4);
}

/// Feeds the next bytes to an unpacker.
/// \throws std::bad_alloc.
inline void feed(msgpack::unpacker& to, char const* data, std::size_t size)
{
    to.reserve_buffer(size);
    std::memcpy(to.buffer(), data, size);
    to.buffer_consumed(size);
}

/// Whether it is a text, which peers send as `str` or as `bin`.
inline bool is_text(msgpack::object const& object) noexcept
{
    return object.type == msgpack::type::STR || object.type == msgpack::type::BIN;
}

/// The text. Its pointer is never null, not even for an empty text, for which msgpack-c may have a null
/// pointer.
inline std::string_view text(msgpack::object const& object) noexcept
{
    // STR and BIN have the same layout in the union.
    auto const result = object.type == msgpack::type::STR
                            ? std::string_view(object.via.str.ptr, object.via.str.size)
                            : std::string_view(object.via.bin.ptr, object.via.bin.size);
    return result.empty() ? std::string_view("") : result;
}

/// Whether it is an array that begins with this text.
inline bool begins_with(msgpack::object const& object, std::string_view first) noexcept
{
    return object.type == msgpack::type::ARRAY && object.via.array.size > 0 &&
           is_text(object.via.array.ptr[0]) && text(object.via.array.ptr[0]) == first;
}

/// Output of a `msgpack::packer` into a string.
struct string_stream
{
    std::string& text;
    void write(char const* data, std::size_t size) { text.append(data, size); }
};
using string_packer = msgpack::packer<string_stream>;

inline void pack_string(string_packer& pack, std::string_view text)
{
    pack.pack_str(static_cast<std::uint32_t>(text.size()));
    pack.pack_str_body(text.data(), static_cast<std::uint32_t>(text.size()));
}

} // namespace log_fluentd::detail
