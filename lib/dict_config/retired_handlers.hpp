// Copyright (c) 2026 The log_fluentd authors
// Distributed under the Boost Software License, Version 1.0.
// (See accompanying file LICENSE_1_0.txt or https://www.boost.org/LICENSE_1_0.txt)

#ifndef LOG_FLUENTD_LIB_DICT_CONFIG_RETIRED_HANDLERS_HPP_INCLUDED_
#define LOG_FLUENTD_LIB_DICT_CONFIG_RETIRED_HANDLERS_HPP_INCLUDED_

/// \file
/// What becomes of handlers whose configuration is no more in force.

#include "dict_config/handler_life.hpp"
#include "fork/fork.hpp"

#include <boost/log/sinks/basic_sink_frontend.hpp>
#include <boost/shared_ptr.hpp>

#include <chrono>
#include <deque>
#include <memory>

namespace log_fluentd::detail {

/// \par Thread safety None.
class retired_handlers
{
public:
    using frontend = boost::log::sinks::basic_sink_frontend;

    /// Closes what the handler holds, at once where no record is being written. \param life May be null.
    void add(boost::shared_ptr<frontend> sink, std::shared_ptr<handler_life> life);
    /// Closes what was still in use before, and lets go of what has ended.
    void close_those_unused();
    /// Lets go of the sinks that no record can be on the way to.
    void drop_old();
    /// Each sender that delivers its rest has a thread and a connection: waits until there are few of them.
    /// None takes longer than its `close_timeout`.
    void bound_ending();
    /// Whether `close_those_unused` will have something to do.
    bool are_at_work() const noexcept;

private:
    struct retired_sink
    {
        boost::shared_ptr<frontend> sink;
        /// Null: it holds nothing any more.
        std::shared_ptr<handler_life> life;
        std::chrono::steady_clock::time_point since;
        /// Who uses a sink of the parent's will never be done with it in a child.
        own_process process{};
    };

    void close(retired_sink& sink);

    /// A thread may have opened a record for a sink and not yet handed it over; Boost.Log then drops the
    /// record if nobody holds the sink any more. So they are held until a later configuration finds them old.
    std::deque<retired_sink> sinks_;
    /// What they held and what may still be at work, the oldest in front.
    std::deque<std::shared_ptr<handler_life>> ending_;
};

} // namespace log_fluentd::detail

#endif
