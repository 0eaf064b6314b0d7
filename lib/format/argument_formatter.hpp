// Copyright (c) 2026 The log_fluentd authors
// Distributed under the Boost Software License, Version 1.0.
// (See accompanying file LICENSE_1_0.txt or https://www.boost.org/LICENSE_1_0.txt)

#pragma once

/// \file
/// `%TimeStamp(format="%H:%M")%`: placeholders with arguments.

#include <boost/log/attributes/attribute_name.hpp>
#include <boost/log/core/record_view.hpp>
#include <boost/log/utility/formatting_ostream.hpp>

#include <functional>
#include <string>

namespace log_fluentd::detail {

/// \return false, and nothing is written, for a value that is to be written as without arguments. An
/// attribute that the record does not have makes true, and usually no text.
using argument_formatter =
    std::function<bool(boost::log::record_view const&, boost::log::formatting_ostream&)>;

/// The formatter for a placeholder with arguments. Boost.Log's own parser makes one that ignores them, unless
/// the program has registered a formatter factory for the attribute. This one heeds them where the value is
/// of a type of Boost.Log's own attributes, by Boost.Log's own formatters:
/// - `format` for times, dates and durations of Boost.DateTime, `std::tm`, and those of `std::chrono` (UTC);
/// - `format`, `delimiter`, `depth`, `iteration` (`forward` or `reverse`), `incomplete_marker` and
///   `empty_marker` for scopes.
///
/// It does not write any other value, nor a time or a duration that Boost.DateTime cannot hold.
///
/// A factory of the program's wins. Boost.Log does not say whether there is one; so the first value is
/// formatted by Boost.Log's parser's formatter too, and there is one if that is not the text which the value
/// has without arguments. (So a factory that ignores its arguments and writes that text is not seen.)
///
/// An argument with a bad value makes it throw for such a value.
///
/// \param placeholder With its percent signs. \throws what `boost::log::parse_formatter` throws
/// \par Thread safety Of each copy, that of an `int`.
argument_formatter make_argument_formatter(boost::log::attribute_name name, std::string const& placeholder);

} // namespace log_fluentd::detail
