// Copyright (c) 2026 The log_fluentd authors
// Distributed under the Boost Software License, Version 1.0.
// (See accompanying file LICENSE_1_0.txt or https://www.boost.org/LICENSE_1_0.txt)

#pragma once

/// \file
/// What happens to a file or a socket when configurations change.

#include "dict_config/handlers/handler_sink.hpp"
#include "settings/sink_life.hpp"

#include <boost/shared_ptr.hpp>
#include <boost/weak_ptr.hpp>

namespace log_fluentd::detail {

/// For a sink whose frontend has a lock, and whose backend has `commit` and `retire`.
template <typename Backend>
class locked_handler_life final : public sink_life
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
