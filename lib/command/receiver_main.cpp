// Copyright (c) 2026 The log_fluentd authors
// Distributed under the Boost Software License, Version 1.0.
// (See accompanying file LICENSE_1_0.txt or https://www.boost.org/LICENSE_1_0.txt)

// The command log_fluentd_receiver: another name of `log_fluentd receive`.

#include "command/subcommand.hpp"

int main(int count, char** arguments)
{
    using namespace log_fluentd::detail::command;
    call const made{"log_fluentd_receiver", {arguments + (count > 0 ? 1 : 0), arguments + count}};
    open_closed_streams();
    return run_guarded(made.program, [&] { return receive(made); });
}
