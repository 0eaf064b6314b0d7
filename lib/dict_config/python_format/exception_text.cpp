// Copyright (c) 2026 The log_fluentd authors
// Distributed under the Boost Software License, Version 1.0.
// (See accompanying file LICENSE_1_0.txt or https://www.boost.org/LICENSE_1_0.txt)

#include "dict_config/python_format/exception_text.hpp"

#include "values/exception_name.hpp"

#include <boost/exception/exception.hpp>

namespace log_fluentd::detail {

namespace {

constexpr int deepest_chain = 16;

void append(std::string& out, std::exception_ptr const& error, int depth)
{
    std::exception_ptr nested;
    try {
        std::rethrow_exception(error);
    } catch (std::exception const& caught) {
        char const* const what = caught.what();
        out += exception_name(typeid(caught));
        out += ": ";
        out += what ? what : "";
        nested = nested_of_current_exception();
    } catch (boost::exception const& caught) {
        out += exception_name(typeid(caught));
        nested = nested_of_current_exception();
    } catch (std::string const& text) {
        out += "std::string: " + text;
        nested = nested_of_current_exception();
    } catch (char const* text) {
        out += std::string("char const*: ") + (text ? text : "");
    } catch (...) {
        out += name_of_current_exception();
        nested = nested_of_current_exception();
    }
    if (!nested)
        return;
    out += "\ncaused by ";
    if (depth == deepest_chain)
        out += "more";
    else
        append(out, nested, depth + 1);
}

} // namespace

std::string exception_text(std::exception_ptr const& error)
{
    std::string result;
    append(result, error, 1);
    return result;
}

} // namespace log_fluentd::detail
