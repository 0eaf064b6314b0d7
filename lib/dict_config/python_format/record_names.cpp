// Copyright (c) 2026 The log_fluentd authors
// Distributed under the Boost Software License, Version 1.0.
// (See accompanying file LICENSE_1_0.txt or https://www.boost.org/LICENSE_1_0.txt)

#include "dict_config/python_format/record_names.hpp"

#include "dict_config/document/node.hpp"
#include "os/fork.hpp"

#include <stdexcept>
#include <string>

namespace log_fluentd::detail {

// Never destroyed: a configuration may be applied until the end of the process.
std::vector<record_name> const& record_names()
{
    static fork_safe_static<std::vector<record_name>> names;
    return names.get([] {
        return std::vector<record_name>{
            {"name", record_field::name, field_kind::text, {"Channel"}},
            {"levelno", record_field::levelno, field_kind::whole, {"Severity"}},
            {"levelname", record_field::levelname, field_kind::text, {"Severity"}},
            {"pathname", record_field::pathname, field_kind::text, {"File"}},
            {"filename", record_field::filename, field_kind::text, {"File"}},
            {"module", record_field::module, field_kind::text, {"File"}},
            {"lineno", record_field::lineno, field_kind::whole, {"Line"}},
            {"funcName", record_field::func_name, field_kind::text, {"Function"}},
            {"created", record_field::created, field_kind::real, {"TimeStamp"}},
            {"asctime", record_field::asctime, field_kind::text, {"TimeStamp"}},
            {"msecs", record_field::msecs, field_kind::whole, {"TimeStamp"}},
            {"relativeCreated", record_field::relative_created, field_kind::real, {"TimeStamp"}},
            {"thread", record_field::thread, field_kind::whole, {"ThreadID"}},
            {"threadName", record_field::thread_name, field_kind::text, {"ThreadName"}},
            {"process", record_field::process, field_kind::whole, {"ProcessID"}},
            {"processName", record_field::process_name, field_kind::text, {"ProcessName"}},
            {"message", record_field::message, field_kind::text, {"Message"}},
            {"exc_text", record_field::exc_text, field_kind::text, {"Exception"}},
            {"hostname", record_field::hostname, field_kind::text, {"HostName"}},
        };
    });
}

std::vector<unsupported_name> unsupported_names()
{
    return {
        {"msg", "a record of Boost.Log has its message only; write message"},
        {"args", "a record of Boost.Log has its message only; write message"},
        {"exc_info", "write exc_text"},
        {"stack_info", "write exc_text, which has the stack that the program attached"},
        {"taskName", "C++ has no tasks of asyncio; write threadName"},
    };
}

record_name const& find_record_name(std::string_view name, std::string_view written)
{
    auto const begin = std::string(written) + (written.empty() ? "" : ": ");
    std::vector<std::string_view> known;
    for (auto const& one : record_names()) {
        if (one.name == name)
            return one;
        known.push_back(one.name);
    }
    for (auto const& one : unsupported_names())
        if (one.name == name)
            throw std::invalid_argument(begin + "the placeholder " + std::string(name) +
                                        " is Python's alone: " + std::string(one.remedy));
    throw std::invalid_argument(begin + "there is no placeholder " + std::string(name) +
                                suggest(name, known) +
                                "; an attribute of the program's own needs an entry in defaults");
}

} // namespace log_fluentd::detail
