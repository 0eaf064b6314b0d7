// Copyright (c) 2026 The log_fluentd authors
// Distributed under the Boost Software License, Version 1.0.
// (See accompanying file LICENSE_1_0.txt or https://www.boost.org/LICENSE_1_0.txt)

#pragma once

/// \file
/// The types that are known at run time: the library's own, and those that programs register.

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

/// Finds entries by their type. There is one in the process; what it has ever held, it keeps, as somebody may
/// be reading it.
///
/// Its tables are written by hand: the front, because every value of every record is looked for there; those
/// behind, because they are read without a lock while they grow.
///
/// \par Thread safety All members may be called from several threads at a time; only `add` takes a lock.
class type_registry
{
public:
    /// Whose type it is.
    enum class owner
    {
        library,
        program
    };
    struct entry : type_entry
    {
        entry(type_entry const& what, owner from) : type_entry(what), name(what.type->name()), by(from) {}

        std::string name; // of its own: the type may be gone with its shared library
        owner by;
        entry const* replaced = nullptr; // may be in use still
    };

    /// With the library's types.
    type_registry();

    /// `library_type::write_bare`; null for any other type.
    trampoline find_bare(std::type_info const& type) const noexcept
    {
        front_slot const& first = front_[first_in_front(type)];
        return first.type == &type ? first.write_bare : front_[place_in_front(type)].write_bare;
    }
    /// `type_entry::write_attribute`; null for a type that nobody knows.
    trampoline find_attribute(std::type_info const& type) const noexcept
    {
        front_slot const& first = front_[first_in_front(type)];
        return first.type == &type ? first.write_attribute : find_attribute_behind(type);
    }
    /// By address, as each type has one `std::type_info` in most programs; a type that has another in another
    /// shared library is found by name.
    entry const* find(std::type_info const& type) const noexcept;

    /// Replaces what was registered for the type. \throws std::invalid_argument when a program gives a
    /// function for a type that is the library's own.
    void add(type_entry const& what, owner from);

private:
    // The library's types by address. Written by the constructor alone.
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
    /// Where the type is; an empty slot when it is not there.
    [[gnu::noinline]] std::size_t place_in_front(std::type_info const& type) const noexcept;
    [[gnu::noinline]] trampoline find_attribute_behind(std::type_info const& type) const noexcept;

    static std::uint64_t hash(std::type_info const& type) noexcept
    {
        // Multiplied by the golden ratio, neighbours in memory do not meet: nearly every type is found at
        // once.
        return static_cast<std::uint64_t>(reinterpret_cast<std::uintptr_t>(&type)) * 0x9E3779B97F4A7C15;
    }

    using slot = std::atomic<entry const*>;
    struct table
    {
        explicit table(std::size_t size) : by_address(size), by_name(size) {}
        std::vector<slot> by_address; // a power of two
        std::vector<slot> by_name;
        table const* smaller = nullptr; // may be in use still
    };

    static std::size_t first_slot(std::size_t size, std::type_info const* type) noexcept
    {
        return static_cast<std::size_t>(hash(*type) >> 32) & (size - 1);
    }
    static void insert_by_address(table& into, entry const& what);
    static void insert_by_name(table& into, entry const& what);
    void grow();

    std::array<front_slot, std::size_t{1} << front_bits> front_;
    fork_safe_member_mutex mutex_; // for those that add
    std::atomic<table*> table_;
    std::size_t count_ = 0;
};

inline std::atomic<type_registry*> made_types{nullptr};
type_registry& make_known_types();

/// The one in the process, made at its first use. \throws std::bad_alloc then.
inline type_registry& known_types()
{
    auto* const made = made_types.load(std::memory_order_acquire);
    return made ? *made : make_known_types();
}

} // namespace log_fluentd::detail
