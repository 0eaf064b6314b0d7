// Copyright (c) 2026 The log_fluentd authors
// Distributed under the Boost Software License, Version 1.0.
// (See accompanying file LICENSE_1_0.txt or https://www.boost.org/LICENSE_1_0.txt)

#pragma once

/// \file
/// The scopes of a thread.

#include "msgpack/scope_texts.hpp"

#include <boost/log/attributes/named_scope.hpp>
#include <boost/log/utility/string_literal.hpp>

#include <string_view>

namespace log_fluentd::detail {

inline std::string_view view(boost::log::string_literal const& literal) noexcept
{
    return {literal.c_str(), literal.size()};
}
inline source_place place_of(boost::log::attributes::named_scope_entry const& scope) noexcept
{
    return {view(scope.file_name), view(scope.scope_name), scope.line};
}

/// The result of `named_scope::get_scopes` on this thread. Getting it takes longer than writing a value, and
/// it stays in its place until the thread ends.
class thread_scopes
{
public:
    using list = boost::log::attributes::named_scope_list;

    static list const& get() { return known_ ? *known_ : find(); }

private:
    [[gnu::noinline, gnu::cold]] static list const& find();
    static void forget() noexcept;

    // Trivially destructible, so it can be read when the thread's other variables are destroyed.
    static inline thread_local list const* known_ = nullptr;
    static inline thread_local bool is_asked_for_ = false;
};

} // namespace log_fluentd::detail
