// Copyright (c) 2026 The log_fluentd authors
// Distributed under the Boost Software License, Version 1.0.
// (See accompanying file LICENSE_1_0.txt or https://www.boost.org/LICENSE_1_0.txt)

#ifndef LOG_FLUENTD_LIB_FORWARD_FRAME_HPP_INCLUDED_
#define LOG_FLUENTD_LIB_FORWARD_FRAME_HPP_INCLUDED_

/// \file
/// What stands around a chunk on the wire: `[tag, entries, {"size": n, "chunk": id}]` (Forward protocol v1,
/// "PackedForward Mode").

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

namespace log_fluentd::detail {

/// The bytes before the entries: the tag, and the header of `entries_size` bytes.
void write_frame_head(std::string& out, std::string_view tag, std::size_t entries_size);

/// The bytes behind the entries: the option map. An empty `chunk_id` asks for no acknowledgement.
void write_frame_tail(std::string& out, std::uint64_t events, std::string_view chunk_id);

/// A new id for a chunk: 128 random bits in base64, without a line end (Forward protocol v1, "Option").
std::string make_chunk_id();

} // namespace log_fluentd::detail

#endif
