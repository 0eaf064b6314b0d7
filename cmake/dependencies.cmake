# Copyright (c) 2026 The log_fluentd authors
# Distributed under the Boost Software License, Version 1.0.
# (See accompanying file LICENSE_1_0.txt or https://www.boost.org/LICENSE_1_0.txt)

find_package(Threads REQUIRED)
find_package(ZLIB REQUIRED)
find_package(OpenSSL 1.1.1 REQUIRED)
include(${CMAKE_CURRENT_LIST_DIR}/zstd.cmake)
if(NOT TARGET log_fluentd::zstd)
    message(FATAL_ERROR "zstd.h and libzstd are not found: run tools/setup, install libzstd-dev, or set "
        "LOG_FLUENTD_ZSTD_INCLUDE_DIR and LOG_FLUENTD_ZSTD_LIBRARY")
endif()
find_package(Boost 1.81 REQUIRED COMPONENTS log log_setup thread json program_options)
find_package(yaml-cpp REQUIRED)
set(log_fluentd_yaml yaml-cpp)
if(TARGET yaml-cpp::yaml-cpp) # since 0.8
    set(log_fluentd_yaml yaml-cpp::yaml-cpp)
endif()

# msgpack-c's C++ package has had three names. Debian 12's cannot be installed beside Boost 1.81, so tools/setup
# unpacks its headers into build/deps/msgpack-cxx.
add_library(log_fluentd_msgpack INTERFACE)
target_compile_definitions(log_fluentd_msgpack INTERFACE MSGPACK_NO_BOOST)
find_package(msgpack-cxx QUIET)
if(NOT msgpack-cxx_FOUND)
    find_package(msgpack QUIET)
endif()
if(TARGET msgpack-cxx)
    target_link_libraries(log_fluentd_msgpack INTERFACE msgpack-cxx)
elseif(TARGET msgpackc-cxx)
    target_link_libraries(log_fluentd_msgpack INTERFACE msgpackc-cxx)
else()
    find_path(LOG_FLUENTD_MSGPACK_INCLUDE_DIR msgpack.hpp
        HINTS ${PROJECT_SOURCE_DIR}/build/deps/msgpack-cxx/usr/include
        DOC "Folder of msgpack.hpp (msgpack-c, C++)")
    if(NOT LOG_FLUENTD_MSGPACK_INCLUDE_DIR)
        message(FATAL_ERROR "msgpack.hpp (msgpack-c, C++) is not found: run tools/setup, install "
            "libmsgpack-cxx-dev, or set LOG_FLUENTD_MSGPACK_INCLUDE_DIR")
    endif()
    target_include_directories(log_fluentd_msgpack SYSTEM INTERFACE ${LOG_FLUENTD_MSGPACK_INCLUDE_DIR})
endif()
