// Copyright (c) 2026 The log_fluentd authors
// Distributed under the Boost Software License, Version 1.0.
// (See accompanying file LICENSE_1_0.txt or https://www.boost.org/LICENSE_1_0.txt)

#pragma once

/// \file
/// The frontend for handlers whose backend may be called by only one thread at a time.

#include "os/fork.hpp"

#include <boost/log/core/record_view.hpp>
#include <boost/log/sinks/basic_sink_frontend.hpp>
#include <boost/shared_ptr.hpp>

#include <mutex>
#include <utility>

namespace log_fluentd::detail {

/// Boost.Log's `synchronous_sink`, but for programs that fork: with the original, a child could never write a
/// record if another thread of its parent was just writing one.
template <typename Backend>
class handler_sink : public boost::log::sinks::basic_formatting_sink_frontend<char>
{
    using base = boost::log::sinks::basic_formatting_sink_frontend<char>;

public:
    explicit handler_sink(boost::shared_ptr<Backend> backend) : base(false), backend_(std::move(backend)) {}

    void consume(boost::log::record_view const& record) override
    {
        base::feed_record(record, mutex_, *backend_);
    }
    bool try_consume(boost::log::record_view const& record) override
    {
        return base::try_feed_record(record, mutex_, *backend_);
    }
    void flush() override { base::flush_backend(mutex_, *backend_); }

    /// Calls `f(backend)` while no record is being written.
    template <typename Function>
    void with_backend(Function f)
    {
        std::lock_guard<fork_safe_mutex> const lock(mutex_);
        f(*backend_);
    }

private:
    fork_safe_member_mutex mutex_;
    boost::shared_ptr<Backend> const backend_;
};

} // namespace log_fluentd::detail
