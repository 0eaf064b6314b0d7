// Copyright (c) 2026 The log_fluentd authors
// Distributed under the Boost Software License, Version 1.0.
// (See accompanying file LICENSE_1_0.txt or https://www.boost.org/LICENSE_1_0.txt)

#include "format/error_infos.hpp"

#include <log_fluentd/write_value.hpp>

#include <boost/core/demangle.hpp>
#include <boost/exception/diagnostic_information.hpp>
#include <boost/exception/exception.hpp>

#include <exception>
#include <iterator>
#include <string>
#include <string_view>

#if __has_include(<cxxabi.h>)
#include <cxxabi.h>
#endif

namespace log_fluentd::detail {

namespace {

/// The readable name of what was thrown, without what `throw_with_nested`, `boost::throw_exception` and
/// `boost::enable_error_info` wrap around it.
std::string name_of(std::type_info const& type)
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

/// What has no base class in common with other exceptions is known to the language's run-time library alone.
std::string name_of_current()
{
#if __has_include(<cxxabi.h>)
    if (std::type_info const* const type = abi::__cxa_current_exception_type())
        return name_of(*type);
#endif
    return "unknown";
}

void put_text(value_writer& out, std::string_view key, std::string_view text)
{
    out.key(key);
    out.string(text);
}

void put_boost(value_writer& out, boost::exception const& exception)
{
    put_error_infos(out, exception);
    put_text(out, "diagnostic", boost::diagnostic_information(exception));
}

/// A text or a number that was thrown says something too.
void put_thrown_value(value_writer& out, std::exception_ptr const& exception)
{
    try {
        std::rethrow_exception(exception);
    } catch (std::string const& text) {
        put_text(out, "type", "std::string");
        put_text(out, "message", text);
    } catch (char const* text) {
        put_text(out, "type", "char const*");
        put_text(out, "message", text ? text : "");
    } catch (...) {
        put_text(out, "type", name_of_current());
        put_text(out, "message", "");
    }
}

void put_thrown(value_writer& out, std::exception_ptr const& exception);

void put_standard(value_writer& out, std::exception const& exception)
{
    char const* const what = exception.what();
    put_text(out, "type", name_of(typeid(exception)));
    put_text(out, "message", what ? what : "");
    if (auto const* const nested = dynamic_cast<std::nested_exception const*>(&exception);
        nested && nested->nested_ptr()) {
        out.key("nested");
        put_thrown(out, nested->nested_ptr());
    }
    if (auto const* const with_infos = dynamic_cast<boost::exception const*>(&exception))
        put_boost(out, *with_infos);
}

// As a chain can have any length, even no end, what is nested too deeply is not thrown any more.
void put_thrown(value_writer& out, std::exception_ptr const& exception)
{
    out.begin_map();
    if (!out.is_skipping()) {
        try {
            std::rethrow_exception(exception);
        } catch (std::exception const& standard) {
            put_standard(out, standard);
        } catch (boost::exception const& with_infos) {
            put_text(out, "type", name_of(typeid(with_infos)));
            put_text(out, "message", "");
            put_boost(out, with_infos);
        } catch (...) {
            put_thrown_value(out, exception);
        }
    }
    out.end_map();
}

} // namespace

void put_exception(value_writer& out, std::exception_ptr const& exception)
{
    if (exception)
        put_thrown(out, exception);
    else
        out.nil();
}

void put_exception(value_writer& out, std::exception const& exception)
{
    out.begin_map();
    if (!out.is_skipping())
        put_standard(out, exception);
    out.end_map();
}

} // namespace log_fluentd::detail
