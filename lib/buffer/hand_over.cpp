// Copyright (c) 2026 The log_fluentd authors
// Distributed under the Boost Software License, Version 1.0.
// (See accompanying file LICENSE_1_0.txt or https://www.boost.org/LICENSE_1_0.txt)

#include "buffer/hand_over.hpp"

#include <utility>

namespace log_fluentd::detail {

namespace {

/// So many chunks are looked at for one of the same tag: the events of a few tags in turn then share slabs.
constexpr int most_compared = 16;

} // namespace

hand_over::~hand_over()
{
    while (oldest_)
        delete std::exchange(oldest_, oldest_->next);
}

chunk* hand_over::find(std::string_view label, errc reason) const noexcept
{
    int compared = 0;
    for (chunk* c = newest_; c && compared < most_compared; c = c->previous, ++compared) {
        if (c->label() == label)
            return c->is_copy && c->given_up == reason ? c : nullptr;
    }
    return nullptr;
}

void hand_over::push(chunk& c) noexcept
{
    c.previous = newest_;
    c.next = nullptr;
    (newest_ ? newest_->next : oldest_) = &c;
    newest_ = &c;
}

chunk* hand_over::pop() noexcept
{
    chunk* const c = oldest_;
    if (!c)
        return nullptr;
    oldest_ = c->next;
    (oldest_ ? oldest_->previous : newest_) = nullptr;
    return c;
}

} // namespace log_fluentd::detail
