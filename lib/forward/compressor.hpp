// Copyright (c) 2026 The log_fluentd authors
// Distributed under the Boost Software License, Version 1.0.
// (See accompanying file LICENSE_1_0.txt or https://www.boost.org/LICENSE_1_0.txt)

#pragma once

/// \file
/// Compresses the entries of CompressedPackedForward frames, a piece at a time: gzip (RFC 1952) with zlib, or
/// zstd (RFC 8878) with libzstd. With zstd they become a sequence of zstd frames, each of 32 KiB before
/// compression, because Fluent Bit decompresses each of them into `buffer_chunk_size` bytes, and acknowledges
/// and loses what does not fit.

#include <log_fluentd/compress_config.hpp>

#include <cstddef>
#include <memory>

namespace log_fluentd::detail {

/// Memory for compressed bytes, which does not grow.
struct output_room
{
    char* next;
    std::size_t left;
};

/// Compresses one sequence of bytes after another, and reuses its memory for that.
class compressor
{
public:
    virtual ~compressor() = default;
    /// Begins a sequence.
    virtual void begin() noexcept = 0;
    // These return false if there was no room, or after an error. Then only `begin` may follow.
    virtual bool add(char const* data, std::size_t size, output_room& to) noexcept = 0;
    virtual bool finish(output_room& to) noexcept = 0;
};

/// \pre The method is not `none`.
/// \throws std::bad_alloc.
std::unique_ptr<compressor> make_compressor(compress_config const& config);

} // namespace log_fluentd::detail
