// Copyright (c) 2026 The log_fluentd authors
// Distributed under the Boost Software License, Version 1.0.
// (See accompanying file LICENSE_1_0.txt or https://www.boost.org/LICENSE_1_0.txt)

#include "dict_config/record_names.hpp"

#include "dict_config/node.hpp"

#include <stdexcept>
#include <string>

namespace log_fluentd::detail {

// Never destroyed: a configuration may be applied until the very end of the process.
std::vector<record_name> const& record_names()
{
    static auto const& names = *new std::vector<record_name>{
        {"name", field::name, field_kind::text, {"Channel"}},
        {"levelno", field::levelno, field_kind::whole, {"Severity"}},
        {"levelname", field::levelname, field_kind::text, {"Severity"}},
        {"pathname", field::pathname, field_kind::text, {"File"}},
        {"filename", field::filename, field_kind::text, {"File"}},
        {"module", field::module, field_kind::text, {"File"}},
        {"lineno", field::lineno, field_kind::whole, {"Line"}},
        {"funcName", field::func_name, field_kind::text, {"Function"}},
        {"created", field::created, field_kind::real, {"TimeStamp"}},
        {"asctime", field::asctime, field_kind::text, {"TimeStamp"}},
        {"msecs", field::msecs, field_kind::whole, {"TimeStamp"}},
        {"relativeCreated", field::relative_created, field_kind::real, {"TimeStamp"}},
        {"thread", field::thread, field_kind::whole, {"ThreadID"}},
        {"threadName", field::thread_name, field_kind::text, {"ThreadName"}},
        {"process", field::process, field_kind::whole, {"ProcessID"}},
        {"processName", field::process_name, field_kind::text, {"ProcessName"}},
        {"message", field::message, field_kind::text, {"Message"}},
        {"exc_text", field::exc_text, field_kind::text, {"Exception"}},
        {"hostname", field::hostname, field_kind::text, {"HostName"}},
    };
    return names;
}

std::vector<refused_name> const& refused_names()
{
    static auto const& names = *new std::vector<refused_name>{
        {"msg", "a record of Boost.Log has its message only; write message"},
        {"args", "a record of Boost.Log has its message only; write message"},
        {"exc_info", "write exc_text"},
        {"stack_info", "write exc_text, which has the stack that the program attached"},
        {"taskName", "C++ has no tasks of asyncio; write threadName"},
    };
    return names;
}

record_name const& find_record_name(std::string_view name)
{
    std::vector<std::string_view> known;
    for (auto const& one : record_names()) {
        if (one.name == name)
            return one;
        known.push_back(one.name);
    }
    for (auto const& one : refused_names())
        if (one.name == name)
            throw std::invalid_argument("the placeholder " + std::string(name) +
                                        " is Python's alone: " + std::string(one.remedy));
    throw std::invalid_argument("there is no placeholder " + std::string(name) + suggest(name, known) +
                                "; an attribute of the program's own needs an entry in defaults");
}

} // namespace log_fluentd::detail
