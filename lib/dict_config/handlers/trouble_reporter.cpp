// Copyright (c) 2026 The log_fluentd authors
// Distributed under the Boost Software License, Version 1.0.
// (See accompanying file LICENSE_1_0.txt or https://www.boost.org/LICENSE_1_0.txt)

#include "dict_config/handlers/trouble_reporter.hpp"

#include "base/diagnostics.hpp"
#include "base/printable.hpp"
#include "dict_config/python_format/exception_text.hpp"

#include <exception>

namespace log_fluentd::detail {

trouble_reporter::trouble_reporter(std::string const& handler)
    : handler_(handler),
      is_reported_(std::make_shared<std::atomic<bool>>(false))
{}

void trouble_reporter::operator()() const noexcept
{
    if (is_reported_->exchange(true))
        return;
    try {
        report_to_stderr({diagnostic_kind::configuration,
                          "The handler " + printable(handler_) +
                              " has lost a record, since this was thrown: " +
                              printable(exception_text(std::current_exception())) +
                              ". What it throws from now on is not reported. Mend the formatter, filter or "
                              "value that throws.",
                          {}});
    } catch (std::exception const&) { // no memory for a message
    }
}

} // namespace log_fluentd::detail
