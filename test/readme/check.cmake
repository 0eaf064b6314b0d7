# Copyright (c) 2026 The log_fluentd authors
# Distributed under the Boost Software License, Version 1.0.
# (See accompanying file LICENSE_1_0.txt or https://www.boost.org/LICENSE_1_0.txt)

cmake_minimum_required(VERSION 3.21)

# The code in README.md and in other pages is the code of files that are built and run: a block behind
# `<!-- from FILE -->` stands in FILE, but for its indentation; at a line "..." in a comment something is left out. What
# they link to is there.

function(without_indentation text out)
    string(REGEX REPLACE "\n[ ]+" "\n" text "\n${text}")
    set(${out} "${text}" PARENT_SCOPE)
endfunction()

function(check_part page part file content)
    string(STRIP "${part}" part)
    string(FIND "${content}" "\n${part}\n" at)
    if(at EQUAL -1)
        message(FATAL_ERROR "${page} shows something else than ${file} has:\n${part}")
    endif()
endfunction()

foreach(page README.md doc/from_python.md)
    file(READ ${SOURCE_DIR}/${page} rest)
    get_filename_component(folder ${SOURCE_DIR}/${page} DIRECTORY)

    string(REPLACE "](" "\nlink " links "${rest}") # brackets mean something in a list
    string(REGEX MATCHALL "\nlink [^)#]+" links "${links}")
    foreach(link IN LISTS links)
        string(SUBSTRING "${link}" 6 -1 link)
        if(NOT link MATCHES "^https?:" AND NOT EXISTS ${folder}/${link})
            message(FATAL_ERROR "${page} links to ${link}, which is not there")
        endif()
    endforeach()

    set(marker "<!-- from ")
    set(blocks 0)
    while(TRUE)
        string(FIND "${rest}" "${marker}" at)
        if(at EQUAL -1)
            break()
        endif()
        string(SUBSTRING "${rest}" ${at} -1 rest)
        if(NOT rest MATCHES "^<!-- from ([^ ]+) -->\n```[a-z]*\n")
            message(FATAL_ERROR "${page}: no block of code behind a ${marker}")
        endif()
        set(file ${CMAKE_MATCH_1})
        string(LENGTH "${CMAKE_MATCH_0}" at)
        string(SUBSTRING "${rest}" ${at} -1 rest)
        string(FIND "${rest}" "```" at)
        string(SUBSTRING "${rest}" 0 ${at} block)

        file(READ ${SOURCE_DIR}/${file} content)
        without_indentation("${content}" content)
        without_indentation("${block}" block)
        string(REGEX REPLACE "\n(//|#) \\.\\.\\.\n" "\r" block "${block}")
        while(block MATCHES "\r")
            string(FIND "${block}" "\r" at)
            string(SUBSTRING "${block}" 0 ${at} part)
            check_part(${page} "${part}" ${file} "${content}")
            math(EXPR at "${at} + 1")
            string(SUBSTRING "${block}" ${at} -1 block)
        endwhile()
        check_part(${page} "${block}" ${file} "${content}")
        math(EXPR blocks "${blocks} + 1")
    endwhile()

    if(blocks EQUAL 0)
        message(FATAL_ERROR "${page} shows no code of a file")
    endif()
    message(STATUS "${blocks} blocks are as in their files")
endforeach()
