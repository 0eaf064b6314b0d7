# Copyright (c) 2026 The log_fluentd authors
# Distributed under the Boost Software License, Version 1.0.
# (See accompanying file LICENSE_1_0.txt or https://www.boost.org/LICENSE_1_0.txt)

# Shared libraries export names of log_fluentd alone, and of its inner parts only those that LOG_FLUENTD_DECL
# marks. Weak symbols are not looked at: templates of the standard library and of Boost are visible by themselves.
#
#     cmake -DNM=/usr/bin/nm "-DLIBRARIES=a;b" -P exported.cmake

foreach(library IN LISTS LIBRARIES)
    execute_process(COMMAND ${NM} -D --defined-only -C ${library} OUTPUT_VARIABLE symbols RESULT_VARIABLE failed)
    string(REGEX MATCHALL "[0-9a-f]+ [ABDRT] [^\n]*" exported "${symbols}")
    if(failed OR NOT exported MATCHES "log_fluentd::")
        message(FATAL_ERROR "${library} exports nothing that could be looked at")
    endif()
    list(FILTER exported EXCLUDE REGEX " [BDRT] ((vtable|VTT|typeinfo|typeinfo name) for )?log_fluentd::")
    string(REGEX MATCHALL "[^\n]* log_fluentd::detail::(buffer|delivery|driver|document|plan)::[^\n]*" inner "${symbols}")
    foreach(wrong IN LISTS exported inner)
        message(SEND_ERROR "${library} exports ${wrong}")
    endforeach()
endforeach()
