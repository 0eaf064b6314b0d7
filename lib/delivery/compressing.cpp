// Copyright (c) 2026 The log_fluentd authors
// Distributed under the Boost Software License, Version 1.0.
// (See accompanying file LICENSE_1_0.txt or https://www.boost.org/LICENSE_1_0.txt)

// How chunks come to be compressed before delivery sends them.

#include "delivery/delivery.hpp"

#include <utility>

namespace log_fluentd::detail {

/// What it takes on the wire is known only then.
bool delivery::is_compressed_first(link const& to, sent_chunk const& c) const
{
    return to.takes_compressed() && compression_.wants(c);
}

/// Whether the next chunk is compressed first. That need not wait until it can be sent.
bool delivery::compress_first(link const& to)
{
    if (again_.empty() || !is_compressed_first(to, *again_.back()))
        return false;
    compression_.begin(*again_.back());
    again_.pop_back();
    return true;
}

/// The same for one that was set aside, as soon as no other is compressed. It comes back there.
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
