// Copyright (c) 2026 The log_fluentd authors
// Distributed under the Boost Software License, Version 1.0.
// (See accompanying file LICENSE_1_0.txt or https://www.boost.org/LICENSE_1_0.txt)

#pragma once

/// \file
/// The types that are known at run time: those of the library, and those that programs register.

#include "os/fork.hpp"
#include "values/type_list.hpp"

#include <array>
#include <atomic>
#include <cstddef>
#include <cstdint>
#include <string>
#include <typeinfo>
#include <vector>

namespace log_fluentd::detail {

/// Finds entries by their type. The process has one. It never removes an entry, because another thread may be
/// reading it.
///
/// Its tables are written by hand: the front one because every value of every record is looked up in it, the
/// others because they are read without a lock while they grow.
///
/// \par Thread safety
/// All members may be called from several threads at a time. Only `add` locks.
class type_registry
{
public:
    /// Who registered the type.
    enum class owner
    {
        library,
        program
    };
    struct entry : type_entry
    {
        entry(type_entry const& what, owner from) : type_entry(what), name(what.type->name()), by(from) {}

        std::string name; // a copy, because the type may be unloaded with its shared library
        owner by;
        entry const* replaced = nullptr; // may still be in use
    };

    /// Contains the library's types.
    type_registry();

    /// `library_type::write_bare`; null for any other type.
    trampoline find_bare(std::type_info const& type) const noexcept
    {
        front_slot const& first = front_[first_in_front(type)];
        return first.type == &type ? first.write_bare : front_[place_in_front(type)].write_bare;
    }
    /// `type_entry::write_attribute`; null for an unknown type.
    trampoline find_attribute(std::type_info const& type) const noexcept
    {
        front_slot const& first = front_[first_in_front(type)];
        return first.type == &type ? first.write_attribute : find_attribute_behind(type);
    }
    /// Finds by address, because in most programs each type has one `std::type_info`. A type that has another
    /// one in another shared library is found by name.
    entry const* find(std::type_info const& type) const noexcept;

    /// Replaces what was registered for the type.
    /// \throws std::invalid_argument if a program registers a function for a type of the library.
    void add(type_entry const& what, owner from);

private:
    // The library's types by address. Only the constructor writes it.
    struct front_slot
    {
        std::type_info const* type = nullptr;
        trampoline write_attribute = nullptr;
        trampoline write_bare = nullptr;
    };
    static constexpr unsigned front_bits = 9;

    static std::size_t first_in_front(std::type_info const& type) noexcept
    {
        return static_cast<std::size_t>(hash(type) >> (64 - front_bits));
    }
    /// The slot of the type, or an empty slot if it is not there.
    [[gnu::noinline]] std::size_t place_in_front(std::type_info const& type) const noexcept;
    [[gnu::noinline]] trampoline find_attribute_behind(std::type_info const& type) const noexcept;

    static std::uint64_t hash(std::type_info const& type) noexcept
    {
        // Multiplying by the golden ratio keeps neighbours in memory apart: nearly every type is found at
        // once.
        return static_cast<std::uint64_t>(reinterpret_cast<std::uintptr_t>(&type)) * 0x9E3779B97F4A7C15;
    }

    using slot = std::atomic<entry const*>;
    struct table
    {
        explicit table(std::size_t size) : by_address(size), by_name(size) {}
        std::vector<slot> by_address; // its size is a power of two
        std::vector<slot> by_name;
        table const* smaller = nullptr; // may still be in use
    };

    static std::size_t first_slot(std::size_t size, std::type_info const* type) noexcept
    {
        return static_cast<std::size_t>(hash(*type) >> 32) & (size - 1);
    }
    static void insert_by_address(table& into, entry const& what);
    static void insert_by_name(table& into, entry const& what);
    void grow();

    std::array<front_slot, std::size_t{1} << front_bits> front_;
    fork_safe_member_mutex mutex_; // for `add`
    std::atomic<table*> table_;
    std::size_t count_ = 0;
};

inline std::atomic<type_registry*> made_types{nullptr};
type_registry& make_known_types();

/// The registry of the process, made at its first use.
/// \throws std::bad_alloc at that time.
inline type_registry& known_types()
{
    auto* const made = made_types.load(std::memory_order_acquire);
    return made ? *made : make_known_types();
}

} // namespace log_fluentd::detail
