// Copyright (c) 2026 The log_fluentd authors
// Distributed under the Boost Software License, Version 1.0.
// (See accompanying file LICENSE_1_0.txt or https://www.boost.org/LICENSE_1_0.txt)

#pragma once

/// \file
/// A format text of Python's, `%(asctime)s %(levelname)-8s %(message)s`, ready to be used.

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

/// What a formatter says beside the text itself.
struct pattern_options
{
    pattern_style style = pattern_style::percent;
    std::string datefmt;
    /// What an attribute of the program's own shows in a record that does not have it.
    std::map<std::string, std::string, std::less<>> defaults;
};

/// \par Thread safety `const` members may be called from several threads at a time.
class pattern
{
public:
    /// \throws std::invalid_argument that says what would be right.
    pattern(std::string_view text, pattern_options const& options);

    /// Appends the text of the record. \return false when the pattern has placeholders, and the record has
    /// nothing for any of them. \throws std::bad_alloc only.
    bool append(boost::log::record_view const& record, std::string& out) const;

    /// All attributes that it looks at.
    std::vector<std::string> attributes() const;
    /// The one placeholder that it is made of, in no width; null: it is something else.
    record_name const* single() const;
    /// Whether it is the same for each record, and that text.
    bool is_constant() const;
    std::string constant() const;

private:
    friend class pattern_parser;

    bool append_items(record_fields& fields, std::string& out) const;

    struct item
    {
        /// Null: `literal` stands for itself.
        record_name const* name = nullptr;
        std::string literal;
        format_spec spec;
        /// Of a `record_field::attribute`, whose default is `literal`.
        boost::log::attribute_name attribute;
        /// Its default where a number is wanted, if it is one.
        field_value number;
    };

    static field_value value_of_own(item const& one, record_fields& fields);

    std::vector<item> items_;
    time_format time_format_;
    /// Not 0: all its placeholders are file, line and function, and this is its number among the texts that a
    /// thread keeps.
    std::uint64_t place_number_ = 0;
};

} // namespace log_fluentd::detail
