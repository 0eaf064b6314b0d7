// Copyright (c) 2026 The log_fluentd authors
// Distributed under the Boost Software License, Version 1.0.
// (See accompanying file LICENSE_1_0.txt or https://www.boost.org/LICENSE_1_0.txt)

#ifndef LOG_FLUENTD_SINK_BACKEND_HPP_INCLUDED_
#define LOG_FLUENTD_SINK_BACKEND_HPP_INCLUDED_

/// \file
/// The Boost.Log sink backend.

// Boost.Log's come first: in the other order GCC 12 collects garbage among them, and takes a tenth longer.
// clang-format off
#include <boost/log/core/record_view.hpp>
#include <boost/log/sinks/basic_sink_backend.hpp>
#include <boost/log/sinks/frontend_requirements.hpp>
#include <boost/log/sinks/unlocked_frontend.hpp>
#include <boost/shared_ptr.hpp>

#include <log_fluentd/detail/boost_log_abi.hpp>
#include <log_fluentd/sender.hpp>
#include <log_fluentd/sink_config.hpp>
// clang-format on

#include <memory>

namespace log_fluentd {

namespace detail {
class record_consumer;
} // namespace detail

/// Encodes each record on the thread that logs it, and gives it to a sender.
///
/// It works with every frontend. `unlocked_sink` is the best choice, and the one of `make_sink`: it locks
/// nothing, and records keep the severity and the scope of their thread. With a bounded `asynchronous_sink`
/// records are encoded on the frontend's thread, with the time of that moment.
///
/// \par Thread safety
/// `consume` and `flush` may be called on any thread at any time.
class LOG_FLUENTD_DECL sink_backend
    : public boost::log::sinks::basic_sink_backend<boost::log::sinks::combine_requirements<
          boost::log::sinks::concurrent_feeding, boost::log::sinks::flushing>::type>
{
public:
    /// Makes a sender of its own from `config.sender`.
    /// \throws std::invalid_argument if `config` is out of bounds (see `validate`).
    explicit sink_backend(sink_config config);
    /// Uses a sender that others use too; `config.sender` is ignored.
    /// \throws std::invalid_argument also if `shared` is null.
    sink_backend(std::shared_ptr<log_fluentd::sender> shared, sink_config config);
    /// For the library itself.
    explicit sink_backend(std::unique_ptr<detail::record_consumer> consumer) noexcept;
    /// Does not wait; see `sender::~sender`.
    ~sink_backend();

    /// Encodes the record and gives it to the sender. It never throws, and waits only where `sender::emit`
    /// does.
    void consume(boost::log::record_view const& record) noexcept;
    /// Waits until what was accepted is delivered, at most for `sender_config::flush_timeout`.
    void flush() noexcept;

    /// The sender, for its `statistics`, `flush` and `close`.
    std::shared_ptr<log_fluentd::sender> const& sender() const noexcept;

private:
    std::unique_ptr<detail::record_consumer> consumer_;
};

/// The sink that `make_sink` makes.
using sink = boost::log::sinks::unlocked_sink<sink_backend>;

/// Makes a sink with a sender of its own: `core->add_sink(log_fluentd::make_sink(config))`.
/// \throws std::invalid_argument if `config` is out of bounds.
LOG_FLUENTD_DECL boost::shared_ptr<sink> make_sink(sink_config config);
/// Makes a sink for a sender that others use too.
/// \throws std::invalid_argument also if `shared` is null.
LOG_FLUENTD_DECL boost::shared_ptr<sink> make_sink(std::shared_ptr<sender> shared, sink_config config);

} // namespace log_fluentd

#endif
