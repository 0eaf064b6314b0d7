// Copyright (c) 2026 The log_fluentd authors
// Distributed under the Boost Software License, Version 1.0.
// (See accompanying file LICENSE_1_0.txt or https://www.boost.org/LICENSE_1_0.txt)

// How chunks come to be compressed before delivery sends them.

#include "delivery/delivery.hpp"

namespace log_fluentd::detail {

/// Whether the next chunk is compressed first. That need not wait until it can be sent.
bool delivery::compress_first(std::size_t server)
{
    if (again_.empty() || !links_[server].takes_compressed() || !compression_.wants(*again_.back()))
        return false;
    compression_.begin(*again_.back());
    again_.pop_back();
    return true;
}

void delivery::compress_some()
{
    if (chunk* const c = compression_.go_on()) {
        if (!c->compressed.empty())
            buffer_.note([&](statistics& s) {
                s.compressed += c->content;
                s.compressed_to += c->compressed.size();
            });
        send_soon(c);
    }
}

} // namespace log_fluentd::detail
