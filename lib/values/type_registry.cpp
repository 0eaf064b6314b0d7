// Copyright (c) 2026 The log_fluentd authors
// Distributed under the Boost Software License, Version 1.0.
// (See accompanying file LICENSE_1_0.txt or https://www.boost.org/LICENSE_1_0.txt)

#include "values/type_registry.hpp"

#include <boost/core/demangle.hpp>

#include <functional>
#include <memory>
#include <stdexcept>
#include <string_view>
#include <utility>

namespace log_fluentd::detail {

namespace {

std::size_t first_named(std::size_t size, std::string_view name) noexcept
{
    return std::hash<std::string_view>()(name) & (size - 1);
}

/// The first slot that is free or has an entry that satisfies `is_it`, and its entry at that moment: another
/// thread may use a free slot right after. Tables are never full.
template <typename Slots, typename IsIt>
auto find_slot(Slots& slots, std::size_t first, IsIt is_it) noexcept
{
    for (std::size_t i = first;; i = (i + 1) & (slots.size() - 1)) {
        auto const* const held = slots[i].load(std::memory_order_acquire);
        if (!held || is_it(*held))
            return std::pair(&slots[i], held);
    }
}

/// Whether types of that name in two source files are different types: they are in an unnamed namespace or in
/// a static function.
bool is_of_one_file(std::string_view name) noexcept
{
    return name.find("_GLOBAL__N_") != name.npos || name.find("ZL") != name.npos;
}

/// For a type that the library already encodes: registering it changes nothing, but a function is an error.
void check_no_function(type_entry const& what)
{
    if (what.write)
        throw std::invalid_argument("register_type: what " + boost::core::demangle(what.type->name()) +
                                    " becomes is the library's to say; register a type of your own");
}

} // namespace

type_registry::type_registry() : table_(new table(512))
{
    for (library_type const& known : library_types()) {
        add(known, owner::library);
        front_slot& place = front_[place_in_front(*known.type)];
        if (!place.type)
            place = {known.type, known.write_attribute, known.write_bare};
    }
}

std::size_t type_registry::place_in_front(std::type_info const& type) const noexcept
{
    std::size_t i = first_in_front(type);
    while (front_[i].type && front_[i].type != &type)
        i = (i + 1) % front_.size();
    return i;
}

trampoline type_registry::find_attribute_behind(std::type_info const& type) const noexcept
{
    if (trampoline const of_library = front_[place_in_front(type)].write_attribute)
        return of_library;
    entry const* const found = find(type);
    return found ? found->write_attribute : nullptr;
}

type_registry::entry const* type_registry::find(std::type_info const& type) const noexcept
{
    table const& in = *table_.load(std::memory_order_acquire);
    auto const is_same = [&](entry const& held) { return held.type == &type; };
    if (auto const found = find_slot(in.by_address, first_slot(in.by_address.size(), &type), is_same).second)
        return found;
    std::string_view const name = type.name();
    if (is_of_one_file(name))
        return nullptr;
    auto const has_name = [&](entry const& held) { return held.name == name; };
    return find_slot(in.by_name, first_named(in.by_name.size(), name), has_name).second;
}

void type_registry::add(type_entry const& what, owner from)
{
    std::lock_guard<fork_safe_mutex> const lock(mutex_);
    entry const* const before = find(*what.type);
    if (before && before->by == owner::library) // the library has the same type under two names
        return from == owner::program ? check_no_function(what) : void();
    auto added = std::make_unique<entry>(what, from);
    added->replaced = before;
    if (2 * (count_ + 1) > table_.load(std::memory_order_relaxed)->by_address.size())
        grow();
    table& in = *table_.load(std::memory_order_relaxed);
    insert_by_address(in, *added);
    insert_by_name(in, *added);
    static_cast<void>(added.release());
    ++count_;
}

void type_registry::insert_by_address(table& into, entry const& what)
{
    auto const is_same = [&](entry const& held) { return held.type == what.type; };
    find_slot(into.by_address, first_slot(into.by_address.size(), what.type), is_same)
        .first->store(&what, std::memory_order_release);
}

void type_registry::insert_by_name(table& into, entry const& what)
{
    auto const has_name = [&](entry const& held) { return held.name == what.name; };
    find_slot(into.by_name, first_named(into.by_name.size(), what.name), has_name)
        .first->store(&what, std::memory_order_release);
}

void type_registry::grow()
{
    table const& old = *table_.load(std::memory_order_relaxed);
    auto larger = std::make_unique<table>(2 * old.by_address.size());
    larger->smaller = &old;
    for (slot const& held : old.by_address) {
        if (auto const* const kept = held.load(std::memory_order_relaxed))
            insert_by_address(*larger, *kept);
    }
    for (slot const& held : old.by_name) {
        if (auto const* const kept = held.load(std::memory_order_relaxed))
            insert_by_name(*larger, *kept);
    }
    table_.store(larger.release(), std::memory_order_release);
}

// Never destroyed: a record may be logged after the destructors of this library's statics have run.
type_registry& make_known_types()
{
    static fork_safe_static<type_registry> only; // constant-initialised, so it has no guard
    made_types.store(&only.get(), std::memory_order_release);
    return only.get();
}

} // namespace log_fluentd::detail
