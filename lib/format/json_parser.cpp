// Copyright (c) 2026 The log_fluentd authors
// Distributed under the Boost Software License, Version 1.0.
// (See accompanying file LICENSE_1_0.txt or https://www.boost.org/LICENSE_1_0.txt)

#include "format/json_parser.hpp"

#include "os/read_double.hpp"

#include <boost/json/basic_parser_impl.hpp>
#include <boost/json/parse_options.hpp>

#include <limits>
#include <system_error>
#include <utility>

namespace log_fluentd::detail {

namespace {

boost::json::parse_options options_with(std::size_t max_depth)
{
    boost::json::parse_options options;
    options.max_depth = max_depth;
    return options;
}

/// \param approximate What Boost.JSON made of the text.
/// \param text A number in JSON.
double exact(double approximate, std::string_view text) noexcept
{
    double number = 0;
    auto const [end, error] = read_double(text, number);
    if (error == std::errc::result_out_of_range) {
        bool const is_negative = text.front() == '-';
        double const limit =
            approximate > 1 || approximate < -1 ? std::numeric_limits<double>::infinity() : 0.0;
        return is_negative ? -limit : limit;
    }
    return error == std::errc() && end == text.data() + text.size() ? number : approximate;
}

} // namespace

bool json_builder::on_double(double number, string_view text, error_code&)
{
    values.push_double(exact(number, {text.data(), text.size()}));
    return true;
}

json_parser::json_parser(std::size_t max_depth, unsigned char* stack, std::size_t size)
    : parser_(options_with(max_depth), stack, size)
{}

std::size_t json_parser::read(std::string_view text, boost::json::storage_ptr memory,
                              boost::system::error_code& error)
{
    parser_.reset();
    parser_.handler().values.reset(std::move(memory));
    return parser_.write_some(false, text.data(), text.size(), error);
}

boost::json::value json_parser::release()
{
    return parser_.handler().values.release();
}

boost::json::value parse_json_exactly(std::string_view text, std::size_t& read,
                                      boost::system::error_code& error)
{
    unsigned char stack[2048];
    json_parser parser(boost::json::parse_options().max_depth, stack, sizeof(stack));
    read = parser.read(text, {}, error);
    return error ? boost::json::value() : parser.release();
}

} // namespace log_fluentd::detail
