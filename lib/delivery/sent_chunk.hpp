// Copyright (c) 2026 The log_fluentd authors
// Distributed under the Boost Software License, Version 1.0.
// (See accompanying file LICENSE_1_0.txt or https://www.boost.org/LICENSE_1_0.txt)

#pragma once

/// \file
/// A chunk with delivery's own fields.

#include "buffer/chunk.hpp"

#include <boost/assert.hpp>

#include <cstddef>
#include <string>

namespace log_fluentd::detail {

/// The buffer makes all its chunks so (`new_chunk<sent_chunk>`): what is taken, or divided, needs no memory
/// for these fields any more. They are the strand's alone, and begin anew each time that a chunk is taken.
struct sent_chunk final : chunk
{
    std::string id; ///< The same on every try, so that a receiver can tell.
    bool sent_before = false;
    bool compress_tried = false; ///< It is compressed once, or found not to be worth it.
    std::string compressed;      ///< Its events, compressed; empty: they go as they are.
    std::size_t expected = 0;    ///< Compressed bytes, of a part of what was compressed; 0: not known.

    /// One that has just come from the buffer, or null.
    static sent_chunk* just_taken(chunk* c) noexcept
    {
        BOOST_ASSERT(!c || dynamic_cast<sent_chunk*>(c));
        auto* const one = static_cast<sent_chunk*>(c);
        if (one) {
            one->id.clear();
            one->sent_before = one->compress_tried = false;
            one->expected = 0;
        }
        return one;
    }
};
static_assert(sizeof(sent_chunk) + 96 <= chunk_cost);

} // namespace log_fluentd::detail
