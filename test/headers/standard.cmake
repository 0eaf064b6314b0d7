# Copyright (c) 2026 The log_fluentd authors
# Distributed under the Boost Software License, Version 1.0.
# (See accompanying file LICENSE_1_0.txt or https://www.boost.org/LICENSE_1_0.txt)

cmake_minimum_required(VERSION 3.21)

# Compiles a translation unit of all HEADERS as STANDARD, which a consumer may choose.
set(source ${WORK_DIR}/standard_${STANDARD}.cpp)
list(TRANSFORM HEADERS REPLACE "^(.+)$" "#include <\\1>")
string(JOIN "\n" includes ${HEADERS})
file(WRITE ${source} "${includes}\n")

include(${CMAKE_CURRENT_LIST_DIR}/include_flags.cmake)
execute_process(
    COMMAND ${COMPILER} -std=c++${STANDARD} -Wall -Wextra -Wpedantic -Wshadow -Wconversion -Werror
        ${include_flags} -fsyntax-only ${source}
    RESULT_VARIABLE status)
if(NOT status EQUAL 0)
    message(FATAL_ERROR "the public headers do not compile as C++${STANDARD}")
endif()
