// Copyright (c) 2026 The log_fluentd authors
// Distributed under the Boost Software License, Version 1.0.
// (See accompanying file LICENSE_1_0.txt or https://www.boost.org/LICENSE_1_0.txt)

#ifndef LOG_FLUENTD_REGISTER_TYPE_HPP_INCLUDED_
#define LOG_FLUENTD_REGISTER_TYPE_HPP_INCLUDED_

/// \file
/// Makes types known to the library: a record's attribute values do not say at compile time what they are.

#include <log_fluentd/write_value.hpp>

#include <memory>
#include <type_traits>
#include <typeinfo>
#include <utility>

namespace log_fluentd {

namespace detail {

/// A `void (*)(void* writer, T const& value)`, which writes a value of one type to the `value_writer` that
/// `writer` points to. Callbacks of Boost.Log have this form.
using trampoline = void*;

struct type_entry
{
    std::type_info const* type;
    trampoline write_attribute;
    write_function write; ///< Null if `write_value` needs none.
    void const* function;
};

/// Replaces what was registered for the type.
/// \throws std::invalid_argument if the library itself defines what the type becomes.
LOG_FLUENTD_DECL void register_type(type_entry const& entry);

template <typename T>
void write_attribute(void* writer, T const& value)
{
    value_writer& out = *static_cast<value_writer*>(writer);
    if constexpr (has_to_fluentd_v<T> || structure_of<T>() == structure::unknown || is_number_enum_v<T>)
        write_value(out, value); // guards itself whatever may throw
    else
        write_guarded(out, &write_erased<T>, std::addressof(value));
}

template <typename T>
trampoline trampoline_for() noexcept
{
    return reinterpret_cast<trampoline>(&write_attribute<T>);
}

} // namespace detail

/// Makes attribute values of type `T` known, for a `T` that `write_value` can write: it has a `to_fluentd`,
/// or it is a container, an optional, a variant and so on. An enumeration without a `to_fluentd` becomes an
/// integer. Within containers, and in maps for `sender::emit`, such types are known without this call.
///
/// \throws std::bad_alloc.
/// \par Thread safety
/// Safe at any time, also while records are logged.
/// \par Lifetime
/// The registration stays until the end of the process, so a shared library that registers a type must stay
/// loaded.
template <typename T>
void register_type()
{
    static_assert(
        detail::has_to_fluentd_v<T> || detail::is_plain_v<T> ||
            detail::structure_of<T>() != detail::structure::unknown,
        "declare void to_fluentd(log_fluentd::value_writer&, T const&) in the namespace of T, or give "
        "register_type a function");
    detail::register_type({&typeid(T), detail::trampoline_for<T>(), nullptr, nullptr});
}

/// Makes `function` write the values of type `T`, everywhere: as attribute values, in maps for
/// `sender::emit`, and within containers. If several functions are registered, the last one is used.
///
///     register_type<severity>([](auto& out, severity s) { out.string(word_of(s)); });
///
/// \param function Is called as `function(value_writer&, T const&)` under the rules of `write_value`, on
/// every thread that logs, on several at a time.
/// \throws std::invalid_argument if the library itself defines what `T` becomes, as for `std::string` and for
/// the types of Boost.Log; std::bad_alloc.
/// \par Thread safety
/// Safe at any time, also while records are logged.
/// \par Lifetime
/// The function is kept until the end of the process.
template <typename T, typename Function>
void register_type(Function function)
{
    static_assert(std::is_invocable_v<Function const&, value_writer&, T const&>,
                  "the function is called as function(log_fluentd::value_writer&, T const&)");
    static_assert(!detail::has_to_fluentd_v<T>,
                  "T has a to_fluentd, which counts: register_type<T>() will do");
    static_assert(!detail::is_plain_v<T>, "what T becomes cannot be changed");
    auto const write = [](value_writer& out, void const* value, void const* kept) {
        (*static_cast<Function const*>(kept))(out, *static_cast<T const*>(value));
    };
    auto kept = std::make_unique<Function const>(std::move(function));
    detail::register_type({&typeid(T), detail::trampoline_for<T>(), write, kept.get()});
    static_cast<void>(kept.release());
}

} // namespace log_fluentd

#endif
