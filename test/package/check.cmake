# Copyright (c) 2026 The log_fluentd authors
# Distributed under the Boost Software License, Version 1.0.
# (See accompanying file LICENSE_1_0.txt or https://www.boost.org/LICENSE_1_0.txt)

cmake_minimum_required(VERSION 3.21)

# Builds a copy of consumer/ in WORK_DIR and runs it. KIND is
#   subdirectory   with add_subdirectory, libraries shared (the one that is installed by the test after it)
#   installed      with find_package, from the prefix that INSTALL_FROM (a build directory) is installed to
#   b2             with use-project
# All without optimisation and symbols, which take time to build and show nothing here.
# The rest comes from the project's own build: COMPILER, GENERATOR, SOURCE_DIR, BUILD_DIR, B2, TOOLSET, MSGPACK.

function(run)
    execute_process(COMMAND ${ARGN} RESULT_VARIABLE status)
    if(NOT status EQUAL 0)
        string(JOIN " " command ${ARGN})
        message(FATAL_ERROR "failed (${status}): ${command}")
    endif()
endfunction()

set(source ${WORK_DIR}/source)
set(build ${WORK_DIR}/build)
file(REMOVE_RECURSE ${source} ${WORK_DIR}/prefix)
file(COPY ${CMAKE_CURRENT_LIST_DIR}/consumer/ DESTINATION ${source})

if(KIND STREQUAL "b2")
    run(${CMAKE_COMMAND} -E chdir ${source} ${CMAKE_COMMAND} -E env LOG_FLUENTD=${SOURCE_DIR}
        ${B2} -q -d0 -j2 toolset=${TOOLSET} variant=debug debug-symbols=off --build-dir=${BUILD_DIR}/b2 install-consumer)
    run(${source}/bin/consumer)
    return()
endif()

set(options "")
if(KIND STREQUAL "subdirectory")
    list(APPEND options
        -DLOG_FLUENTD_SOURCE_DIR=${SOURCE_DIR} -DBUILD_SHARED_LIBS=ON -DLOG_FLUENTD_INSTALL=ON)
    if(MSGPACK)
        list(APPEND options -DLOG_FLUENTD_MSGPACK_INCLUDE_DIR=${MSGPACK})
    endif()
else()
    file(REMOVE_RECURSE ${build})
    run(${CMAKE_COMMAND} --install ${INSTALL_FROM} --prefix ${WORK_DIR}/prefix)
    list(APPEND options -DCMAKE_PREFIX_PATH=${WORK_DIR}/prefix -DCMAKE_FIND_USE_PACKAGE_REGISTRY=OFF)
endif()
run(${CMAKE_COMMAND} -G ${GENERATOR} -S ${source} -B ${build}
    -DCMAKE_CXX_COMPILER=${COMPILER} -DCMAKE_BUILD_TYPE=Debug -DCMAKE_CXX_FLAGS_DEBUG= ${options})
run(${CMAKE_COMMAND} --build ${build} -j 2)
run(${build}/consumer)
if(KIND STREQUAL "installed")
    run(${WORK_DIR}/prefix/bin/log_fluentd_receiver --help)
endif()
