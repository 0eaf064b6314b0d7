# Copyright (c) 2026 The log_fluentd authors
# Distributed under the Boost Software License, Version 1.0.
# (See accompanying file LICENSE_1_0.txt or https://www.boost.org/LICENSE_1_0.txt)

# log_fluentd::zstd: libzstd, whose own package for CMake names its library in several ways, and is not everywhere.
# Installed too: who uses the static library needs it.
if(NOT TARGET log_fluentd::zstd)
    find_path(LOG_FLUENTD_ZSTD_INCLUDE_DIR zstd.h DOC "Folder of zstd.h")
    find_library(LOG_FLUENTD_ZSTD_LIBRARY zstd DOC "libzstd")
    if(LOG_FLUENTD_ZSTD_INCLUDE_DIR AND LOG_FLUENTD_ZSTD_LIBRARY)
        add_library(log_fluentd::zstd UNKNOWN IMPORTED GLOBAL)
        set_target_properties(log_fluentd::zstd PROPERTIES
            IMPORTED_LOCATION "${LOG_FLUENTD_ZSTD_LIBRARY}"
            INTERFACE_INCLUDE_DIRECTORIES "${LOG_FLUENTD_ZSTD_INCLUDE_DIR}")
    endif()
endif()
