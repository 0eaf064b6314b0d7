// Copyright (c) 2026 The log_fluentd authors
// Distributed under the Boost Software License, Version 1.0.
// (See accompanying file LICENSE_1_0.txt or https://www.boost.org/LICENSE_1_0.txt)

#pragma once

/// \file
/// The sink of a Fluentd handler, and of a section of settings.

#include "settings/sink_life.hpp"

#include <log_fluentd/sink_backend.hpp>

#include <boost/config.hpp>
#include <boost/log/core/record_view.hpp>
#include <boost/log/sinks/basic_sink_backend.hpp>
#include <boost/log/sinks/frontend_requirements.hpp>
#include <boost/log/sinks/unlocked_frontend.hpp>
#include <boost/shared_ptr.hpp>

#include <atomic>
#include <memory>

namespace log_fluentd::detail {

/// A `sink_backend` that can be released while its sink is still known to records.
class replaceable_backend
    : public boost::log::sinks::basic_sink_backend<boost::log::sinks::combine_requirements<
          boost::log::sinks::concurrent_feeding, boost::log::sinks::flushing>::type>
{
public:
    /// \param config The configuration that `backend` was made from.
    replaceable_backend(boost::shared_ptr<sink_backend> backend, sink_config config);

    void consume(boost::log::record_view const& record)
    {
        if (auto* const backend = in_use_.load(std::memory_order_acquire); BOOST_LIKELY(backend != nullptr))
            backend->consume(record);
        else
            consume_late(record);
    }
    void flush();

    /// Null if it has ended.
    std::shared_ptr<log_fluentd::sender> sender() const noexcept { return sender_.lock(); }
    /// Makes each record from now on a late one.
    /// \returns false if that was so before.
    bool stop() noexcept { return in_use_.exchange(nullptr) != nullptr; }
    /// Releases the backend.
    /// \pre No record that came before `stop` is still in `consume`.
    void let_go() noexcept { backend_.reset(); }

private:
    [[gnu::noinline, gnu::cold]] void consume_late(boost::log::record_view const& record) const;

    boost::shared_ptr<sink_backend> backend_;
    std::atomic<sink_backend*> in_use_;
    std::weak_ptr<log_fluentd::sender> const sender_;
    sink_config config_;
};

using replaceable_sink = boost::log::sinks::unlocked_sink<replaceable_backend>;

/// A sink that passes records to `backend`, until another configuration replaces it.
/// \param config The configuration that `backend` was made from.
boost::shared_ptr<replaceable_sink> make_replaceable_sink(boost::shared_ptr<sink_backend> backend,
                                                          sink_config config);

/// When retired, the sender delivers what it has in the background, and closes, unless it has other users.
std::shared_ptr<sink_life> make_life(boost::shared_ptr<replaceable_sink> const& of);

} // namespace log_fluentd::detail
