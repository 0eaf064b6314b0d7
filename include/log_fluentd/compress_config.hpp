// Copyright (c) 2026 The log_fluentd authors
// Distributed under the Boost Software License, Version 1.0.
// (See accompanying file LICENSE_1_0.txt or https://www.boost.org/LICENSE_1_0.txt)

#ifndef LOG_FLUENTD_COMPRESS_CONFIG_HPP_INCLUDED_
#define LOG_FLUENTD_COMPRESS_CONFIG_HPP_INCLUDED_

/// \file
/// How chunks are compressed.

#include <cstddef>

namespace log_fluentd {

/// How the events of a chunk are compressed (Forward protocol v1, "CompressedPackedForward Mode"). A server
/// cannot be asked what it supports, so choose a method only for servers that are known to support it.
enum class compression
{
    none,
    /// Supported by Fluentd from 0.14.7, Fluent Bit, Vector and the OpenTelemetry Collector. Fluentd 0.12
    /// acknowledges such chunks and stores garbage. The `fluent` codec of Logstash does not support it.
    gzip,
    /// Smaller and faster. Supported by Fluentd from 1.19 and Fluent Bit from 4.1. Older versions treat such
    /// chunks as garbage, and may acknowledge them.
    zstd,
};

/// Compression of chunks. It runs on the sender's thread, a slice at a time; a chunk that is resent is not
/// compressed again. Chunks for a unix socket are not compressed, because it would save nothing and Fluentd's
/// `in_unix` cannot decompress. The compressed bytes of the chunks on their way use memory beside the buffer,
/// at most 8 MiB; beyond that, chunks are sent uncompressed.
struct compress_config
{
    /// A method other than `none` requires `event_mode::packed_forward` and `frame_config::options`. With
    /// `zstd`, a chunk is a sequence of zstd frames (RFC 8878), each of 32 KiB before compression.
    compression method = compression::none;
    /// From fast to small: 1 to 9, for zstd to 19. Levels above the first few cost more than they save.
    int level = 1;
    /// A chunk of fewer bytes is sent uncompressed, and so is one that does not become smaller by an eighth.
    /// In bytes, 0 to 4 MiB.
    std::size_t min_size = 1024;
};

} // namespace log_fluentd

#endif
