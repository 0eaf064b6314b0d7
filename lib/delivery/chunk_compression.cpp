// Copyright (c) 2026 The log_fluentd authors
// Distributed under the Boost Software License, Version 1.0.
// (See accompanying file LICENSE_1_0.txt or https://www.boost.org/LICENSE_1_0.txt)

#include "delivery/chunk_compression.hpp"

#include <algorithm>
#include <exception>
#include <string>
#include <utility>

namespace log_fluentd::detail {

namespace {

/// The largest useful compressed size: saving less costs the receiver more than it is worth.
std::size_t worth_it(std::size_t size) noexcept
{
    return size - size / 8;
}

} // namespace

bool chunk_compression::wants(sent_chunk const& c) const noexcept
{
    return config_.method != compression::none && !c.compress_tried && c.bytes() >= config_.min_size &&
           kept_ + worth_it(c.bytes()) <= most_kept;
}

void chunk_compression::begin(sent_chunk& c) noexcept
{
    subject_ = &c;
    c.compress_tried = true;
    slab_ = c.first;
    at_ = c.begin;
    std::size_t const room = worth_it(c.bytes());
    try {
        if (!compressor_)
            compressor_ = make_compressor(config_);
        if (output_.size() < room)
            output_.resize(room);
        compressor_->begin();
        room_ = {output_.data(), room};
        is_abandoned_ = false;
    } catch (std::exception const&) { // no memory
        is_abandoned_ = true;
    }
}

sent_chunk* chunk_compression::go_on() noexcept
{
    if (!subject_)
        return nullptr;
    if (!is_abandoned_)
        is_abandoned_ = !compress_slice();
    if (!is_abandoned_ && slab_ != slab_pool::none)
        return nullptr;
    if (!is_abandoned_ && compressor_->finish(room_))
        keep();
    learn_ratio();
    return stop();
}

void chunk_compression::learn_ratio() noexcept
{
    auto const bytes = static_cast<double>(subject_->content.bytes);
    double const now =
        subject_->compressed.empty() ? 1 : bytes / static_cast<double>(subject_->compressed.size());
    constexpr double forgetting = 1 + 1.0 / 64;
    ratio_ = std::exchange(knows_ratio_, true) ? std::min(now, ratio_ * forgetting) : now;
}

/// \returns whether there was room.
bool chunk_compression::compress_slice() noexcept
{
    sent_chunk const& c = *subject_;
    for (std::size_t done = 0; done < slice && slab_ != slab_pool::none;) {
        bool const is_last = slab_ == c.last;
        std::size_t const size = (is_last ? c.last_used : slab_pool::slab_size) - at_;
        if (!compressor_->add(pool_.data(slab_) + at_, size, room_))
            return false;
        done += size;
        slab_ = is_last ? slab_pool::none : pool_.next(slab_);
        at_ = 0;
    }
    return true;
}

void chunk_compression::keep() noexcept
{
    try {
        subject_->compressed.assign(output_.data(), room_.next);
        kept_ += subject_->compressed.size();
    } catch (std::exception const&) { // no memory: it is sent uncompressed
    }
}

sent_chunk* chunk_compression::stop() noexcept
{
    return std::exchange(subject_, nullptr);
}

void chunk_compression::forget(sent_chunk& c) noexcept
{
    kept_ -= c.compressed.size();
    std::string().swap(c.compressed);
}

} // namespace log_fluentd::detail
