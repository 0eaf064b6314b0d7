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

/// All chunks of a sender are of this type (`new_chunk<sent_chunk>`), so taking or dividing one allocates
/// nothing for these fields. Only the strand uses them. `just_taken` resets them, but `compressed`, which is
/// freed when the chunk is settled.
struct sent_chunk final : chunk
{
    std::string id; ///< The same on every try, so that a receiver can tell.
    bool sent_before = false;
    bool compress_tried = false; ///< It is compressed once, or found not to be worth it.
    std::string compressed;      ///< Its events, compressed. If empty, they are sent as they are.
    std::size_t expected =
        0; ///< Bytes once compressed, estimated for a part of a compressed chunk; 0 if unknown.

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
