// Copyright (c) 2026 The log_fluentd authors
// Distributed under the Boost Software License, Version 1.0.
// (See accompanying file LICENSE_1_0.txt or https://www.boost.org/LICENSE_1_0.txt)

// Loads the plugin that is named, has it log, and unloads it at once. What was logged arrives all the same,
// and the program ends as any other.

#include <log_fluentd/receiver.hpp>

#include <chrono>
#include <cstdint>
#include <cstdlib>
#include <dlfcn.h>
#include <iostream>

namespace {

int fail(char const* what)
{
    std::cerr << what << '\n';
    return EXIT_FAILURE;
}

} // namespace

int main(int, char** arguments)
{
    log_fluentd::receiver receiver;
    void* const plugin = ::dlopen(arguments[1], RTLD_NOW | RTLD_LOCAL);
    if (!plugin)
        return fail(::dlerror());
    auto const begin_to_log = reinterpret_cast<void (*)(std::uint16_t)>(::dlsym(plugin, "begin_to_log"));
    if (!begin_to_log)
        return fail(::dlerror());
    begin_to_log(receiver.port());
    if (::dlclose(plugin) != 0)
        return fail(::dlerror());
    if (!receiver.wait_for(2, std::chrono::seconds(30)))
        return fail("not both events arrived");
    void* const again = ::dlopen(arguments[1], RTLD_NOW | RTLD_NOLOAD);
    if (!again)
        return fail("the plugin is gone, and threads and exit hooks point into it");
    std::cout << "both events arrived\n";
}
