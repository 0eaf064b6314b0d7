# Copyright (c) 2026 The log_fluentd authors
# Distributed under the Boost Software License, Version 1.0.
# (See accompanying file LICENSE_1_0.txt or https://www.boost.org/LICENSE_1_0.txt)

cmake_minimum_required(VERSION 3.21)

# Compiles a translation unit of HEADER alone, twice included, and looks at what it pulled in.
get_filename_component(name ${HEADER} NAME_WE)
set(source ${WORK_DIR}/${name}.cpp)
set(pulled_in ${WORK_DIR}/${name}.d)
file(WRITE ${source} "#include <${HEADER}>\n#include <${HEADER}>\n")

set(include_flags "")
foreach(dir IN LISTS INCLUDE_DIRS)
    # As a user has them: this library's warnings count, those of Boost do not.
    if(EXISTS ${dir}/${HEADER})
        list(APPEND include_flags -I${dir})
    elseif(NOT dir STREQUAL "/usr/include")
        list(APPEND include_flags -isystem ${dir})
    endif()
endforeach()

execute_process(
    COMMAND ${COMPILER} -std=c++17 -Wall -Wextra -Wpedantic -Wshadow -Wconversion -Werror
        ${include_flags} -fsyntax-only -MD -MF ${pulled_in} ${source}
    RESULT_VARIABLE status)
if(NOT status EQUAL 0)
    message(FATAL_ERROR "<${HEADER}> does not compile alone")
endif()

file(READ ${pulled_in} files)
if(NOT files MATCHES "${HEADER}")
    message(FATAL_ERROR "the list of what <${HEADER}> pulls in does not even hold the header itself: ${files}")
endif()
foreach(pattern IN LISTS FORBIDDEN)
    if(files MATCHES "([^ \n]*${pattern}[^ \n]*)")
        message(FATAL_ERROR "<${HEADER}> pulls in ${CMAKE_MATCH_1}")
    endif()
endforeach()
