// Copyright (c) 2026 The log_fluentd authors
// Distributed under the Boost Software License, Version 1.0.
// (See accompanying file LICENSE_1_0.txt or https://www.boost.org/LICENSE_1_0.txt)

#include "os/pin.hpp"

#include <dlfcn.h>
#include <link.h>

namespace log_fluentd::detail {

void pin_object_of(void const* address) noexcept
{
    Dl_info info;
    link_map* object = nullptr;
    if (::dladdr1(address, &info, reinterpret_cast<void**>(&object), RTLD_DL_LINKMAP) == 0 || !object)
        return;                            // a program without a dynamic linker
    if (object->l_name && *object->l_name) // the program itself has no name
        ::dlopen(object->l_name, RTLD_LAZY | RTLD_NOLOAD | RTLD_NODELETE); // a reference that is kept forever
}

} // namespace log_fluentd::detail
