// Copyright (c) 2026 The log_fluentd authors
// Distributed under the Boost Software License, Version 1.0.
// (See accompanying file LICENSE_1_0.txt or https://www.boost.org/LICENSE_1_0.txt)

#include "dict_config/exception_text.hpp"

#include <boost/core/demangle.hpp>

#include <cxxabi.h>
#include <typeinfo>

namespace log_fluentd::detail {

namespace {

constexpr int deepest_chain = 16;

std::string type_in_flight()
{
    auto const* const type = abi::__cxa_current_exception_type();
    return type ? boost::core::demangle(type->name()) : "unknown exception";
}

void append(std::string& out, std::exception_ptr const& error, int depth)
{
    std::exception_ptr nested;
    try {
        std::rethrow_exception(error);
    } catch (std::exception const& caught) {
        out += boost::core::demangle(typeid(caught).name());
        out += ": ";
        out += caught.what();
        if (auto const* const outer = dynamic_cast<std::nested_exception const*>(&caught))
            nested = outer->nested_ptr();
    } catch (...) {
        out += type_in_flight();
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
