// Copyright (c) 2026 The log_fluentd authors
// Distributed under the Boost Software License, Version 1.0.
// (See accompanying file LICENSE_1_0.txt or https://www.boost.org/LICENSE_1_0.txt)

// The command log_fluentd.

#include "command/subcommand.hpp"

int main(int count, char** arguments)
{
    using namespace log_fluentd::detail::command;
    open_closed_streams();
    return run_guarded("log_fluentd", [&] {
        return run_subcommand({arguments + (count > 0 ? 1 : 0), arguments + count});
    });
}
