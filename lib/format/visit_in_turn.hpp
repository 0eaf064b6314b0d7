// Copyright (c) 2026 The log_fluentd authors
// Distributed under the Boost Software License, Version 1.0.
// (See accompanying file LICENSE_1_0.txt or https://www.boost.org/LICENSE_1_0.txt)

#pragma once

/// \file
/// Visits an attribute value of one of a few types.

#include <boost/log/attributes/attribute_name.hpp>
#include <boost/log/attributes/attribute_value.hpp>
#include <boost/log/attributes/attribute_value_set.hpp>
#include <boost/log/attributes/value_visitation.hpp>
#include <boost/mpl/for_each.hpp>
#include <boost/mpl/identity.hpp>

namespace log_fluentd::detail {

/// Calls `visitor` with the attribute's value if it has one of `Types`, which are tried in order. Boost.Log's
/// own `visit` of a list of types makes its table at the first use, under the guard of a static: a child that
/// is forked in that moment would wait for it forever.
template <typename... Types, typename Visitor>
bool visit_in_turn(boost::log::attribute_name const& name, boost::log::attribute_value_set const& values,
                   Visitor visitor)
{
    auto const found = values.find(name);
    return found != values.end() &&
           (static_cast<bool>(boost::log::visit<Types>(found->second, visitor)) || ...);
}

/// The same with a value and a sequence of types (Boost.MPL).
template <typename Types, typename Visitor>
bool visit_in_turn(boost::log::attribute_value const& value, Visitor visitor)
{
    bool found = false;
    boost::mpl::for_each<Types, boost::mpl::make_identity<>>([&](auto type) {
        found = found || static_cast<bool>(boost::log::visit<typename decltype(type)::type>(value, visitor));
    });
    return found;
}

} // namespace log_fluentd::detail
