// Copyright (c) 2026 The log_fluentd authors
// Distributed under the Boost Software License, Version 1.0.
// (See accompanying file LICENSE_1_0.txt or https://www.boost.org/LICENSE_1_0.txt)

#include "format/attribute_slots.hpp"

namespace log_fluentd::detail {

using boost::log::attribute_value_set;

// `begin` and each `++` of Boost.Log's iterator call into its shared library to freeze the set, but the core
// has frozen it long before a sink gets the record. For eight attributes these calls take longer than the
// rest of the search. Only here does the library use internals of Boost.Log: two members of the iterator,
// which Boost.Log's inline functions compile into every program, and which have not changed since 2013. If
// they change, this does not compile; LOG_FLUENTD_PUBLIC_ITERATORS does not need them.
#if defined(LOG_FLUENTD_PUBLIC_ITERATORS)

attribute_iterator first_of(attribute_value_set const& record, attribute_iterator)
{
    return record.begin();
}
attribute_iterator next_of(attribute_iterator it)
{
    return ++it;
}

#else

namespace {

attribute_iterator step(attribute_iterator it) noexcept;

// The arguments of an explicit instantiation may name private members.
template <auto Node, auto Next>
struct attribute_walk
{
    friend attribute_iterator step(attribute_iterator it) noexcept
    {
        return attribute_iterator((it.*Node)->*Next, nullptr);
    }
};
template struct attribute_walk<&attribute_iterator::m_pNode, &attribute_value_set::node_base::m_pNext>;

} // namespace

attribute_iterator first_of(attribute_value_set const&, attribute_iterator end)
{
    return step(end); // the list is a ring of Boost.Intrusive, which contains its end
}
attribute_iterator next_of(attribute_iterator it)
{
    return step(it);
}

#endif

// One pass over the record: half of all look-ups would be for attributes that are not there.
[[gnu::hot]] void attribute_slots::find(attribute_value_set const& record, values& found) const
{
    slot const* const by_id = by_id_.data();
    std::size_t const size = by_id_.size();
    std::uint32_t present = 0;
    auto const end = record.end();
    for (auto it = first_of(record, end); it != end; it = next_of(it)) {
        auto const id = it->first.id(); // small and dense, because Boost.Log counts them
        slot const of = id < size ? by_id[id] : none;
        if (of == none || !it->second)
            continue;
        found.by_slot_[of] = &it->second;
        present |= bit(of);
    }
    found.present_ = present;
}

} // namespace log_fluentd::detail
