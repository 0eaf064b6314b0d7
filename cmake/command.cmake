# Copyright (c) 2026 The log_fluentd authors
# Distributed under the Boost Software License, Version 1.0.
# (See accompanying file LICENSE_1_0.txt or https://www.boost.org/LICENSE_1_0.txt)

# The command log_fluentd, and log_fluentd_receiver, another name of its subcommand receive.

# It uses what the libraries do not export, so it has their objects in it where they are shared ones.
file(GLOB sources CONFIGURE_DEPENDS lib/command/*.cpp lib/command/*.hpp)
list(FILTER sources EXCLUDE REGEX "main\\.cpp$")
add_library(log_fluentd_command STATIC ${sources})
target_include_directories(log_fluentd_command PUBLIC lib)
target_link_libraries(log_fluentd_command PUBLIC Boost::program_options $<BUILD_INTERFACE:log_fluentd_msgpack>)
if(BUILD_SHARED_LIBS)
    set(objects $<TARGET_OBJECTS:log_fluentd> $<TARGET_OBJECTS:log_fluentd_settings> $<TARGET_OBJECTS:log_fluentd_receiver_library>)
    target_include_directories(log_fluentd_command PUBLIC include)
    target_compile_features(log_fluentd_command PUBLIC cxx_std_17)
    target_link_libraries(log_fluentd_command PUBLIC Boost::log_setup Boost::log Boost::thread Boost::json Boost::headers Threads::Threads
        OpenSSL::SSL ZLIB::ZLIB log_fluentd::zstd ${log_fluentd_yaml} ${CMAKE_DL_LIBS})
else()
    target_link_libraries(log_fluentd_command PUBLIC log_fluentd_settings log_fluentd_receiver_library OpenSSL::SSL)
endif()
set_target_properties(log_fluentd_command PROPERTIES
    UNITY_BUILD_BATCH_SIZE 0
    CXX_VISIBILITY_PRESET hidden
    VISIBILITY_INLINES_HIDDEN ON)
log_fluentd_developer_options(log_fluentd_command)

add_executable(log_fluentd_program lib/command/main.cpp ${objects})
target_link_libraries(log_fluentd_program PRIVATE log_fluentd_command)
# In a folder of its own: to ninja, a file log_fluentd beside the library would be what the library's target is called.
set_target_properties(log_fluentd_program PROPERTIES
    OUTPUT_NAME log_fluentd
    EXPORT_NAME command
    RUNTIME_OUTPUT_DIRECTORY ${CMAKE_CURRENT_BINARY_DIR}/bin)
log_fluentd_developer_options(log_fluentd_program)

add_executable(log_fluentd_receiver lib/command/receiver_main.cpp lib/command/receive.cpp lib/command/command_line.cpp)
target_include_directories(log_fluentd_receiver PRIVATE lib)
target_link_libraries(log_fluentd_receiver PRIVATE log_fluentd_receiver_library Boost::program_options)
log_fluentd_developer_options(log_fluentd_receiver)
