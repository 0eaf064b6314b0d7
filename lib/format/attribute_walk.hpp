// Copyright (c) 2026 The log_fluentd authors
// Distributed under the Boost Software License, Version 1.0.
// (See accompanying file LICENSE_1_0.txt or https://www.boost.org/LICENSE_1_0.txt)

#ifndef LOG_FLUENTD_LIB_FORMAT_ATTRIBUTE_WALK_HPP_INCLUDED_
#define LOG_FLUENTD_LIB_FORMAT_ATTRIBUTE_WALK_HPP_INCLUDED_

/// \file
/// From one attribute value of a record to the next, in one load.
///
/// Each `++` of Boost.Log's iterator calls into its shared library to freeze the set, which the core has done
/// long before a sink sees the record: for eight attributes that takes longer than all else that is done to
/// find them. Here alone the library reaches into Boost.Log: two members of the iterator, which its own
/// inline functions compile into every program, and which have not changed since 2013. Should they, this does
/// not compile, and `LOG_FLUENTD_PUBLIC_ITERATORS` takes its place.

#include <boost/log/attributes/attribute_value_set.hpp>

namespace log_fluentd::detail {

using attribute_iterator = boost::log::attribute_value_set::const_iterator;

#if defined(LOG_FLUENTD_PUBLIC_ITERATORS)

inline attribute_iterator next_of(attribute_iterator it)
{
    return ++it;
}

#else

/// \pre The iterator is of a record that a sink consumes, and not the end.
attribute_iterator next_of(attribute_iterator it) noexcept;

// The arguments of an explicit instantiation may name private members.
template <auto Node, auto Next>
struct attribute_walk
{
    friend attribute_iterator next_of(attribute_iterator it) noexcept
    {
        return attribute_iterator((it.*Node)->*Next, nullptr);
    }
};
template struct attribute_walk<&attribute_iterator::m_pNode,
                               &boost::log::attribute_value_set::node_base::m_pNext>;

#endif

} // namespace log_fluentd::detail

#endif
