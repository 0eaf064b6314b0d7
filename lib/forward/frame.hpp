// Copyright (c) 2026 The log_fluentd authors
// Distributed under the Boost Software License, Version 1.0.
// (See accompanying file LICENSE_1_0.txt or https://www.boost.org/LICENSE_1_0.txt)

#pragma once

/// \file
/// Encodes a frame around a chunk's entries: `[tag, entries, {"size": n, "chunk": id}]` (Forward protocol v1,
/// "PackedForward Mode", and with the option `compressed`, "CompressedPackedForward Mode").

#include <log_fluentd/compress_config.hpp>
#include <log_fluentd/frame_config.hpp>
#include <log_fluentd/statistics.hpp>

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

namespace log_fluentd::detail {

/// Appends the bytes before the entries.
/// \param entries How many entries there are, and in how many bytes.
void write_frame_head(std::string& out, frame_config const& config, std::string_view tag, amount entries);

/// Appends the bytes after the entries: the map of options. An empty `chunk_id` requests no acknowledgement.
/// \param compressed_by How the entries are compressed.
void write_frame_tail(std::string& out, frame_config const& config, std::uint64_t events,
                      std::string_view chunk_id, compression compressed_by = compression::none);

/// The number of bytes at the beginning of the entries that are not part of the frame: a Message frame has
/// the time and the map of its single event, without the array around them.
inline std::size_t skipped_bytes(frame_config const& config) noexcept
{
    return config.mode == event_mode::message ? 1 : 0;
}

/// Length of an id.
constexpr std::size_t chunk_id_size = 22;

/// A new id for a chunk: a random UUID in base64 (Forward protocol v1, "Option"), without padding, which has
/// no meaning, and without a line end.
/// \throws what the system's source of random numbers throws.
std::string make_chunk_id();

} // namespace log_fluentd::detail
