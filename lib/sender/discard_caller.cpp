// Copyright (c) 2026 The log_fluentd authors
// Distributed under the Boost Software License, Version 1.0.
// (See accompanying file LICENSE_1_0.txt or https://www.boost.org/LICENSE_1_0.txt)

#include "sender/discard_caller.hpp"

#include "os/thread.hpp"
#include "sender/thread_scratch.hpp"

#include <exception>

namespace log_fluentd::detail {

namespace {

/// Memory of one call above this is not kept for the next.
constexpr std::size_t most_kept = std::size_t{1} << 20;

thread_local discard_caller const* caller_of_thread = nullptr;

void report_end(std::weak_ptr<discard_owner> const& owner) noexcept
{
    if (auto const alive = owner.lock())
        alive->discards_ended();
}

} // namespace

std::shared_ptr<discard_caller> discard_caller::make(discard_handler handler, std::shared_ptr<buffer> source)
{
    std::shared_ptr<discard_caller> made(new discard_caller(std::move(handler), source));
    source->handing_over().set_listener(made);
    return made;
}

discard_caller::discard_caller(discard_handler handler, std::shared_ptr<buffer> source)
    : handler_(std::move(handler)),
      buffer_(std::move(source))
{}

discard_caller::~discard_caller()
{
    if (thread_.joinable())
        thread_.detach();
}

void discard_caller::discarded() noexcept
{
    if (started_.load(std::memory_order_relaxed) || !trouble_.is_due())
        return;
    std::unique_lock<std::mutex> lock(mutex_);
    if (trouble_.is_due()) // another thread may have tried meanwhile
        start_locked();
    report_failed_start(lock);
}

std::optional<start_trouble::clock::time_point> discard_caller::look_again() noexcept
{
    if (started_.load(std::memory_order_relaxed) || !trouble_.has_failed() ||
        !buffer_->handing_over().has_any())
        return std::nullopt;
    discarded();
    if (started_.load(std::memory_order_relaxed))
        return std::nullopt;
    return trouble_.next_try();
}

void discard_caller::on_start_failed(std::function<void(std::error_code)> f) noexcept
{
    std::lock_guard<std::mutex> lock(mutex_);
    on_start_failed_ = std::move(f);
}

void discard_caller::report_failed_start(std::unique_lock<std::mutex>& lock) noexcept
{
    auto const error = std::exchange(to_report_, {});
    if (!error || !on_start_failed_)
        return;
    try {
        auto const report = on_start_failed_;
        lock.unlock();
        report(error);
        lock.lock();
    } catch (std::exception const&) { // no memory to report it
    }
}

void discard_caller::start_locked() noexcept
{
    if (started_)
        return;
    try {
        thread_ = start_thread("fluentd-discard", [self = shared_from_this()] { self->run(); });
        started_ = true;
        trouble_.begun();
    } catch (std::exception const&) { // the next discarded event tries again, or the strand does
        auto const error = start_error();
        if (trouble_.failed(error))
            to_report_ = error;
    }
}

void discard_caller::finish(std::weak_ptr<discard_owner> owner) noexcept
{
    {
        std::lock_guard<std::mutex> lock(mutex_);
        buffer_->handing_over().end();
        if (buffer_->handing_over().has_any())
            start_locked();
        if (started_ && !ended_) {
            if (!owner.expired()) // a call without an owner may come before or after the owner's own
                owner_ = std::move(owner);
            return;
        }
    }
    buffer_->handing_over().abandon(); // there is nothing left, or no thread for it
    report_end(owner);
}

bool discard_caller::runs_here() const noexcept
{
    return caller_of_thread == this;
}

void discard_caller::join() noexcept
{
    std::thread finished;
    {
        std::lock_guard<std::mutex> lock(mutex_);
        std::swap(finished, thread_);
    }
    if (finished.joinable())
        finished.join();
}

void discard_caller::run() noexcept
{
    caller_of_thread = this;
    while (chunk* const c = buffer_->handing_over().take()) {
        amount const content = c->content;
        errc const reason = c->discarded_for;
        bool copied = false;
        try {
            tag_ = c->tag;
            entries_.clear();
            entries_.reserve(c->bytes());
            for_each_piece(*c, buffer_->pool(),
                           [this](char const* data, std::size_t size) { entries_.append(data, size); });
            copied = true;
        } catch (std::exception const&) { // no memory for the call
        }
        bool const wanted = buffer_->handing_over().free(c);
        if (copied && wanted)
            call(content, reason);
        else
            buffer_->handing_over().miss(content);
    }
    std::weak_ptr<discard_owner> owner;
    {
        std::lock_guard<std::mutex> lock(mutex_);
        ended_ = true;
        owner = std::move(owner_);
    }
    report_end(owner);
}

void discard_caller::call(amount content, errc reason) noexcept
{
    {
        inside_library const inside;
        try {
            handler_({tag_, entries_, content.events, reason});
        } catch (...) {
            buffer_->ledger().with([](statistics& s) { ++s.handler_errors; });
        }
    }
    buffer_->handing_over().settle(content);
    if (entries_.capacity() > most_kept)
        entries_ = {};
}

} // namespace log_fluentd::detail
