// Copyright (c) 2026 The log_fluentd authors
// Distributed under the Boost Software License, Version 1.0.
// (See accompanying file LICENSE_1_0.txt or https://www.boost.org/LICENSE_1_0.txt)

#pragma once

/// \file
/// Parses JSON text to a `boost::json::value` with exact numbers.
///
/// `boost::json::parser` adds errors when it computes a double from its digits: a tenth of those with 17
/// digits are one or more units in the last place off. An exact mode exists only since Boost 1.83.

#include <log_fluentd/detail/export.hpp>

#include <boost/json/array.hpp>
#include <boost/json/basic_parser.hpp>
#include <boost/json/object.hpp>
#include <boost/json/storage_ptr.hpp>
#include <boost/json/string.hpp>
#include <boost/json/string_view.hpp>
#include <boost/json/value.hpp>
#include <boost/json/value_stack.hpp>
#include <boost/system/error_code.hpp>

#include <cstddef>
#include <cstdint>
#include <string_view>

namespace log_fluentd::detail {

/// Builds the value from the parts that Boost.JSON's parser finds. The parser gets the text in one piece, so
/// each number is in one piece too.
class json_builder
{
public:
    using error_code = boost::system::error_code;
    using string_view = boost::json::string_view;

    static constexpr std::size_t max_object_size = boost::json::object::max_size();
    static constexpr std::size_t max_array_size = boost::json::array::max_size();
    static constexpr std::size_t max_key_size = boost::json::string::max_size();
    static constexpr std::size_t max_string_size = boost::json::string::max_size();

    json_builder(unsigned char* stack, std::size_t size) : values(boost::json::storage_ptr(), stack, size) {}

    bool on_document_begin(error_code&) { return true; }
    bool on_document_end(error_code&) { return true; }
    bool on_object_begin(error_code&) { return true; }
    bool on_object_end(std::size_t size, error_code&) { return (values.push_object(size), true); }
    bool on_array_begin(error_code&) { return true; }
    bool on_array_end(std::size_t size, error_code&) { return (values.push_array(size), true); }
    bool on_key_part(string_view part, std::size_t, error_code&) { return (values.push_chars(part), true); }
    bool on_key(string_view part, std::size_t, error_code&) { return (values.push_key(part), true); }
    bool on_string_part(string_view part, std::size_t, error_code&)
    {
        return (values.push_chars(part), true);
    }
    bool on_string(string_view part, std::size_t, error_code&) { return (values.push_string(part), true); }
    bool on_number_part(string_view, error_code&) { return true; }
    bool on_int64(std::int64_t number, string_view, error_code&) { return (values.push_int64(number), true); }
    bool on_uint64(std::uint64_t number, string_view, error_code&)
    {
        return (values.push_uint64(number), true);
    }
    bool on_double(double number, string_view text, error_code&);
    bool on_bool(bool value, error_code&) { return (values.push_bool(value), true); }
    bool on_null(error_code&) { return (values.push_null(), true); }
    bool on_comment_part(string_view, error_code&) { return true; }
    bool on_comment(string_view, error_code&) { return true; }

    boost::json::value_stack values;
};

/// A parser for one text after the other. Integers of 64 bits, signed or not, are integers. Every other
/// number is the nearest `double` (of two, the even one), or infinite if it is out of range.
/// \par Thread safety
/// Unsafe.
class json_parser
{
public:
    /// \param max_depth The deepest nesting that is accepted.
    /// \param stack Memory for unfinished values, which is used before any other.
    /// \param size The size of `stack`.
    json_parser(std::size_t max_depth, unsigned char* stack, std::size_t size);

    /// Parses the value at the beginning of `text`, and the white space after it. If there is no error, get
    /// the value by `release`.
    /// \param memory For the value.
    /// \returns the number of bytes that were read, or the position of the error.
    std::size_t read(std::string_view text, boost::json::storage_ptr memory,
                     boost::system::error_code& error);
    boost::json::value release();

private:
    boost::json::basic_parser<json_builder> parser_;
};

/// The same as `json_parser::read`, for an occasional text.
/// \param read Set to the number of bytes of the value, or to the position of the error.
/// \returns the value; null after an error.
LOG_FLUENTD_DECL boost::json::value parse_json_exactly(std::string_view text, std::size_t& read,
                                                       boost::system::error_code& error);

} // namespace log_fluentd::detail
