// Copyright (c) 2026 The log_fluentd authors
// Distributed under the Boost Software License, Version 1.0.
// (See accompanying file LICENSE_1_0.txt or https://www.boost.org/LICENSE_1_0.txt)

#include "os/pin.hpp"

#include "os/system.hpp"

#include <dlfcn.h>
#if LOG_FLUENTD_HAS_LINUX
#include <link.h>
#endif

namespace log_fluentd::detail {

namespace {

/// \returns null if there is none: in a program without a dynamic linker.
char const* object_of(void const* address, Dl_info& info) noexcept
{
#if LOG_FLUENTD_HAS_LINUX
    link_map* object = nullptr;
    if (::dladdr1(address, &info, reinterpret_cast<void**>(&object), RTLD_DL_LINKMAP) == 0 || !object)
        return nullptr;
    return object->l_name; // empty for the program itself
#else
    return ::dladdr(address, &info) != 0 ? info.dli_fname : nullptr;
#endif
}

} // namespace

void pin_object_of(void const* address) noexcept
{
    Dl_info info;
    char const* const object = object_of(address, info);
    if (object && *object)
        ::dlopen(object, RTLD_LAZY | RTLD_NOLOAD | RTLD_NODELETE); // a reference that is kept forever
}

} // namespace log_fluentd::detail
