// Copyright (c) 2026 The log_fluentd authors
// Distributed under the Boost Software License, Version 1.0.
// (See accompanying file LICENSE_1_0.txt or https://www.boost.org/LICENSE_1_0.txt)

#pragma once

/// \file
/// The values of a Boost.Log record under the names of Python's `LogRecord`.

#include "dict_config/python_format/record_names.hpp"
#include "dict_config/python_format/record_time.hpp"

#include <boost/log/attributes/attribute_name.hpp>
#include <boost/log/attributes/attribute_value_set.hpp>
#include <boost/log/attributes/named_scope.hpp>
#include <boost/log/core/record_view.hpp>
#include <boost/log/trivial.hpp>

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace log_fluentd::detail {

/// The value of a placeholder.
struct field_value
{
    enum class kind
    {
        /// The record has no value.
        missing,
        text,
        whole,
        real,
    };

    field_value() = default;
    field_value(std::string_view t) : what(kind::text), text(t) {}
    field_value(std::int64_t number)
        : what(kind::whole),
          is_negative(number < 0),
          whole(is_negative ? 0 - static_cast<std::uint64_t>(number) : static_cast<std::uint64_t>(number))
    {}
    field_value(std::uint64_t number) : what(kind::whole), whole(number) {}
    field_value(double number) : what(kind::real), real(number) {}

    kind what = kind::missing;
    /// Whether a whole number is negative.
    bool is_negative = false;
    std::string_view text;
    /// Without its sign.
    std::uint64_t whole = 0;
    double real = 0;
};

/// Severity and channel, which routing needs too.
boost::log::trivial::severity_level severity_of(boost::log::attribute_value_set const& values);
/// Empty for a record of root.
std::string_view channel_of(boost::log::attribute_value_set const& values);

/// Reads one record, on the thread that logs it, while it is being logged. A result is valid until the next
/// call, or as long as the record.
class record_fields
{
public:
    explicit record_fields(boost::log::record_view const& record) : values_(record.attribute_values()) {}
    record_fields& operator=(record_fields&&) = delete;

    /// Accepts all but `record_field::asctime` and `record_field::attribute`.
    field_value get(record_field what);
    field_value attribute(boost::log::attribute_name name);
    /// The same as a number, if it is one. Booleans and ids are numbers only with `is_number_wanted`.
    field_value number_or_text(boost::log::attribute_name name, bool is_number_wanted);
    record_time const& time();

    using scope_entry = boost::log::attributes::named_scope_entry;
    /// The scope with file, line and function; null if there is none, or if an attribute has them.
    scope_entry const* place();

private:
    field_value file();
    field_value line();
    field_value function();
    field_value exception();
    scope_entry const* innermost_scope();
    field_value text_of(boost::log::attribute_value const& value);

    boost::log::attribute_value_set const& values_;
    std::optional<record_time> time_;
    std::optional<scope_entry const*> scope_;
    char thread_name_[16];
    std::string made_;
};

} // namespace log_fluentd::detail
