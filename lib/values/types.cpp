// Copyright (c) 2026 The log_fluentd authors
// Distributed under the Boost Software License, Version 1.0.
// (See accompanying file LICENSE_1_0.txt or https://www.boost.org/LICENSE_1_0.txt)

#include "values/types.hpp"

#include "msgpack/encoder.hpp"
#include "os/fork.hpp"
#include "values/put.hpp"
#include "values/type_registry.hpp"

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
#include <atomic>
#include <string>
#include <sys/types.h>
#include <type_traits>
#include <typeindex>
#include <unordered_map>
#include <vector>

namespace log_fluentd::detail {

namespace {

namespace logging = boost::log;

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

/// As Boost.Log shows them: `outer->inner`.
std::string text_of(logging::attributes::named_scope_list const& scopes)
{
    std::string text;
    for (auto const& scope : scopes) {
        text += text.empty() ? "" : "->";
        text.append(scope.scope_name.c_str(), scope.scope_name.size());
    }
    return text;
}

void put_scopes(value_writer& out, logging::attributes::named_scope_list const& scopes)
{
    if (state_of(out).is_piece())
        return out.string(text_of(scopes));
    out.begin_array();
    for (auto const& scope : scopes)
        out.string({scope.scope_name.c_str(), scope.scope_name.size()});
    out.end_array();
}

/// A process or thread; in a text as Boost.Log shows it, `0x00007f1468a71780`.
template <typename Id>
void put_id(value_writer& out, Id const& id)
{
    if (!state_of(out).is_piece())
        return out.unsigned_integer(id.native_id());
    constexpr auto size = std::is_same_v<Id, logging::process_id> ? sizeof(::pid_t) : sizeof(std::uintptr_t);
    auto number = static_cast<std::uint64_t>(id.native_id());
    char text[2 + 2 * size] = {'0', 'x'};
    for (auto* digit = std::end(text); digit != text + 2; number /= 16)
        *--digit = "0123456789abcdef"[number % 16];
    out.string({text, sizeof(text)});
}

// Nearly every record has one, so the words of Boost.Log are msgpack already. \return null for a number that
// is none of them.
char const* severity_word(logging::trivial::severity_level severity) noexcept
{
    static constexpr char words[][copy_slack] = {"\xA5trace",
                                                 "\xA5"
                                                 "debug",
                                                 "\xA4info",
                                                 "\xA7warning",
                                                 "\xA5"
                                                 "error",
                                                 "\xA5"
                                                 "fatal"};
    auto const index = static_cast<std::size_t>(severity);
    return index < std::size(words) ? words[index] : nullptr;
}

void put_severity(value_writer& out, logging::trivial::severity_level severity)
{
    if (char const* const word = severity_word(severity))
        out.string({word + 1, short_size(word)});
    else
        out.integer(severity);
}

void write_severity(scratch& out, logging::trivial::severity_level severity)
{
    if (char const* const word = severity_word(severity))
        write_short_string(out, word);
    else
        write_integer(out, severity);
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
        put_utc(out, in_microseconds(value.time_since_epoch()), nanoseconds_of(value.time_since_epoch()));
    else if constexpr (is_duration<T>::value)
        out.floating(std::chrono::duration<double>(value).count());
    else if constexpr (std::is_same_v<T, logging::process_id> || std::is_same_v<T, logging::thread_id>)
        put_id(out, value);
    else if constexpr (std::is_same_v<T, logging::attributes::named_scope_list>)
        put_scopes(out, value);
    else if constexpr (std::is_same_v<T, logging::trivial::severity_level>)
        put_severity(out, value);
    else if constexpr (std::is_same_v<T, std::vector<std::string>>)
        put_strings(out, value);
    else
        put(out, value);
}

/// The types that most records have.
template <typename T>
constexpr bool
    is_bare_v = (std::is_arithmetic_v<T> && !is_character_v<T>) || std::is_same_v<T, std::string> ||
                std::is_same_v<T, logging::trivial::severity_level>;

/// Writes the same to where an event is encoded, without a value_writer: whoever calls it knows that a value
/// is next, and counts it.
template <typename T>
[[gnu::hot]] void write_bare(void* scratch_out, T const& value)
{
    scratch& out = *static_cast<scratch*>(scratch_out);
    if constexpr (std::is_same_v<T, logging::trivial::severity_level>)
        write_severity(out, value);
    else if constexpr (std::is_same_v<T, std::string>)
        write_string(out, value);
    else if constexpr (std::is_same_v<T, bool>)
        *out.append(1) = value ? '\xC3' : '\xC2';
    else if constexpr (std::is_floating_point_v<T>)
        write_double(out, static_cast<double>(value));
    else if (std::is_unsigned_v<T> || value >= 0)
        write_unsigned(out, static_cast<std::make_unsigned_t<T>>(value));
    else
        write_integer(out, static_cast<std::int64_t>(value));
}

template <typename Duration>
using time_point = std::chrono::time_point<std::chrono::system_clock, Duration>;

} // namespace

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

    trampoline find_bare(std::type_info const& type) const
    {
        slot const& first = slots_[first_slot(type)];
        return first.type == &type ? first.bare : slots_[place_of(type)].bare;
    }
    trampoline find(std::type_info const& type) const
    {
        slot const& first = slots_[first_slot(type)];
        return first.type == &type ? first.write : find_further(type);
    }

private:
    struct slot
    {
        std::type_info const* type = nullptr;
        trampoline write = nullptr;
        trampoline bare = nullptr; // for `bare_dispatcher`
    };

    /// Where the type is; an empty slot when it is not there.
    [[gnu::noinline]] std::size_t place_of(std::type_info const& type) const
    {
        std::size_t i = first_slot(type);
        while (slots_[i].type && slots_[i].type != &type)
            i = (i + 1) % slots_.size();
        return i;
    }

    [[gnu::noinline]] trampoline find_further(std::type_info const& type) const
    {
        if (trampoline const own = slots_[place_of(type)].write)
            return own;
        if (trampoline const registered = find_registered(type))
            return registered;
        auto const found = by_name_.find(type);
        return found == by_name_.end() ? nullptr : found->second;
    }

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
        (add_one(typeid(Types), reinterpret_cast<trampoline>(&write<Types>), bare_of<Types>()), ...);
    }
    template <typename T>
    static trampoline bare_of()
    {
        if constexpr (is_bare_v<T>)
            return reinterpret_cast<trampoline>(&write_bare<T>);
        else
            return nullptr;
    }
    // Twice the same type happens where `system_clock` counts microseconds, or `long` is `long long`.
    void add_one(std::type_info const& type, trampoline write, trampoline bare)
    {
        if (!by_name_.emplace(type, write).second)
            return;
        slots_[place_of(type)] = {&type, write, bare};
    }

    static constexpr unsigned slot_bits = 9;
    static constexpr std::size_t slot_count = std::size_t{1} << slot_bits;
    std::array<slot, slot_count> slots_;
    std::unordered_map<std::type_index, trampoline> by_name_;
};

namespace {

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
    scratch& out = state_of(writer).out;
    encode_report& report = out.report;
    ++report.unknown_types;
    auto const same = [&](std::type_info const* known) { return !known || *known == type; };
    auto const place = std::find_if(report.unknown.begin(), report.unknown.end(), same);
    if (place != report.unknown.end())
        *place = &type;
    writer.string(shown_name(out, type));
}

namespace {

// Never destroyed: a record may be logged after the destructors of this library's statics have run.
[[gnu::noinline, gnu::cold]] type_table const& make_known_types()
{
    static fork_safe_static<type_table> only; // constant-initialised, so without a guard
    return only.get();
}

std::atomic<type_table const*> made_types{nullptr};

} // namespace

type_table const& known_types()
{
    // Without the guard of a function's static.
    if (auto const* const made = made_types.load(std::memory_order_acquire))
        return *made;
    auto const& made = make_known_types();
    made_types.store(&made, std::memory_order_release);
    return made;
}

trampoline find_type(std::type_info const& type)
{
    return known_types().find(type);
}

auto value_dispatcher::get_callback(type_dispatcher* self, boost::typeindex::type_index type) -> callback_base
{
    auto* const dispatcher = static_cast<value_dispatcher*>(self);
    if (trampoline const write = known_types().find(type.type_info()))
        return callback_base(dispatcher->writer_, write);
    dispatcher->unknown_ = &type.type_info();
    return callback_base();
}

[[gnu::hot]] auto bare_dispatcher::get_callback(type_dispatcher* self, boost::typeindex::type_index type)
    -> callback_base
{
    auto const* const dispatcher = static_cast<bare_dispatcher*>(self);
    trampoline const write = dispatcher->types_.find_bare(type.type_info());
    return callback_base(write ? dispatcher->out_ : nullptr, write); // with null it is no callback
}

void value_dispatcher::write_unknown()
{
    detail::write_unknown(*writer_, unknown_ ? *unknown_ : typeid(void));
}

} // namespace log_fluentd::detail
