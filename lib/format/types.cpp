// Copyright (c) 2026 The log_fluentd authors
// Distributed under the Boost Software License, Version 1.0.
// (See accompanying file LICENSE_1_0.txt or https://www.boost.org/LICENSE_1_0.txt)

#include "format/types.hpp"

#include "format/put.hpp"
#include "format/type_registry.hpp"
#include "format/writer_access.hpp"

#include <boost/core/demangle.hpp>
#include <boost/json/array.hpp>
#include <boost/json/object.hpp>
#include <boost/json/string.hpp>
#include <boost/json/value.hpp>
#include <boost/log/attributes/current_process_id.hpp>
#include <boost/log/attributes/current_thread_id.hpp>
#include <boost/log/attributes/named_scope.hpp>
#include <boost/log/trivial.hpp>
#include <boost/log/utility/string_literal.hpp>

#include <algorithm>
#include <array>
#include <string>
#include <type_traits>
#include <typeindex>
#include <unordered_map>
#include <vector>

namespace log_fluentd::detail {

namespace {

namespace logging = boost::log;
using callback_base = logging::type_dispatcher::callback_base;

template <typename T>
constexpr bool is_time_point_v = is_instance<std::chrono::time_point, T>::value;

template <typename T>
void put_arithmetic(value_writer& out, T value)
{
    if constexpr (std::is_same_v<T, bool>)
        out.boolean(value);
    else if constexpr (is_character_v<T>)
        put(out, value);
    else if constexpr (std::is_floating_point_v<T>)
        out.floating(static_cast<double>(value));
    else if constexpr (std::is_signed_v<T>)
        out.integer(value);
    else
        out.unsigned_integer(value);
}

template <typename T>
void put_text_pointer(value_writer& out, T const* text)
{
    if (!text)
        out.nil();
    else if constexpr (std::is_same_v<T, char>)
        out.string(text);
    else
        put(out, std::basic_string_view<T>(text));
}

void put_scopes(value_writer& out, logging::attributes::named_scope_list const& scopes)
{
    out.begin_array();
    for (auto const& scope : scopes)
        out.string({scope.scope_name.c_str(), scope.scope_name.size()});
    out.end_array();
}

void put_severity(value_writer& out, logging::trivial::severity_level severity)
{
    if (char const* const word = logging::trivial::to_string(severity))
        out.string(word);
    else
        out.integer(severity);
}

void put_strings(value_writer& out, std::vector<std::string> const& strings)
{
    out.begin_array();
    for (auto const& string : strings)
        out.string(string);
    out.end_array();
}

/// Writes a value of a type that the table below has.
template <typename T>
void write(void* writer, T const& value)
{
    value_writer& out = *static_cast<value_writer*>(writer);
    if constexpr (std::is_arithmetic_v<T>)
        put_arithmetic(out, value);
    else if constexpr (std::is_pointer_v<T>)
        put_text_pointer(out, value);
    else if constexpr (std::is_same_v<T, logging::string_literal>)
        out.string({value.c_str(), value.size()});
    else if constexpr (std::is_same_v<T, logging::wstring_literal>)
        put(out, std::wstring_view(value.c_str(), value.size()));
    else if constexpr (std::is_same_v<T, boost::json::string>)
        out.string({value.data(), value.size()});
    else if constexpr (std::is_convertible_v<T const&, std::string_view>)
        out.string(value);
    else if constexpr (is_time_point_v<T>)
        put_utc(out, std::chrono::floor<std::chrono::microseconds>(value.time_since_epoch()));
    else if constexpr (is_duration<T>::value)
        out.floating(std::chrono::duration<double>(value).count());
    else if constexpr (std::is_same_v<T, logging::process_id> || std::is_same_v<T, logging::thread_id>)
        out.unsigned_integer(value.native_id());
    else if constexpr (std::is_same_v<T, logging::attributes::named_scope_list>)
        put_scopes(out, value);
    else if constexpr (std::is_same_v<T, logging::trivial::severity_level>)
        put_severity(out, value);
    else if constexpr (std::is_same_v<T, std::vector<std::string>>)
        put_strings(out, value);
    else
        put(out, value);
}

template <typename T>
callback_base make_callback(void* writer)
{
    return callback_base(writer, &write<T>);
}

template <typename Duration>
using time_point = std::chrono::time_point<std::chrono::system_clock, Duration>;

/// The types with an encoding. Found by address, as each type has one `std::type_info` in most programs; a
/// type that has another in another shared library is found by name.
class type_table
{
public:
    type_table()
    {
        add<bool, char, wchar_t, char16_t, char32_t>();
        add<signed char, unsigned char, short, unsigned short, int, unsigned, long, unsigned long, long long,
            unsigned long long>();
        add<float, double, long double>();
        add<std::string, std::string_view, char const*, logging::string_literal>();
        add<std::wstring, std::wstring_view, wchar_t const*, logging::wstring_literal>();
        add<std::u16string, std::u16string_view, char16_t const*>();
        add<std::u32string, std::u32string_view, char32_t const*>();
        add<std::tm, boost::posix_time::ptime, boost::local_time::local_date_time, boost::gregorian::date>();
        add<boost::posix_time::time_duration, boost::gregorian::date_duration>();
        add<boost::posix_time::hours, boost::posix_time::minutes, boost::posix_time::seconds,
            boost::posix_time::milliseconds, boost::posix_time::microseconds>();
        add<boost::posix_time::time_period, boost::local_time::local_time_period,
            boost::gregorian::date_period>();
        add<time_point<std::chrono::nanoseconds>, time_point<std::chrono::microseconds>,
            time_point<std::chrono::milliseconds>, time_point<std::chrono::seconds>>();
        add<std::chrono::nanoseconds, std::chrono::microseconds, std::chrono::milliseconds,
            std::chrono::seconds, std::chrono::minutes, std::chrono::hours, std::chrono::duration<double>>();
        add<logging::process_id, logging::thread_id, logging::attributes::named_scope_list,
            logging::trivial::severity_level>();
        add<boost::json::value, boost::json::object, boost::json::array, boost::json::string>();
        add<std::vector<std::string>>();
    }

    callback_maker find(std::type_info const& type) const
    {
        for (std::size_t i = first_slot(type);; i = (i + 1) % slots_.size()) {
            if (slots_[i].type == &type)
                return slots_[i].maker;
            if (!slots_[i].type)
                break;
        }
        if (callback_maker const registered = find_registered(type))
            return registered;
        auto const found = by_name_.find(type);
        return found == by_name_.end() ? nullptr : found->second;
    }

private:
    struct slot
    {
        std::type_info const* type = nullptr;
        callback_maker maker = nullptr;
    };

    static std::size_t first_slot(std::type_info const& type) noexcept
    {
        // Multiplied by the golden ratio, neighbours in memory do not meet: nearly every type is found at
        // once.
        auto const address = static_cast<std::uint64_t>(reinterpret_cast<std::uintptr_t>(&type));
        return static_cast<std::size_t>((address * 0x9E3779B97F4A7C15) >> (64 - slot_bits));
    }

    template <typename... Types>
    void add()
    {
        (add_one(typeid(Types), &make_callback<Types>), ...);
    }
    // Twice the same type happens where `system_clock` counts microseconds, or `long` is `long long`.
    void add_one(std::type_info const& type, callback_maker maker)
    {
        if (!by_name_.emplace(type, maker).second)
            return;
        std::size_t i = first_slot(type);
        while (slots_[i].type)
            i = (i + 1) % slots_.size();
        slots_[i] = {&type, maker};
    }

    static constexpr unsigned slot_bits = 9;
    static constexpr std::size_t slot_count = std::size_t{1} << slot_bits;
    std::array<slot, slot_count> slots_;
    std::unordered_map<std::type_index, callback_maker> by_name_;
};

/// Asks for the callback of whatever type a value turns out to have, and remembers that type: severity values
/// do not say it otherwise (`attribute_value::get_type` is void for them).
class value_dispatcher : public logging::type_dispatcher
{
public:
    explicit value_dispatcher(value_writer& writer) : type_dispatcher(&get_callback), writer_(&writer) {}

    std::type_info const* type() const noexcept { return type_; }

private:
    static callback_base get_callback(type_dispatcher* self, boost::typeindex::type_index type)
    {
        auto* const dispatcher = static_cast<value_dispatcher*>(self);
        dispatcher->type_ = &type.type_info();
        callback_maker const maker = find_type(type.type_info());
        return maker ? maker(dispatcher->writer_) : callback_base();
    }

    value_writer* writer_;
    std::type_info const* type_ = &typeid(void);
};

std::string const& shown_name(scratch& out, std::type_info const& type)
{
    for (auto const& [known, name] : out.type_names) {
        // By address alone: what it was may have been unloaded with its shared library.
        if (known == &type)
            return name;
    }
    boost::core::scoped_demangled_name const readable(type.name());
    std::string const name = readable.get() ? readable.get() : type.name();
    return out.type_names.emplace_back(&type, "<" + name + ">").second;
}

} // namespace

void write_unknown(value_writer& writer, std::type_info const& type)
{
    scratch& out = writer_access::out(writer);
    encode_report& report = out.report;
    ++report.unknown_types;
    auto const same = [&](std::type_info const* known) { return !known || *known == type; };
    auto const place = std::find_if(report.unknown.begin(), report.unknown.end(), same);
    if (place != report.unknown.end())
        *place = &type;
    writer.string(shown_name(out, type));
}

callback_maker find_type(std::type_info const& type)
{
    // Never destroyed: a record may be logged after the destructors of this library's statics have run.
    static type_table const& table = *new type_table;
    return table.find(type);
}

void write_value(value_writer& writer, logging::attribute_value const& value)
{
    value_dispatcher dispatcher(writer);
    if (!value.dispatch(dispatcher))
        write_unknown(writer, *dispatcher.type());
}

} // namespace log_fluentd::detail
