// Copyright (c) 2026 The log_fluentd authors
// Distributed under the Boost Software License, Version 1.0.
// (See accompanying file LICENSE_1_0.txt or https://www.boost.org/LICENSE_1_0.txt)

#include "format/attribute_slots.hpp"

namespace log_fluentd::detail {

using boost::log::attribute_value_set;

// `begin` and each `++` of Boost.Log's iterator call into its shared library to freeze the set, which the
// core has done long before a sink sees the record: for eight attributes that takes longer than all else that
// is done to find them. Here alone the library reaches into Boost.Log: two members of the iterator, which its
// own inline functions compile into every program, and which have not changed since 2013. Should they, this
// does not compile, and LOG_FLUENTD_PUBLIC_ITERATORS does without.
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
    return step(end); // the list is a ring: Boost.Intrusive's, with its end in it
}
attribute_iterator next_of(attribute_iterator it)
{
    return step(it);
}

#endif

// In one pass over the record: half of all look-ups would be for attributes that are not there.
[[gnu::hot]] void attribute_slots::find(attribute_value_set const& record, values& found) const
{
    slot const* const by_id = by_id_.data();
    std::size_t const size = by_id_.size();
    std::uint32_t present = 0;
    auto const end = record.end();
    for (auto it = first_of(record, end); it != end; it = next_of(it)) {
        auto const id = it->first.id(); // small and dense: Boost.Log counts them
        slot const of = id < size ? by_id[id] : none;
        if (of == none || !it->second)
            continue;
        found.by_slot_[of] = &it->second;
        present |= bit(of);
    }
    found.present_ = present;
}

} // namespace log_fluentd::detail
