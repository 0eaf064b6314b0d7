// Copyright (c) 2026 The log_fluentd authors
// Distributed under the Boost Software License, Version 1.0.
// (See accompanying file LICENSE_1_0.txt or https://www.boost.org/LICENSE_1_0.txt)

#ifndef LOG_FLUENTD_COMPRESS_CONFIG_HPP_INCLUDED_
#define LOG_FLUENTD_COMPRESS_CONFIG_HPP_INCLUDED_

/// \file
/// How chunks are compressed.

#include <cstddef>

namespace log_fluentd {

/// How a chunk's events are compressed (Forward protocol v1, "CompressedPackedForward Mode").
enum class compression
{
    none,
    /// Only for receivers that are known to take it, since they cannot be asked: Fluentd from 0.14.7, Fluent
    /// Bit, Vector, the OpenTelemetry Collector. Fluentd 0.12 acknowledges such chunks and stores garbage;
    /// the `fluent` codec of Logstash takes none.
    gzip,
    /// Smaller and faster. Only for receivers that are known to take it: Fluentd from 1.19, Fluent Bit from
    /// 4.1. Older ones take such chunks for garbage, and may acknowledge them.
    zstd,
};

/// Compression, on the sender's thread and in slices; a chunk that goes again is not compressed again. What
/// goes to a unix socket is not compressed: it saves nothing there, and Fluentd's `in_unix` cannot inflate.
/// The compressed bytes of the chunks on the way take memory beside the buffer, at most 8 MiB; beyond, chunks
/// go as they are.
struct compress_config
{
    /// Other than `none` it takes `event_mode::packed_forward` with `frame_config::options`. With `zstd`,
    /// a chunk goes in frames of zstd of 32 KiB each, inflated.
    compression method = compression::none;
    /// 1 (fast) to 9 (small); for zstd to 19. Levels above the first few cost more than they save.
    int level = 1;
    /// A chunk of fewer bytes goes as it is, and so does one that does not become smaller by an eighth.
    /// 0 to 4 MiB.
    std::size_t min_size = 1024;
};

} // namespace log_fluentd

#endif
