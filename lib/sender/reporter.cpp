// Copyright (c) 2026 The log_fluentd authors
// Distributed under the Boost Software License, Version 1.0.
// (See accompanying file LICENSE_1_0.txt or https://www.boost.org/LICENSE_1_0.txt)

#include "sender/reporter.hpp"

#include "base/diagnostics.hpp"
#include "os/uninterrupted.hpp"
#include "sender/thread_scratch.hpp"

#include <boost/core/demangle.hpp>

#include <utility>

namespace log_fluentd::detail {

reporter::reporter(diagnostic_handler handler, std::shared_ptr<buffer> counters, std::string name)
    : has_handler_(static_cast<bool>(handler)),
      name_(std::move(name)),
      handler_(handler ? std::move(handler) : report_to_stderr),
      counters_(std::move(counters))
{}

std::string reporter::with_name(std::string message) const
{
    return name_.empty() ? message : name_ + ": " + message;
}

void reporter::report(diagnostic const& what) noexcept
{
    inside_library const inside;
    no_cancellation const later; // the thread may be the user's
    try {
        handler_(what);
    } catch (...) {
        counters_->ledger().with([](statistics& s) { ++s.handler_errors; });
    }
}

std::vector<diagnostic> reporter::unknown_types(encode_report const& report)
{
    std::vector<diagnostic> what;
    std::lock_guard<std::mutex> lock(mutex_);
    for (auto const* type : report.unknown) {
        if (!type || !reported_.insert(*type).second)
            continue;
        what.push_back(
            {diagnostic_kind::unknown_type,
             "a value has the type " + boost::core::demangle(type->name()) +
                 ", which has no encoding; it is sent as the name of its type: see register_type.hpp",
             {}});
    }
    return what;
}

} // namespace log_fluentd::detail
