// Copyright (c) 2026 The log_fluentd authors
// Distributed under the Boost Software License, Version 1.0.
// (See accompanying file LICENSE_1_0.txt or https://www.boost.org/LICENSE_1_0.txt)

#ifndef LOG_FLUENTD_SINK_BACKEND_HPP_INCLUDED_
#define LOG_FLUENTD_SINK_BACKEND_HPP_INCLUDED_

/// \file
/// The Boost.Log sink backend.

#include <log_fluentd/detail/boost_log_abi.hpp>
#include <log_fluentd/sender.hpp>
#include <log_fluentd/sink_config.hpp>

#include <boost/log/core/record_view.hpp>
#include <boost/log/sinks/basic_sink_backend.hpp>
#include <boost/log/sinks/frontend_requirements.hpp>
#include <boost/log/sinks/unlocked_frontend.hpp>
#include <boost/shared_ptr.hpp>

#include <memory>

namespace log_fluentd {

/// Encodes each record on the thread that logs it and hands it to a sender.
///
/// Works under every frontend; `unlocked_sink` is the one to take (`make_sink` does): it takes no lock, and
/// records keep their thread's severity and scope. Under a bounded `asynchronous_sink` records are
/// encoded on the frontend's thread, with the time of that moment.
///
/// \par Thread safety `consume` and `flush` may be called from any thread at any time.
class sink_backend : public boost::log::sinks::basic_sink_backend<boost::log::sinks::combine_requirements<
                         boost::log::sinks::concurrent_feeding, boost::log::sinks::flushing>::type>
{
public:
    /// Makes a sender of its own from `config.sender`. \throws std::invalid_argument (see `validate`).
    explicit sink_backend(sink_config config);
    /// Uses a sender that others use too. \throws std::invalid_argument also when `shared` is null.
    sink_backend(std::shared_ptr<log_fluentd::sender> shared, sink_config config);
    /// Does not wait; see `sender::~sender`.
    ~sink_backend();

    /// Encodes the record and gives it to the sender. Never throws, and waits as little as `sender::emit`.
    void consume(boost::log::record_view const& record) noexcept;
    /// Waits until what was accepted is delivered, at most for `sender_config::flush_timeout`.
    void flush() noexcept;

    /// The sender, for `statistics`, `flush` and `close`.
    std::shared_ptr<log_fluentd::sender> const& sender() const noexcept;

private:
    struct implementation;
    std::unique_ptr<implementation> impl_;
};

/// The sink that `make_sink` makes.
using sink = boost::log::sinks::unlocked_sink<sink_backend>;

/// Makes a sink with a sender of its own: `core->add_sink(log_fluentd::make_sink(config))`.
/// \throws std::invalid_argument when `config` is out of bounds.
boost::shared_ptr<sink> make_sink(sink_config config);
/// Makes a sink for a sender that others use too. \throws std::invalid_argument also when `shared` is null.
boost::shared_ptr<sink> make_sink(std::shared_ptr<sender> shared, sink_config config);

} // namespace log_fluentd

#endif
