// Copyright (c) 2026 The log_fluentd authors
// Distributed under the Boost Software License, Version 1.0.
// (See accompanying file LICENSE_1_0.txt or https://www.boost.org/LICENSE_1_0.txt)

#ifndef LOG_FLUENTD_LIB_FORWARD_COMPRESSOR_HPP_INCLUDED_
#define LOG_FLUENTD_LIB_FORWARD_COMPRESSOR_HPP_INCLUDED_

/// \file
/// The entries of CompressedPackedForward frames: zlib's gzip (RFC 1952) and libzstd (RFC 8878), fed piece by
/// piece. Those of zstd are a sequence of frames of 32 KiB each, inflated: Fluent Bit inflates each frame
/// into `buffer_chunk_size` bytes, and acknowledges and loses what is more.

#include <log_fluentd/compress_config.hpp>

#include <cstddef>
#include <memory>

namespace log_fluentd::detail {

/// Where compressed bytes go: so much room, and no more.
struct output_room
{
    char* next;
    std::size_t left;
};

/// Compresses one sequence of bytes after another. What it needs for that it keeps.
class compressor
{
public:
    virtual ~compressor() = default;
    /// Begins anew.
    virtual void begin() noexcept = 0;
    // False where there was no room, or an error; then only `begin` may follow.
    virtual bool add(char const* data, std::size_t size, output_room& to) noexcept = 0;
    virtual bool finish(output_room& to) noexcept = 0;
};

/// \pre The method is not `none`. \throws std::bad_alloc
std::unique_ptr<compressor> make_compressor(compress_config const& config);

} // namespace log_fluentd::detail

#endif
