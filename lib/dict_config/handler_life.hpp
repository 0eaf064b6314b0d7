// Copyright (c) 2026 The log_fluentd authors
// Distributed under the Boost Software License, Version 1.0.
// (See accompanying file LICENSE_1_0.txt or https://www.boost.org/LICENSE_1_0.txt)

#ifndef LOG_FLUENTD_LIB_DICT_CONFIG_HANDLER_LIFE_HPP_INCLUDED_
#define LOG_FLUENTD_LIB_DICT_CONFIG_HANDLER_LIFE_HPP_INCLUDED_

/// \file
/// What happens to a handler when configurations change.

#include "dict_config/handler_sink.hpp"

#include <boost/shared_ptr.hpp>
#include <boost/weak_ptr.hpp>

namespace log_fluentd::detail {

/// What a handler holds: files, sockets, a sender. A sink that was replaced is kept for records on the way to
/// it; what it holds is not.
/// \par Thread safety None.
class handler_life
{
public:
    virtual ~handler_life() = default;

    /// The handler's configuration is in force, so nothing can go wrong any more.
    virtual void begin() noexcept {}
    /// Another configuration is: closes what the handler holds. What it has accepted is delivered in the
    /// background. A record that comes late opens what it needs, and closes it.
    /// \return false when the handler is still in use; call it again later.
    virtual bool retire() noexcept { return true; }
    /// Whether all that `retire` left to the background is done.
    virtual bool has_ended() noexcept { return true; }
    /// Waits for that, no longer than the handler's configuration allows.
    virtual void wait_ended() noexcept {}
};

/// That of a sink whose frontend has a lock, and whose backend has `commit` and `retire`.
template <typename Backend>
class locked_handler_life final : public handler_life
{
public:
    using sink = handler_sink<Backend>;

    explicit locked_handler_life(boost::shared_ptr<sink> const& of) : sink_(of) {}

    void begin() noexcept override
    {
        if (auto const there = sink_.lock())
            there->with_backend([](Backend& backend) { backend.commit(); });
    }

    bool retire() noexcept override
    {
        if (auto const there = sink_.lock())
            there->with_backend([](Backend& backend) { backend.retire(); });
        return true;
    }

private:
    boost::weak_ptr<sink> sink_;
};

} // namespace log_fluentd::detail

#endif
