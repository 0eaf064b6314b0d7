# Copyright (c) 2026 The log_fluentd authors
# Distributed under the Boost Software License, Version 1.0.
# (See accompanying file LICENSE_1_0.txt or https://www.boost.org/LICENSE_1_0.txt)

cmake_minimum_required(VERSION 3.21)

# What can be said of the recipes of packages without the tools that take them: SOURCE_DIR has them, VERSION is the project's.

file(STRINGS ${SOURCE_DIR}/debian/changelog line LIMIT_COUNT 1)
if(NOT line MATCHES "^log-fluentd \\(${VERSION}-[0-9]+\\) ")
    message(SEND_ERROR "debian/changelog has another version than ${VERSION}: ${line}")
endif()

# The name of the package of shared libraries has their soname's version.
file(READ ${SOURCE_DIR}/debian/control control)
string(REGEX REPLACE "^([0-9]+\\.[0-9]+)\\..*" "\\1" soversion ${VERSION})
if(NOT control MATCHES "\nPackage: liblog-fluentd${soversion}\n" OR NOT EXISTS ${SOURCE_DIR}/debian/liblog-fluentd${soversion}.install)
    message(SEND_ERROR "debian/control has no liblog-fluentd${soversion}")
endif()

set(port ${SOURCE_DIR}/packaging/vcpkg/ports/log-fluentd)
file(READ ${port}/vcpkg.json json)
string(JSON version GET "${json}" version)
string(JSON name GET "${json}" name)
if(NOT version STREQUAL VERSION OR NOT name STREQUAL "log-fluentd")
    message(SEND_ERROR "${port}/vcpkg.json is of ${name} ${version}, not of ${VERSION}")
endif()

# The port, with vcpkg's functions as ones that do nothing: its syntax, and the folder that it builds.
file(REMOVE_RECURSE ${WORK_DIR})
foreach(name cmake_configure cmake_install cmake_config_fixup fixup_pkgconfig copy_tools install_copyright)
    file(APPEND ${WORK_DIR}/vcpkg.cmake "function(vcpkg_${name})\nendfunction()\n")
endforeach()
include(${WORK_DIR}/vcpkg.cmake)
set(CURRENT_PACKAGES_DIR ${WORK_DIR}/packages)
set(PORT log-fluentd)
include(${port}/portfile.cmake)
if(NOT EXISTS ${SOURCE_PATH}/include/log_fluentd/version.hpp OR NOT EXISTS ${CURRENT_PACKAGES_DIR}/share/log-fluentd/usage)
    message(SEND_ERROR "${port}/portfile.cmake: ${SOURCE_PATH}")
endif()

file(READ ${SOURCE_DIR}/packaging/conan/conanfile.py recipe)
file(READ ${SOURCE_DIR}/CMakeLists.txt project)
string(REGEX MATCHALL "self\\._library\\(\"[^\"]+\", \"[^\"]+\"" libraries "${recipe}")
list(LENGTH libraries count)
foreach(library IN LISTS libraries)
    string(REGEX MATCH "\"([^\"]+)\", \"([^\"]+)\"" names "${library}")
    if(NOT project MATCHES "log_fluentd_library\\([^ ]+ EXPORT_NAME ${CMAKE_MATCH_1} FILE ${CMAKE_MATCH_2} ")
        message(SEND_ERROR "conanfile.py has ${names}, which CMakeLists.txt does not make")
    endif()
endforeach()
if(NOT count EQUAL 3)
    message(SEND_ERROR "conanfile.py has ${count} libraries")
endif()
find_program(python3 python3)
if(python3)
    foreach(file conanfile.py test_package/conanfile.py)
        execute_process(COMMAND ${python3} -c "import ast, sys; ast.parse(open(sys.argv[1]).read())"
            ${SOURCE_DIR}/packaging/conan/${file} RESULT_VARIABLE status)
        if(NOT status EQUAL 0)
            message(SEND_ERROR "packaging/conan/${file} is not Python")
        endif()
    endforeach()
endif()
