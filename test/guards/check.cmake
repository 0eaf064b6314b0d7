# Copyright (c) 2026 The log_fluentd authors
# Distributed under the Boost Software License, Version 1.0.
# (See accompanying file LICENSE_1_0.txt or https://www.boost.org/LICENSE_1_0.txt)

# No static of a function of ours has a guard: a child that was forked while another thread of its parent made one
# would wait for it forever. `fork_safe_static` (lib/os/fork.hpp) is what takes its place; a function's static
# that is constant-initialised, and has no destructor to be called, has no guard anyway.
#
#     cmake -DNM=/usr/bin/nm "-DLIBRARIES=a;b" -P check.cmake

foreach(library IN LISTS LIBRARIES)
    execute_process(COMMAND ${NM} ${library} OUTPUT_VARIABLE symbols ERROR_QUIET RESULT_VARIABLE failed)
    if(failed)
        message(FATAL_ERROR "${NM} cannot read ${library}")
    endif()
    if(NOT symbols MATCHES "log_fluentd")
        message(FATAL_ERROR "${library} has no symbols that could be looked at")
    endif()
    string(REGEX MATCHALL "_ZGVZ[^\n]*11log_fluentd[^\n]*" guards "${symbols}")
    if(guards)
        list(REMOVE_DUPLICATES guards)
        string(REPLACE ";" "\n  " guards "${guards}")
        message(SEND_ERROR "${library} has statics with guards:\n  ${guards}")
    endif()
endforeach()
