// Copyright (c) 2026 The log_fluentd authors
// Distributed under the Boost Software License, Version 1.0.
// (See accompanying file LICENSE_1_0.txt or https://www.boost.org/LICENSE_1_0.txt)

#include "buffer/open_chunks.hpp"

#include <algorithm>

namespace log_fluentd::detail {

open_chunks::~open_chunks()
{
    for (auto const& open : by_label_)
        delete open.second;
}

chunk* open_chunks::find(std::string_view label) noexcept
{
    if (last_ && is_of_last(label))
        return last_;
    auto const found = by_label_.find(label);
    return found == by_label_.end() ? nullptr : remember(found->second);
}

chunk* open_chunks::remember(chunk* c) noexcept
{
    if (remembers_last_) {
        last_label_ = c->label();
        last_ = c;
    }
    return c;
}

void open_chunks::remember_last(bool may) noexcept
{
    remembers_last_ = may;
    if (!may)
        last_ = nullptr;
}

chunk* open_chunks::add(chunk& c)
{
    by_label_.emplace(c.label(), &c);
    c.opened = clock::now();
    most_ = std::max(most_, by_label_.size());
    if (by_label_.size() == 1)
        since_ = c.opened;
    return remember(&c);
}

void open_chunks::remove(chunk& c) noexcept
{
    by_label_.erase(c.label());
    if (last_ == &c)
        last_ = nullptr;
}

bool open_chunks::has_idle_memory() const noexcept
{
    constexpr std::size_t large = 4096;
    return by_label_.empty() && by_label_.bucket_count() > large;
}

void open_chunks::take_idle_memory(map& empty) noexcept
{
    bool const is_used = std::exchange(most_, by_label_.size()) > by_label_.bucket_count() / 8;
    if (has_idle_memory() && !is_used)
        by_label_.swap(empty);
}

} // namespace log_fluentd::detail
