// Copyright (c) 2026 The log_fluentd authors
// Distributed under the Boost Software License, Version 1.0.
// (See accompanying file LICENSE_1_0.txt or https://www.boost.org/LICENSE_1_0.txt)

#ifndef LOG_FLUENTD_LIB_VALUES_TYPE_REGISTRY_HPP_INCLUDED_
#define LOG_FLUENTD_LIB_VALUES_TYPE_REGISTRY_HPP_INCLUDED_

/// \file
/// The types that were registered, by the program and by the library itself.

#include "os/fork.hpp"

#include <log_fluentd/register_type.hpp>

#include <atomic>
#include <cstddef>
#include <string>
#include <typeinfo>
#include <vector>

namespace log_fluentd::detail {

/// \return null for a type that nobody registered. Takes no lock. \throws std::bad_alloc the first time.
trampoline find_registered(std::type_info const& type);

/// Finds entries by their type. There is one in the process; what it has ever held, it keeps, as somebody may
/// be reading it.
///
/// \par Thread safety All members may be called from several threads at a time; `find` takes no lock.
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

    type_registry();

    /// By address, as each type has one `std::type_info` in most programs; a type that has another in another
    /// shared library is found by name.
    entry const* find(std::type_info const& type) const noexcept;
    void add(type_entry const& what, owner from);

private:
    using slot = std::atomic<entry const*>;
    struct table
    {
        explicit table(std::size_t size) : by_address(size), by_name(size) {}
        std::vector<slot> by_address; // a power of two
        std::vector<slot> by_name;
        table const* smaller = nullptr; // may be in use still
    };

    static void insert_by_address(table& into, entry const& what);
    static void insert_by_name(table& into, entry const& what);
    void grow();

    fork_safe_member_mutex mutex_; // for those that add
    std::atomic<table*> table_;
    std::size_t count_ = 0;
};

} // namespace log_fluentd::detail

#endif
