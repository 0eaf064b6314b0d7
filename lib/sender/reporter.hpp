// Copyright (c) 2026 The log_fluentd authors
// Distributed under the Boost Software License, Version 1.0.
// (See accompanying file LICENSE_1_0.txt or https://www.boost.org/LICENSE_1_0.txt)

#pragma once

/// \file
/// Brings diagnostics to the user's handler.

#include "buffer/buffer.hpp"
#include "msgpack/scratch.hpp"

#include <log_fluentd/diagnostic.hpp>

#include <memory>
#include <mutex>
#include <set>
#include <string>
#include <typeindex>
#include <vector>

namespace log_fluentd::detail {

class reporter
{
public:
    /// An empty handler: lines on standard error. `counters` gets the handler's errors. `name` is the
    /// sender's.
    reporter(diagnostic_handler handler, std::shared_ptr<buffer> counters, std::string name = {});

    /// Whether the user has given one.
    bool has_handler() const noexcept { return has_handler_; }
    std::string with_name(std::string message) const;
    /// Calls the handler. To be called on the strand only, or where there is none. What the handler logs
    /// meanwhile is seen as reentrant.
    void report(diagnostic const& what) noexcept;

    /// A diagnostic for each type of the report that was not told before.
    std::vector<diagnostic> unknown_types(encode_report const& report);

private:
    bool const has_handler_;
    std::string const name_;
    diagnostic_handler handler_;
    std::shared_ptr<buffer> counters_;
    std::mutex mutex_;
    std::set<std::type_index> reported_;
};

} // namespace log_fluentd::detail
