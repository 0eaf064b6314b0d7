// Copyright (c) 2026 The log_fluentd authors
// Distributed under the Boost Software License, Version 1.0.
// (See accompanying file LICENSE_1_0.txt or https://www.boost.org/LICENSE_1_0.txt)

#pragma once

/// \file
/// Compresses chunks before they are sent: one after another, each once, and in slices, because it runs on
/// the strand.

#include "buffer/slab_pool.hpp"
#include "delivery/sent_chunk.hpp"
#include "forward/compressor.hpp"

#include <log_fluentd/compress_config.hpp>

#include <cstddef>
#include <memory>
#include <vector>

namespace log_fluentd::detail {

class chunk_compression
{
public:
    /// Bytes of a chunk that are compressed at once: a fraction of a millisecond at the first levels.
    static constexpr std::size_t slice = std::size_t{32} << 10;
    /// Most compressed bytes that are kept; see `compress_config`.
    static constexpr std::size_t most_kept = std::size_t{8} << 20;

    chunk_compression(compress_config const& config, slab_pool const& pool) : config_(config), pool_(pool) {}

    /// Whether the chunk has to be compressed before it is sent. A chunk that is resent is not compressed
    /// again.
    bool wants(sent_chunk const& c) const noexcept;
    /// \pre `wants`, and no other chunk is in progress.
    void begin(sent_chunk& c) noexcept;
    /// The chunk in progress, or null.
    sent_chunk* subject() const noexcept { return subject_; }
    /// Compresses the next slice.
    /// \returns the chunk when it is finished, otherwise null.
    sent_chunk* go_on() noexcept;
    /// Stops.
    /// \returns the chunk that was in progress, or null.
    sent_chunk* stop() noexcept;
    /// Frees the compressed bytes of a chunk that is not sent any more, or was changed.
    void forget(sent_chunk& c) noexcept;
    /// The ratio of uncompressed to compressed bytes, of the recent chunk that became smaller by the least.
    double ratio() const noexcept { return ratio_; }

private:
    void learn_ratio() noexcept;
    bool compress_slice() noexcept;
    void keep() noexcept;

    compress_config const config_;
    slab_pool const& pool_;
    std::unique_ptr<compressor> compressor_; // made when the first chunk comes
    std::vector<char> output_;
    std::size_t kept_ = 0; // compressed bytes of all chunks
    double ratio_ = 1;
    bool knows_ratio_ = false;

    sent_chunk* subject_ = nullptr;
    bool is_abandoned_ = false; // it goes as it is
    slab_pool::index slab_ = slab_pool::none;
    std::size_t at_ = 0; // in that slab
    output_room room_{};
};

} // namespace log_fluentd::detail
