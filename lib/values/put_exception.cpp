// Copyright (c) 2026 The log_fluentd authors
// Distributed under the Boost Software License, Version 1.0.
// (See accompanying file LICENSE_1_0.txt or https://www.boost.org/LICENSE_1_0.txt)

#include "values/error_info.hpp"
#include "values/exception_name.hpp"

#include <log_fluentd/write_value.hpp>

#include <boost/exception/diagnostic_information.hpp>
#include <boost/exception/exception.hpp>

#include <exception>
#include <string>
#include <string_view>

namespace log_fluentd::detail {

namespace {

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

/// Writes what was thrown; a text or a number is of use too.
void put_thrown(value_writer& out, std::exception_ptr const& exception);

void put_nested(value_writer& out, std::exception_ptr const& nested)
{
    if (!nested)
        return;
    out.key("nested");
    put_thrown(out, nested);
}

void put_thrown_value(value_writer& out, std::exception_ptr const& exception)
{
    try {
        std::rethrow_exception(exception);
    } catch (std::string const& text) {
        put_text(out, "type", "std::string");
        put_text(out, "message", text);
        put_nested(out, nested_of_current_exception());
    } catch (char const* text) {
        put_text(out, "type", "char const*");
        put_text(out, "message", text ? text : "");
    } catch (...) {
        put_text(out, "type", name_of_current_exception());
        put_text(out, "message", "");
        put_nested(out, nested_of_current_exception());
    }
}

void put_standard(value_writer& out, std::exception const& exception)
{
    char const* const what = exception.what();
    put_text(out, "type", exception_name(typeid(exception)));
    put_text(out, "message", what ? what : "");
    if (auto const* const outer = dynamic_cast<std::nested_exception const*>(&exception))
        put_nested(out, outer->nested_ptr());
    if (auto const* const with_infos = dynamic_cast<boost::exception const*>(&exception))
        put_boost(out, *with_infos);
}

// A chain can have any length, or no end, so what is nested too deeply is not rethrown.
void put_thrown(value_writer& out, std::exception_ptr const& exception)
{
    out.begin_map();
    if (!out.is_skipping()) {
        try {
            std::rethrow_exception(exception);
        } catch (std::exception const& standard) {
            put_standard(out, standard);
        } catch (boost::exception const& with_infos) {
            put_text(out, "type", exception_name(typeid(with_infos)));
            put_text(out, "message", "");
            put_nested(out, nested_of_current_exception());
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
