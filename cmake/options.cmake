# Copyright (c) 2026 The log_fluentd authors
# Distributed under the Boost Software License, Version 1.0.
# (See accompanying file LICENSE_1_0.txt or https://www.boost.org/LICENSE_1_0.txt)

# What only the developers of log_fluentd build with, per target: nothing here reaches a user's targets.
function(log_fluentd_developer_options target)
    if(LOG_FLUENTD_WERROR)
        target_compile_options(${target} PRIVATE -Wall -Wextra -Wpedantic -Wshadow -Wconversion -Werror)
    endif()
    if(CMAKE_CXX_COMPILER_ID STREQUAL "GNU" AND CMAKE_CXX_COMPILER_VERSION VERSION_GREATER_EQUAL 16)
        target_compile_options(${target} PRIVATE -Wno-array-bounds) # findings/gcc_make_shared_array_bounds.sh
    endif()
    if(LOG_FLUENTD_PORTABLE)
        target_compile_definitions(${target} PRIVATE LOG_FLUENTD_PORTABLE)
    endif()
    if(LOG_FLUENTD_SANITIZE)
        target_compile_options(${target} PRIVATE
            -fsanitize=${LOG_FLUENTD_SANITIZE} -fno-sanitize-recover=all -fno-omit-frame-pointer)
        target_link_options(${target} PUBLIC -fsanitize=${LOG_FLUENTD_SANITIZE})
    endif()
endfunction()
