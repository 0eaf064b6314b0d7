# Copyright (c) 2026 The log_fluentd authors
# Distributed under the Boost Software License, Version 1.0.
# (See accompanying file LICENSE_1_0.txt or https://www.boost.org/LICENSE_1_0.txt)

# The installed package: find_package(log_fluentd).
include(CMakePackageConfigHelpers)
include(GNUInstallDirs)

set(log_fluentd_package_dir ${CMAKE_INSTALL_LIBDIR}/cmake/log_fluentd)

# Shared libraries are found next to each other, and by the command, wherever the prefix is.
file(RELATIVE_PATH to_libraries /${CMAKE_INSTALL_BINDIR} /${CMAKE_INSTALL_LIBDIR})
set_target_properties(log_fluentd log_fluentd_settings log_fluentd_receiver_library PROPERTIES INSTALL_RPATH "$ORIGIN")
set_target_properties(log_fluentd_program log_fluentd_receiver PROPERTIES INSTALL_RPATH "$ORIGIN/${to_libraries}")

install(TARGETS log_fluentd log_fluentd_settings log_fluentd_setup log_fluentd_receiver_library
    EXPORT log_fluentd
    LIBRARY DESTINATION ${CMAKE_INSTALL_LIBDIR}
    ARCHIVE DESTINATION ${CMAKE_INSTALL_LIBDIR}
    INCLUDES DESTINATION ${CMAKE_INSTALL_INCLUDEDIR})
# Exported alone: it may be installed without the libraries' headers, and they without it.
install(TARGETS log_fluentd_program log_fluentd_receiver EXPORT log_fluentd_command RUNTIME DESTINATION ${CMAKE_INSTALL_BINDIR})
install(DIRECTORY include/log_fluentd DESTINATION ${CMAKE_INSTALL_INCLUDEDIR} FILES_MATCHING PATTERN *.hpp)
install(EXPORT log_fluentd NAMESPACE log_fluentd:: FILE log_fluentd-targets.cmake
    DESTINATION ${log_fluentd_package_dir})
install(EXPORT log_fluentd_command NAMESPACE log_fluentd:: FILE log_fluentd-command.cmake
    DESTINATION ${log_fluentd_package_dir})

if(LOG_FLUENTD_STATIC_TOO)
    # Without an export: CMake's package is for the shared ones.
    install(TARGETS log_fluentd_static log_fluentd_settings_static log_fluentd_receiver_library_static
        ARCHIVE DESTINATION ${CMAKE_INSTALL_LIBDIR})
endif()

get_target_property(type log_fluentd TYPE)
string(COMPARE EQUAL ${type} STATIC_LIBRARY log_fluentd_static)
get_target_property(type Boost::log TYPE)
string(COMPARE EQUAL ${type} STATIC_LIBRARY log_fluentd_static_boost)
configure_package_config_file(cmake/log_fluentd-config.cmake.in
    ${PROJECT_BINARY_DIR}/log_fluentd-config.cmake
    INSTALL_DESTINATION ${log_fluentd_package_dir}
    PATH_VARS CMAKE_INSTALL_BINDIR
    NO_SET_AND_CHECK_MACRO)
# Before 1.0 every minor version may break.
write_basic_package_version_file(${PROJECT_BINARY_DIR}/log_fluentd-config-version.cmake
    COMPATIBILITY SameMinorVersion)
install(FILES
    ${PROJECT_BINARY_DIR}/log_fluentd-config.cmake
    ${PROJECT_BINARY_DIR}/log_fluentd-config-version.cmake
    ${CMAKE_CURRENT_LIST_DIR}/zstd.cmake
    DESTINATION ${log_fluentd_package_dir})
include(cmake/pkg_config.cmake)
install(FILES doc/log_fluentd.1 doc/log_fluentd_receiver.1 DESTINATION ${CMAKE_INSTALL_MANDIR}/man1)
install(FILES doc/log_fluentd.bash DESTINATION ${CMAKE_INSTALL_DATADIR}/bash-completion/completions RENAME log_fluentd)
install(FILES LICENSE_1_0.txt README.md CHANGELOG.md DESTINATION ${CMAKE_INSTALL_DOCDIR})
