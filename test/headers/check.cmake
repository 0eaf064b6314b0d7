# Copyright (c) 2026 The log_fluentd authors
# Distributed under the Boost Software License, Version 1.0.
# (See accompanying file LICENSE_1_0.txt or https://www.boost.org/LICENSE_1_0.txt)

cmake_minimum_required(VERSION 3.21)

# Compiles a translation unit of HEADER alone, twice included, and looks at what it pulled in, and at how many lines
# that are, if there is a bound.
get_filename_component(name ${HEADER} NAME_WE)
set(source ${WORK_DIR}/${name}.cpp)
set(pulled_in ${WORK_DIR}/${name}.d)
file(WRITE ${source} "#include <${HEADER}>\n#include <${HEADER}>\n")

include(${CMAKE_CURRENT_LIST_DIR}/include_flags.cmake)
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

function(count_lines header out)
    file(WRITE ${source} "#include <${header}>\n")
    execute_process(COMMAND ${COMPILER} -std=c++17 ${include_flags} -E -P ${source}
        OUTPUT_FILE ${pulled_in} RESULT_VARIABLE status)
    file(READ ${pulled_in} text)
    string(REGEX MATCHALL "\n" lines "${text}")
    list(LENGTH lines number)
    if(NOT status EQUAL 0 OR number EQUAL 0)
        message(FATAL_ERROR "<${header}> cannot be preprocessed")
    endif()
    set(${out} ${number} PARENT_SCOPE)
endfunction()

if(MOST_LINES)
    count_lines(${HEADER} lines)
    count_lines(boost/log/sinks/unlocked_frontend.hpp lines_of_boost)
    math(EXPR hundredths "100 * ${lines} / ${lines_of_boost}")
    message(STATUS "<${HEADER}> has ${hundredths} hundredths of the lines of Boost.Log's own")
    if(hundredths GREATER MOST_LINES)
        message(FATAL_ERROR "<${HEADER}> has ${lines} lines: more than ${MOST_LINES} hundredths of ${lines_of_boost}, which "
            "boost/log/sinks/unlocked_frontend.hpp has. See what it pulls in with g++ -H.")
    endif()
endif()
