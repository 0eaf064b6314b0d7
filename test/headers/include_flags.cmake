# Copyright (c) 2026 The log_fluentd authors
# Distributed under the Boost Software License, Version 1.0.
# (See accompanying file LICENSE_1_0.txt or https://www.boost.org/LICENSE_1_0.txt)

# Sets `include_flags` to the compiler's options for INCLUDE_DIRS, as a user has them: this library's warnings count, those of
# Boost do not.
set(include_flags "")
foreach(dir IN LISTS INCLUDE_DIRS)
    if(EXISTS ${dir}/log_fluentd)
        list(APPEND include_flags -I${dir})
    elseif(NOT dir STREQUAL "/usr/include")
        list(APPEND include_flags -isystem ${dir})
    endif()
endforeach()
