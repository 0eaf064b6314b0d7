// Copyright (c) 2026 The log_fluentd authors
// Distributed under the Boost Software License, Version 1.0.
// (See accompanying file LICENSE_1_0.txt or https://www.boost.org/LICENSE_1_0.txt)

#include "values/type_registry.hpp"

#include <log_fluentd/register_type.hpp>

namespace log_fluentd::detail {

void register_type(type_entry const& what)
{
    known_types().add(what, type_registry::owner::program);
}

} // namespace log_fluentd::detail
