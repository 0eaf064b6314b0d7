// Copyright (c) 2026 The log_fluentd authors
// Distributed under the Boost Software License, Version 1.0.
// (See accompanying file LICENSE_1_0.txt or https://www.boost.org/LICENSE_1_0.txt)

#pragma once

/// \file
/// A parsed format text of Python's, such as `%(asctime)s %(levelname)-8s %(message)s`.

#include "dict_config/python_format/format_spec.hpp"
#include "dict_config/python_format/record_names.hpp"
#include "dict_config/python_format/record_time.hpp"

#include <boost/log/attributes/attribute_name.hpp>
#include <boost/log/core/record_view.hpp>

#include <cstdint>
#include <map>
#include <string>
#include <string_view>
#include <vector>

namespace log_fluentd::detail {

/// The language of a format text.
enum class pattern_style
{
    /// `%(name)s`
    percent,
    /// `{name}`
    brace,
    /// `$name`, `${name}`
    dollar,
};

/// The options of a formatter, besides its text.
struct pattern_options
{
    pattern_style style = pattern_style::percent;
    std::string datefmt;
    /// Texts for attributes of the program's, used in records that do not have them.
    std::map<std::string, std::string, std::less<>> defaults;
};

/// \par Thread safety
/// Several threads may call `const` members at the same time.
class pattern
{
public:
    /// \throws std::invalid_argument that says what would be valid.
    pattern(std::string_view text, pattern_options const& options);

    /// Appends the text of the record. Throws only std::bad_alloc.
    /// \returns false if the pattern has placeholders, and the record has no value for any of them.
    bool append(boost::log::record_view const& record, std::string& out) const;

    /// All attributes that it reads.
    std::vector<std::string> attributes() const;
    /// Its only placeholder, if it consists of one without a width; otherwise null.
    record_name const* single() const;
    /// Whether the text is the same for each record.
    bool is_constant() const;
    std::string constant() const;

private:
    friend class pattern_parser;

    bool append_items(record_fields& fields, std::string& out) const;

    struct item
    {
        /// Null for a literal.
        record_name const* name = nullptr;
        std::string literal;
        format_spec spec;
        /// For `record_field::attribute`, whose default is `literal`.
        boost::log::attribute_name attribute;
        /// Its default if a number is expected, and it is one.
        field_value number;
    };

    static field_value value_of_own(item const& one, record_fields& fields);

    std::vector<item> items_;
    time_format time_format_;
    /// Its number among the texts that a thread keeps, if all its placeholders are file, line and function;
    /// otherwise 0.
    std::uint64_t place_number_ = 0;
};

} // namespace log_fluentd::detail
