// Copyright (c) 2026 The log_fluentd authors
// Distributed under the Boost Software License, Version 1.0.
// (See accompanying file LICENSE_1_0.txt or https://www.boost.org/LICENSE_1_0.txt)

#ifndef LOG_FLUENTD_LIB_FORWARD_MSGPACK_TEXT_HPP_INCLUDED_
#define LOG_FLUENTD_LIB_FORWARD_MSGPACK_TEXT_HPP_INCLUDED_

/// \file
/// Texts in msgpack: peers send them as `str` or as `bin`.

#include <msgpack/object.hpp>
#include <msgpack/pack.hpp>

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

namespace log_fluentd::detail {

inline bool is_text(msgpack::object const& object) noexcept
{
    return object.type == msgpack::type::STR || object.type == msgpack::type::BIN;
}

inline std::string_view text(msgpack::object const& object) noexcept
{
    // STR and BIN have the same layout in the union.
    return object.type == msgpack::type::STR ? std::string_view(object.via.str.ptr, object.via.str.size)
                                             : std::string_view(object.via.bin.ptr, object.via.bin.size);
}

/// Whether it is an array that begins with this text.
inline bool begins_with(msgpack::object const& object, std::string_view first) noexcept
{
    return object.type == msgpack::type::ARRAY && object.via.array.size > 0 &&
           is_text(object.via.array.ptr[0]) && text(object.via.array.ptr[0]) == first;
}

/// What msgpack::packer writes to.
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

#endif
