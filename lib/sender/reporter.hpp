// Copyright (c) 2026 The log_fluentd authors
// Distributed under the Boost Software License, Version 1.0.
// (See accompanying file LICENSE_1_0.txt or https://www.boost.org/LICENSE_1_0.txt)

#pragma once

/// \file
/// Calls the user's handler with diagnostics.

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
    /// \param handler If empty, diagnostics are lines on standard error.
    /// \param counters Counts the handler's errors.
    /// \param name The sender's name.
    reporter(diagnostic_handler handler, std::shared_ptr<buffer> counters, std::string name = {});

    /// Whether the handler is the user's.
    bool has_handler() const noexcept { return has_handler_; }
    std::string with_name(std::string message) const;
    /// Calls the handler. Call this on the strand only, or if there is none. Events that the handler logs are
    /// rejected as reentrant.
    void report(diagnostic const& what) noexcept;

    /// A diagnostic for each type of the report that was not reported before.
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
