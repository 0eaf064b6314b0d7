// Copyright (c) 2026 The log_fluentd authors
// Distributed under the Boost Software License, Version 1.0.
// (See accompanying file LICENSE_1_0.txt or https://www.boost.org/LICENSE_1_0.txt)

// How chunks are compressed before delivery sends them.

#include "delivery/delivery.hpp"

#include <utility>

namespace log_fluentd::detail {

/// Whether the chunk is compressed before it is sent. Its size on the wire is not known before.
bool delivery::is_compressed_first(link const& to, sent_chunk const& c) const
{
    return to.takes_compressed() && compression_.wants(c);
}

/// Begins to compress the next chunk if necessary, even if it cannot be sent yet.
/// \returns whether it does.
bool delivery::compress_first(link const& to)
{
    if (again_.empty() || !is_compressed_first(to, *again_.back()))
        return false;
    compression_.begin(*again_.back());
    again_.pop_back();
    return true;
}

/// The same for a chunk that was set aside, unless another is being compressed. It returns there.
void delivery::compress_aside(std::size_t number)
{
    if (compresses())
        return;
    compression_.begin(*aside_[number].subject);
    aside_compressed_ = aside_[number];
    aside_.erase(aside_.begin() + static_cast<std::ptrdiff_t>(number));
}

void delivery::compress_some()
{
    if (sent_chunk* const c = compression_.go_on()) {
        if (auto const from = std::exchange(aside_compressed_, std::nullopt))
            aside_.push_back(*from);
        else
            send_soon(c);
    }
}

} // namespace log_fluentd::detail
