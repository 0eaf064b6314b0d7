# Copyright (c) 2026 The log_fluentd authors
# Distributed under the Boost Software License, Version 1.0.
# (See accompanying file LICENSE_1_0.txt or https://www.boost.org/LICENSE_1_0.txt)

cmake_minimum_required(VERSION 3.21)

# Builds a copy of FOLDER (consumer, if not set) in WORK_DIR and runs it. KIND is
#   subdirectory   with add_subdirectory, libraries shared (the one that is installed by the test after it)
#   fetch_content  with FetchContent, from a clone of the last commit, with the static Boost, as a unity build
#   installed      with find_package, from the prefix that INSTALL_FROM (a build directory) is installed to
#   components     with find_package and components that there are and are not, from PREFIX: only configured
#   pkg_config     with a compiler and pkg-config, from PREFIX and from a copy of it elsewhere
#   meson          with Meson, from PREFIX
#   b2             with use-project
#   plugin         in a plugin, with find_package, from PREFIX
#   renamed        by the names of version 0.1, with find_package, from PREFIX: with one warning for each
#   other_boost_log    a program for another Boost.Log (FLAGS), from PREFIX: must not link
#   no_boost_test  the project's own tests, where Boost.Test is not installed
# All of it without optimisation and symbols, which take time to build and show nothing here.
# The rest comes from the project's own build: COMPILER, GENERATOR, SOURCE_DIR, BUILD_DIR, B2, TOOLSET, MSGPACK, GIT, PKG_CONFIG, MESON.

function(run)
    execute_process(COMMAND ${ARGN} RESULT_VARIABLE status)
    if(NOT status EQUAL 0)
        string(JOIN " " command ${ARGN})
        message(FATAL_ERROR "failed (${status}): ${command}")
    endif()
endfunction()

# Runs a command that must fail, and sets `output` to all that it prints.
function(run_to_fail)
    execute_process(COMMAND ${ARGN} RESULT_VARIABLE status OUTPUT_VARIABLE out ERROR_VARIABLE errors)
    if(status EQUAL 0)
        string(JOIN " " command ${ARGN})
        message(FATAL_ERROR "must fail: ${command}")
    endif()
    set(output "${out}${errors}" PARENT_SCOPE)
endfunction()

# The test is skipped, if this is not CI, where one of these programs is not installed.
macro(return_if_missing)
    foreach(program ${ARGN})
        if(NOT ${program})
            if("$ENV{CI}" STREQUAL "true")
                message(FATAL_ERROR "${program} is not installed (tools/setup all installs it)")
            endif()
            message("skipped: ${program} is not installed")
            return()
        endif()
    endforeach()
endmacro()

# Makes a repository of the sources and sets `out` to its only commit.
function(make_repository folder out)
    file(REMOVE_RECURSE ${folder})
    file(COPY ${SOURCE_DIR}/ DESTINATION ${folder} PATTERN "build" EXCLUDE PATTERN ".git" EXCLUDE)
    run(${GIT} -C ${folder} init -q)
    run(${GIT} -C ${folder} add -A)
    run(${GIT} -C ${folder} -c user.name=test -c user.email=test@localhost commit -q -m "All of it")
    execute_process(COMMAND ${GIT} -C ${folder} rev-parse HEAD OUTPUT_VARIABLE commit OUTPUT_STRIP_TRAILING_WHITESPACE)
    set(${out} ${commit} PARENT_SCOPE)
endfunction()

# The manual of log_fluentd_receiver has the options that it has.
function(check_manual prefix)
    file(GLOB_RECURSE manual ${prefix}/log_fluentd_receiver.1)
    file(READ ${manual} manual)
    string(REPLACE "\\-" "-" manual "${manual}")
    execute_process(COMMAND ${prefix}/bin/log_fluentd_receiver --help OUTPUT_VARIABLE help RESULT_VARIABLE status)
    string(REGEX MATCHALL "\n  --[a-z-]+" options "${help}")
    if(NOT status EQUAL 0 OR NOT options)
        message(FATAL_ERROR "log_fluentd_receiver --help (${status}): ${help}")
    endif()
    foreach(option IN LISTS options)
        string(STRIP "${option}" option)
        if(NOT manual MATCHES "\n\\.BI? ${option}[ \n]")
            message(FATAL_ERROR "doc/log_fluentd_receiver.1 has no ${option}")
        endif()
    endforeach()
endfunction()

# Whether the libraries in `prefix` are shared.
function(is_shared prefix out)
    file(GLOB_RECURSE found ${prefix}/liblog_fluentd.so)
    set(${out} FALSE PARENT_SCOPE)
    if(found)
        set(${out} TRUE PARENT_SCOPE)
    endif()
endfunction()

set(source ${WORK_DIR}/source)
set(build ${WORK_DIR}/build)
set(folder ${KIND})
if(KIND MATCHES "^(subdirectory|fetch_content|installed|pkg_config|meson|b2)$")
    set(folder consumer)
endif()
file(REMOVE_RECURSE ${source} ${WORK_DIR}/prefix)
if(EXISTS ${CMAKE_CURRENT_LIST_DIR}/${folder})
    file(COPY ${CMAKE_CURRENT_LIST_DIR}/${folder}/ DESTINATION ${source})
endif()

if(KIND STREQUAL "no_boost_test")
    file(REMOVE_RECURSE ${build})
    set(configure ${CMAKE_COMMAND} -G ${GENERATOR} -S ${SOURCE_DIR} -B ${build} -DCMAKE_CXX_COMPILER=${COMPILER}
        -DCMAKE_DISABLE_FIND_PACKAGE_boost_unit_test_framework=ON)
    if(MSGPACK)
        list(APPEND configure -DLOG_FLUENTD_MSGPACK_INCLUDE_DIR=${MSGPACK})
    endif()
    execute_process(COMMAND ${configure} RESULT_VARIABLE status OUTPUT_VARIABLE output ERROR_VARIABLE errors)
    string(REGEX MATCHALL "The tests are not built: Boost.Test is not installed" lines "${output}")
    list(LENGTH lines count)
    if(NOT status EQUAL 0 OR NOT count EQUAL 1 OR EXISTS ${build}/test)
        message(FATAL_ERROR "without Boost.Test (${status}):\n${output}${errors}")
    endif()
    run_to_fail(${configure} -DLOG_FLUENTD_BUILD_TESTS=ON)
    if(NOT output MATCHES "LOG_FLUENTD_BUILD_TESTS is ON, but Boost.Test is not installed")
        message(FATAL_ERROR "an unclear error:\n${output}")
    endif()
    return()
endif()

if(KIND STREQUAL "b2")
    execute_process(COMMAND ${B2} --version RESULT_VARIABLE status OUTPUT_VARIABLE output ERROR_VARIABLE errors)
    if(NOT status EQUAL 0 AND "${output}${errors}" MATCHES "Unable to load B2") # findings/debian_b2_without_build_system.sh
        message("skipped: package.b2 is skipped because ${B2} has no build system with it")
        return()
    endif()
    set(linking "")
    if(TOOLSET STREQUAL "clang" AND BUILD_DIR MATCHES " ") # findings/b2_clang_blank_in_path.sh
        set(linking link=static)
    endif()
    run(${CMAKE_COMMAND} -E chdir ${source} ${CMAKE_COMMAND} -E env LOG_FLUENTD=${SOURCE_DIR}
        ${B2} -q -d0 -j2 toolset=${TOOLSET} ${linking} variant=debug debug-symbols=off --build-dir=${BUILD_DIR}/b2 install-consumer)
    run(${source}/bin/consumer)
    return()
endif()

if(KIND MATCHES "^(pkg_config|meson)$")
    include(${CMAKE_CURRENT_LIST_DIR}/pkg_config.cmake)
    return()
endif()

set(options "")
if(KIND MATCHES "^(subdirectory|fetch_content)$")
    list(APPEND options -DLOG_FLUENTD_INSTALL=ON)
    if(MSGPACK)
        list(APPEND options -DLOG_FLUENTD_MSGPACK_INCLUDE_DIR=${MSGPACK})
    endif()
    if(KIND STREQUAL "subdirectory")
        list(APPEND options -DLOG_FLUENTD_SOURCE_DIR=${SOURCE_DIR} -DBUILD_SHARED_LIBS=ON)
    else()
        return_if_missing(GIT)
        set(repository ${SOURCE_DIR})
        execute_process(COMMAND ${GIT} -C ${SOURCE_DIR} rev-parse HEAD
            OUTPUT_VARIABLE commit OUTPUT_STRIP_TRAILING_WHITESPACE RESULT_VARIABLE status ERROR_QUIET)
        if(NOT status EQUAL 0) # What git archive makes is not a repository.
            set(repository ${WORK_DIR}/repository)
            make_repository(${repository} commit)
        endif()
        # In few pieces, which takes a third of the time.
        list(APPEND options -DBoost_USE_STATIC_LIBS=ON -DCMAKE_UNITY_BUILD=ON
            -DLOG_FLUENTD_REPOSITORY=file://${repository} -DLOG_FLUENTD_COMMIT=${commit})
    endif()
else()
    file(REMOVE_RECURSE ${build})
    if(KIND STREQUAL "installed")
        set(PREFIX ${WORK_DIR}/prefix)
        run(${CMAKE_COMMAND} --install ${INSTALL_FROM} --prefix ${PREFIX})
    endif()
    list(APPEND options -DCMAKE_PREFIX_PATH=${PREFIX} -DCMAKE_FIND_USE_PACKAGE_REGISTRY=OFF)
    is_shared(${PREFIX} shared)
    if(shared) # What is private to them need not be there.
        foreach(package OpenSSL ZLIB yaml-cpp)
            list(APPEND options -DCMAKE_DISABLE_FIND_PACKAGE_${package}=ON)
        endforeach()
    endif()
endif()
set(configure ${CMAKE_COMMAND} -G ${GENERATOR} -S ${source} -B ${build}
    -DCMAKE_CXX_COMPILER=${COMPILER} -DCMAKE_BUILD_TYPE=Debug -DCMAKE_CXX_FLAGS_DEBUG= -DFLAGS=${FLAGS} ${options})

if(KIND STREQUAL "renamed")
    # Sets `count` to how often `output` has it.
    function(count_in_output what)
        string(REGEX MATCHALL "${what}" found "${output}${errors}")
        list(LENGTH found count)
        set(count ${count} PARENT_SCOPE)
    endfunction()
    execute_process(COMMAND ${configure} RESULT_VARIABLE status OUTPUT_VARIABLE output ERROR_VARIABLE errors)
    count_in_output("log_fluentd::setup is log_fluentd::settings now")
    if(NOT status EQUAL 0 OR NOT count EQUAL 1)
        message(FATAL_ERROR "configured with ${count} warnings (${status}):\n${output}${errors}")
    endif()
    execute_process(COMMAND ${CMAKE_COMMAND} --build ${build} RESULT_VARIABLE status OUTPUT_VARIABLE output
        ERROR_VARIABLE errors)
    foreach(name drop_count overflow given_up dropped retried overflow_handler given_up_events total_dropped)
        count_in_output("${name}[^\n]* is deprecated")
        if(NOT status EQUAL 0 OR count LESS 1)
            message(FATAL_ERROR "${name}: ${count} warnings (${status}):\n${output}${errors}")
        endif()
    endforeach()
    run(${build}/renamed)
    return()
endif()

if(KIND STREQUAL "components")
    run(${configure} -DCOMPONENTS=settings)
    # yaml-cpp is needed for this component alone, and what is optional may be missing.
    run(${configure} -DCOMPONENTS=receiver -DOPTIONAL=setings -DCMAKE_DISABLE_FIND_PACKAGE_yaml-cpp=ON)
    run_to_fail(${configure} -DCOMPONENTS=setings -DOPTIONAL=)
    string(REGEX REPLACE "[ \n]+" " " output "${output}")
    if(NOT output MATCHES "no component \"setings\"; its components are log_fluentd, settings and receiver")
        message(FATAL_ERROR "an unclear error:\n${output}")
    endif()
    return()
endif()

run(${configure})

if(KIND STREQUAL "other_boost_log")
    foreach(header settings dict_config sink_backend record_formatter call_site)
        run(${CMAKE_COMMAND} --build ${build} --target same_${header})
        run_to_fail(${CMAKE_COMMAND} --build ${build} --target other_${header})
        if(NOT output MATCHES "uses_the_boost_log_of_log_fluentd[^\n]*v2s?_(mt|st)")
            message(FATAL_ERROR "an unclear error:\n${output}")
        endif()
    endforeach()
    return()
endif()

run(${CMAKE_COMMAND} --build ${build} -j 2)
if(KIND STREQUAL "plugin")
    run(${build}/host ${build}/libplugin.so)
    return()
endif()
run(${build}/consumer)
if(KIND STREQUAL "installed")
    check_manual(${PREFIX})
endif()
