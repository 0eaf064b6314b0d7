// Copyright (c) 2026 The log_fluentd authors
// Distributed under the Boost Software License, Version 1.0.
// (See accompanying file LICENSE_1_0.txt or https://www.boost.org/LICENSE_1_0.txt)

#ifndef LOG_FLUENTD_STACKTRACE_HPP_INCLUDED_
#define LOG_FLUENTD_STACKTRACE_HPP_INCLUDED_

/// \file
/// Shows the stack traces of exceptions. This header requires Boost.Stacktrace, in whichever form the program
/// uses it; the library itself does not.

#include <log_fluentd/error_info.hpp>
#include <log_fluentd/register_type.hpp>

#include <boost/exception/info.hpp>
#include <boost/stacktrace/stacktrace.hpp>

namespace log_fluentd {

/// Attaches a stack trace to an exception where it is thrown:
///
///     throw boost::enable_error_info(std::runtime_error("no stock"))
///         << log_fluentd::stacktrace_info(boost::stacktrace::stacktrace());
using stacktrace_info = boost::error_info<struct stacktrace_tag, boost::stacktrace::stacktrace>;

/// Makes exceptions in events show their stack trace under the key "stacktrace", as a text with one line for
/// each frame. It also makes stack traces known as attribute values and in maps for `sender::emit`.
///
/// \tparam ErrorInfo The type by which the program attaches it:
/// `boost::error_info<Tag, boost::stacktrace::stacktrace>`.
/// \throws std::invalid_argument if another error info has the key; std::bad_alloc.
/// \par Thread safety
/// Safe at any time, also while records are logged.
template <typename ErrorInfo = stacktrace_info>
void register_stacktrace()
{
    using trace = typename ErrorInfo::value_type;
    register_type<trace>(
        [](value_writer& out, trace const& value) { out.string(boost::stacktrace::to_string(value)); });
    register_error_info<ErrorInfo>("stacktrace");
}

} // namespace log_fluentd

#endif
