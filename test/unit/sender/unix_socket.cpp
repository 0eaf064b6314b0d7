// Copyright (c) 2026 The log_fluentd authors
// Distributed under the Boost Software License, Version 1.0.
// (See accompanying file LICENSE_1_0.txt or https://www.boost.org/LICENSE_1_0.txt)

// Unix sockets between a sender and the receiver.

#include "guarded.hpp"
#include "support/needs.hpp"

#include <filesystem>
#include <stdexcept>
#include <string>
#include <system_error>
#include <unistd.h>

using namespace log_fluentd;
using namespace log_fluentd::test;

BOOST_FIXTURE_TEST_SUITE(security, guarded)

BOOST_AUTO_TEST_CASE(a_unix_socket)
{
    temporary_folder const folder;
    server.path = (folder.path() / "socket").string();
    client.servers[0].path = server.path;
    deliver();
    running.reset();
    BOOST_TEST(!std::filesystem::exists(server.path));
}

BOOST_AUTO_TEST_CASE(an_abstract_unix_socket_with_all_that_guards,
                     *boost::unit_test::precondition(needs_linux("abstract unix sockets")))
{
    with_key();
    server.path = client.servers[0].path = "@log_fluentd/test/" + std::to_string(::getpid());
    deliver();
}

#ifdef LOG_FLUENTD_PORTABLE
BOOST_AUTO_TEST_CASE(an_abstract_unix_socket_where_there_are_none)
{
    server.path = client.servers[0].path = "@name";
    auto const says = [](std::exception const& error) {
        return std::string(error.what())
                   .find("\"@name\" is an abstract name, which this system does not have") !=
               std::string::npos;
    };
    BOOST_CHECK_EXCEPTION(sender{client}, std::invalid_argument, says);
    BOOST_CHECK_EXCEPTION(receiver{server}, std::invalid_argument, says);
}
#endif

BOOST_AUTO_TEST_CASE(a_unix_socket_that_nobody_has)
{
    client.servers[0].path = "/nowhere/at/all";
    BOOST_TEST((refused_by_what_listens().error == std::errc::no_such_file_or_directory));
}

BOOST_AUTO_TEST_SUITE_END()
