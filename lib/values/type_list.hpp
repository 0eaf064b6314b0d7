// Copyright (c) 2026 The log_fluentd authors
// Distributed under the Boost Software License, Version 1.0.
// (See accompanying file LICENSE_1_0.txt or https://www.boost.org/LICENSE_1_0.txt)

#pragma once

/// \file
/// The types that the library knows as attribute values, in one list: those of the standard library and of
/// Boost are here, those of Boost.Log in lib/format.

#include "msgpack/scratch.hpp"

#include <log_fluentd/register_type.hpp>

#include <typeinfo>
#include <vector>

namespace log_fluentd::detail {

struct library_type : type_entry
{
    /// A `void (*)(void* out, T const& value)` that writes to the scratch at `out`, for a caller that knows
    /// that a value is next, and counts it. Null for types that few records have.
    trampoline write_bare;
};
using type_list = std::vector<library_type>;

/// All of them. The types that most records have come first.
type_list library_types();
/// Adds the types of Boost.Log, which this layer does not know. Defined in lib/format.
void add_log_types(type_list& to);

template <typename How, typename T>
void write_attribute_by(void* writer, T const& value)
{
    How::write(*static_cast<value_writer*>(writer), value);
}
template <typename How, typename T>
void write_erased_by(value_writer& out, void const* value, void const*)
{
    How::write(out, *static_cast<T const*>(value));
}
template <typename How, typename T>
[[gnu::hot]] void write_bare_by(void* out, T const& value)
{
    How::encode(*static_cast<scratch*>(out), value);
}

/// Adds types that `How::write(value_writer&, T const&)` writes; it may only throw `std::bad_alloc`. It is
/// used inside containers too, unless `How::is_known`: then `write_value` itself writes the same.
template <typename How, typename... Types>
void add_types(type_list& to)
{
    (to.push_back({{&typeid(Types), reinterpret_cast<trampoline>(&write_attribute_by<How, Types>),
                    How::is_known ? nullptr : &write_erased_by<How, Types>, nullptr},
                   nullptr}),
     ...);
}
/// The same for types that most records have; `How::encode(scratch&, T const&)` is their `write_bare`.
template <typename How, typename... Types>
void add_frequent_types(type_list& to)
{
    auto const add = [&](trampoline write_bare) { to.back().write_bare = write_bare; };
    ((add_types<How, Types>(to), add(reinterpret_cast<trampoline>(&write_bare_by<How, Types>))), ...);
}

} // namespace log_fluentd::detail
