// Copyright (c) 2026 The log_fluentd authors
// Distributed under the Boost Software License, Version 1.0.
// (See accompanying file LICENSE_1_0.txt or https://www.boost.org/LICENSE_1_0.txt)

#include "dict_config/python_format/record_fields.hpp"

#include "dict_config/python_format/exception_text.hpp"
#include "dict_config/python_format/function_name.hpp"
#include "dict_config/python_format/levels.hpp"
#include "dict_config/python_format/number_of.hpp"
#include "format/dispatchers.hpp"
#include "format/process_name.hpp"
#include "format/thread_scopes.hpp"
#include "msgpack/scratch.hpp"
#include "msgpack/utf8.hpp"
#include "os/fork.hpp"
#include "os/host_name.hpp"
#include "os/this_thread.hpp"

#include <boost/log/attributes/current_process_id.hpp>
#include <boost/log/attributes/current_thread_id.hpp>
#include <boost/log/attributes/value_extraction.hpp>
#include <boost/log/utility/string_literal.hpp>

#include <exception>
#include <unistd.h>

namespace log_fluentd::detail {

namespace logging = boost::log;

namespace {

/// The numbers of the attributes that are read. Never destroyed.
struct attribute_numbers
{
    logging::attribute_name severity{"Severity"}, channel{"Channel"}, message{"Message"}, scope{"Scope"},
        file{"File"}, line{"Line"}, function{"Function"}, thread{"ThreadID"}, thread_name{"ThreadName"},
        process{"ProcessID"}, process_name{"ProcessName"}, host_name{"HostName"}, exception{"Exception"};
};

attribute_numbers const& names()
{
    static fork_safe_static<attribute_numbers> all;
    return all.get();
}

logging::attribute_value const* find(logging::attribute_value_set const& values, logging::attribute_name name)
{
    auto const found = values.find(name);
    return found != values.end() && found->second ? &found->second : nullptr;
}

std::string const& known_host_name()
{
    static fork_safe_static<std::string> name;
    return name.get(host_name);
}

std::string const& known_process_name()
{
    static fork_safe_static<std::string> name;
    return name.get(process_name);
}

template <typename Id>
std::optional<std::int64_t> native_id(logging::attribute_value const* value)
{
    if (!value)
        return std::nullopt;
    if (auto const id = value->extract<Id>())
        return static_cast<std::int64_t>(id->native_id());
    return std::nullopt;
}

} // namespace

logging::trivial::severity_level severity_of(logging::attribute_value_set const& values)
{
    auto const* const value = find(values, names().severity);
    if (!value)
        return default_severity;
    auto const severity = value->extract<logging::trivial::severity_level>();
    return severity ? *severity : default_severity;
}

std::string_view channel_of(logging::attribute_value_set const& values)
{
    auto const* const value = find(values, names().channel);
    if (!value)
        return {};
    auto const channel = value->extract<std::string>();
    return channel ? std::string_view(*channel) : std::string_view();
}

field_value record_fields::get(record_field what)
{
    switch (what) {
    case record_field::name: {
        auto const channel = channel_of(values_);
        return channel.empty() ? "root" : channel;
    }
    case record_field::levelno:
        return static_cast<std::int64_t>(python_level(severity_of(values_)).number);
    case record_field::levelname:
        return python_level(severity_of(values_)).name;
    case record_field::pathname:
        return file();
    case record_field::filename:
    case record_field::module: {
        auto const path = file();
        if (path.what != field_value::kind::text)
            return path;
        return what == record_field::module ? module_name(path.text) : file_name(path.text);
    }
    case record_field::lineno:
        return line();
    case record_field::func_name:
        return function();
    case record_field::created:
        return std::chrono::duration<double>(time().since_epoch()).count();
    case record_field::msecs:
        return static_cast<std::int64_t>(time().milliseconds());
    case record_field::relative_created:
        return since_start(time());
    case record_field::thread: {
        using id = logging::attributes::current_thread_id::value_type;
        auto const known = native_id<id>(find(values_, names().thread));
        return known ? *known : this_thread_number();
    }
    case record_field::thread_name:
        if (auto const* const value = find(values_, names().thread_name))
            return text_of(*value);
        if (is_main_thread())
            return std::string_view("MainThread");
        return get_thread_name(thread_name_, sizeof(thread_name_)) ? std::string_view(thread_name_)
                                                                   : std::string_view();
    case record_field::process: {
        using id = logging::attributes::current_process_id::value_type;
        auto const known = native_id<id>(find(values_, names().process));
        // Boost.Log's attribute keeps the number of the process that created it.
        bool const is_child = fork_generation.load(std::memory_order_relaxed) != 0;
        return known && !is_child ? *known : static_cast<std::int64_t>(::getpid());
    }
    case record_field::process_name:
        if (auto const* const value = find(values_, names().process_name))
            return text_of(*value);
        return std::string_view(known_process_name());
    case record_field::message:
        return attribute(names().message);
    case record_field::exc_text:
        return exception();
    case record_field::hostname:
        if (auto const* const value = find(values_, names().host_name))
            return text_of(*value);
        return std::string_view(known_host_name());
    case record_field::asctime:
    case record_field::attribute:
        break;
    }
    return {};
}

field_value record_fields::attribute(logging::attribute_name name)
{
    auto const* const value = find(values_, name);
    return value ? text_of(*value) : field_value();
}

field_value record_fields::number_or_text(logging::attribute_name name, bool is_number_wanted)
{
    auto const* const value = find(values_, name);
    if (!value)
        return {};
    auto const number = number_of(*value, is_number_wanted);
    if (number.what != field_value::kind::missing)
        return number;
    return text_of(*value);
}

record_time const& record_fields::time()
{
    if (!time_)
        time_.emplace(values_);
    return *time_;
}

field_value record_fields::file()
{
    if (auto const* const value = find(values_, names().file))
        return text_of(*value);
    auto const* const scope = innermost_scope();
    return scope ? field_value(view(scope->file_name)) : field_value();
}

field_value record_fields::line()
{
    if (auto const* const value = find(values_, names().line)) {
        if (auto const number = number_of(*value, true); number.what == field_value::kind::whole)
            return number;
    }
    auto const* const scope = innermost_scope();
    return scope ? field_value(static_cast<std::int64_t>(scope->line)) : field_value();
}

field_value record_fields::function()
{
    if (auto const* const value = find(values_, names().function))
        return function_name(text_of(*value).text);
    auto const* const scope = innermost_scope();
    return scope ? field_value(function_name(view(scope->scope_name))) : field_value();
}

field_value record_fields::exception()
{
    auto const* const value = find(values_, names().exception);
    if (!value)
        return {};
    auto const pointer = value->extract<std::exception_ptr>();
    if (!pointer)
        return text_of(*value);
    if (!*pointer)
        return {};
    made_ = exception_text(*pointer);
    return std::string_view(made_);
}

record_fields::scope_entry const* record_fields::place()
{
    bool const is_said =
        find(values_, names().file) || find(values_, names().line) || find(values_, names().function);
    return is_said ? nullptr : innermost_scope();
}

record_fields::scope_entry const* record_fields::innermost_scope()
{
    using logging::attributes::named_scope;
    if (scope_)
        return *scope_;
    if (auto const* const value = find(values_, names().scope)) {
        auto const scopes = value->extract<named_scope::value_type>();
        if (scopes && !scopes->empty())
            return *(scope_ = &scopes->back());
    }
    auto const& scopes = named_scope::get_scopes();
    return *(scope_ = scopes.empty() ? nullptr : &scopes.back());
}

/// The text as in a template of the format dictionary.
field_value record_fields::text_of(logging::attribute_value const& value)
{
    if (auto const text = value.extract<std::string>())
        return std::string_view(*text);
    if (auto const literal = value.extract<logging::string_literal>())
        return view(*literal);
    if (auto const wide = value.extract<std::wstring>()) {
        made_.clear();
        append_utf8(made_, *wide);
        return std::string_view(made_);
    }
    scratch encoded;
    value_writer writer(encoded);
    state_of(writer).as_text = true;
    write_value(writer, value);
    made_.assign(encoded.data(), encoded.size());
    return std::string_view(made_);
}

} // namespace log_fluentd::detail
