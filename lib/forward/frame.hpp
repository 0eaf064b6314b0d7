// Copyright (c) 2026 The log_fluentd authors
// Distributed under the Boost Software License, Version 1.0.
// (See accompanying file LICENSE_1_0.txt or https://www.boost.org/LICENSE_1_0.txt)

#ifndef LOG_FLUENTD_LIB_FORWARD_FRAME_HPP_INCLUDED_
#define LOG_FLUENTD_LIB_FORWARD_FRAME_HPP_INCLUDED_

/// \file
/// What stands around a chunk on the wire: `[tag, entries, {"size": n, "chunk": id}]` (Forward protocol v1,
/// "PackedForward Mode", and with `"compressed"` "CompressedPackedForward Mode").

#include <log_fluentd/compress_config.hpp>
#include <log_fluentd/frame_config.hpp>
#include <log_fluentd/statistics.hpp>

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

namespace log_fluentd::detail {

/// The bytes before `entries`, which are so many events in so many bytes.
void write_frame_head(std::string& out, frame_config const& config, std::string_view tag, amount entries);

/// The bytes behind the entries: the option map. An empty `chunk_id` asks for no acknowledgement.
/// \param compressed_by How the entries are compressed.
void write_frame_tail(std::string& out, frame_config const& config, std::uint64_t events,
                      std::string_view chunk_id, compression compressed_by = compression::none);

/// How many bytes at the beginning of the entries are left out of the frame: a message has the time and the
/// map of its one event, without the array around them.
inline std::size_t skipped_bytes(frame_config const& config) noexcept
{
    return config.mode == event_mode::message ? 1 : 0;
}

/// Length of an id.
constexpr std::size_t chunk_id_size = 22;

/// A new id for a chunk: a random UUID in base64 (Forward protocol v1, "Option"), without padding, which
/// would say nothing, and without a line end. \throws what the system's source of random numbers throws.
std::string make_chunk_id();

} // namespace log_fluentd::detail

#endif
