// Copyright (c) 2026 The log_fluentd authors
// Distributed under the Boost Software License, Version 1.0.
// (See accompanying file LICENSE_1_0.txt or https://www.boost.org/LICENSE_1_0.txt)

#include "values/exception_name.hpp"

#include <boost/core/demangle.hpp>

#include <iterator>
#include <string_view>

#if __has_include(<cxxabi.h>)
#include <cxxabi.h>
#endif

namespace log_fluentd::detail {

std::string exception_name(std::type_info const& type)
{
    constexpr std::string_view wrappers[] = {"std::_Nested_exception<", "std::__nested<",
                                             "boost::wrapexcept<", "boost::exception_detail::clone_impl<",
                                             "boost::exception_detail::error_info_injector<"};
    std::string const name = boost::core::demangle(type.name());
    std::string_view inner = name;
    auto const is_around = [&](std::string_view wrapper) {
        return inner.substr(0, wrapper.size()) == wrapper && inner.back() == '>';
    };
    for (auto const* wrapper = std::begin(wrappers); wrapper != std::end(wrappers);) {
        if (is_around(*wrapper)) {
            inner = inner.substr(wrapper->size(), inner.size() - wrapper->size() - 1);
            while (!inner.empty() && inner.back() == ' ')
                inner.remove_suffix(1);
            wrapper = std::begin(wrappers);
        } else {
            ++wrapper;
        }
    }
    return std::string(inner);
}

std::string name_of_current_exception()
{
#if __has_include(<cxxabi.h>)
    if (std::type_info const* const type = abi::__cxa_current_exception_type())
        return exception_name(*type);
#endif
    return "unknown";
}

std::exception_ptr nested_of_current_exception()
{
    try {
        throw;
    } catch (std::nested_exception const& outer) {
        return outer.nested_ptr();
    } catch (...) {
        return {};
    }
}

} // namespace log_fluentd::detail
