// Copyright (c) 2026 The log_fluentd authors
// Distributed under the Boost Software License, Version 1.0.
// (See accompanying file LICENSE_1_0.txt or https://www.boost.org/LICENSE_1_0.txt)

#pragma once

/// \file
/// Placeholders with arguments, such as `%TimeStamp(format="%H:%M")%`.

#include <log_fluentd/detail/export.hpp>

#include <boost/log/attributes/attribute_name.hpp>
#include <boost/log/core/record_view.hpp>
#include <boost/log/utility/formatting_ostream.hpp>

#include <functional>
#include <string>

namespace log_fluentd::detail {

/// \returns false, and writes nothing, for a value that has to be written as if there were no arguments.
/// Returns true, and usually writes no text, if the record does not have the attribute.
using argument_formatter =
    std::function<bool(boost::log::record_view const&, boost::log::formatting_ostream&)>;

/// The formatter for a placeholder with arguments. The one of Boost.Log's own parser ignores them, unless the
/// program has registered a formatter factory for the attribute. This one uses them, by Boost.Log's own
/// formatters, if the value has a type of Boost.Log's own attributes:
/// - `format` for times, dates and durations of Boost.DateTime, `std::tm`, and those of `std::chrono` (UTC);
/// - `format`, `delimiter`, `depth`, `iteration` (`forward` or `reverse`), `incomplete_marker` and
///   `empty_marker` for scopes.
///
/// It does not write any other value, nor a time or a duration that Boost.DateTime cannot hold.
///
/// A factory of the program has precedence. Boost.Log does not say whether there is one, so the first value
/// is also formatted by the formatter of Boost.Log's parser. If its text differs from that of the value
/// without arguments, there is a factory. (So a factory that ignores its arguments and writes the same text
/// is not detected.)
///
/// If an argument has a bad value, the formatter throws for each value that it applies to.
///
/// \param placeholder With its percent signs.
/// \throws what `boost::log::parse_formatter` throws
/// \par Thread safety
/// Each copy is as safe as an `int`.
LOG_FLUENTD_DECL argument_formatter make_argument_formatter(boost::log::attribute_name name,
                                                            std::string const& placeholder);

} // namespace log_fluentd::detail
