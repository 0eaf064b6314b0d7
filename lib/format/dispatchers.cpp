// Copyright (c) 2026 The log_fluentd authors
// Distributed under the Boost Software License, Version 1.0.
// (See accompanying file LICENSE_1_0.txt or https://www.boost.org/LICENSE_1_0.txt)

#include "format/dispatchers.hpp"

namespace log_fluentd::detail {

auto value_dispatcher::get_callback(type_dispatcher* self, boost::typeindex::type_index type) -> callback_base
{
    auto* const dispatcher = static_cast<value_dispatcher*>(self);
    if (trampoline const write = known_types().find_attribute(type.type_info()))
        return callback_base(dispatcher->writer_, write);
    dispatcher->unknown_ = &type.type_info();
    return callback_base();
}

[[gnu::hot]] auto bare_dispatcher::get_callback(type_dispatcher* self, boost::typeindex::type_index type)
    -> callback_base
{
    auto const* const dispatcher = static_cast<bare_dispatcher*>(self);
    trampoline const write = dispatcher->types_.find_bare(type.type_info());
    return callback_base(write ? dispatcher->out_ : nullptr, write); // with null there is no callback
}

void value_dispatcher::write_unknown()
{
    detail::write_unknown(*writer_, unknown_ ? *unknown_ : typeid(void));
}

} // namespace log_fluentd::detail
