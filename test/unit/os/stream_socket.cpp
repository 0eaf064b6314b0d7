// Copyright (c) 2026 The log_fluentd authors
// Distributed under the Boost Software License, Version 1.0.
// (See accompanying file LICENSE_1_0.txt or https://www.boost.org/LICENSE_1_0.txt)

#include "os/stream_socket.hpp"

#include <boost/test/unit_test.hpp>

#include <cerrno>
#include <fcntl.h>
#include <netinet/in.h>
#include <sys/socket.h>
#include <unistd.h>

using namespace log_fluentd::detail;

namespace {

bool is_close_on_exec(int descriptor)
{
    int const flags = ::fcntl(descriptor, F_GETFD);
    return flags >= 0 && (flags & FD_CLOEXEC);
}

} // namespace

BOOST_AUTO_TEST_SUITE(stream_socket)

BOOST_AUTO_TEST_CASE(no_socket_is_inherited)
{
    int const listener = new_stream_socket(AF_INET);
    BOOST_TEST(is_close_on_exec(listener));
    BOOST_REQUIRE(::listen(listener, 1) == 0); // at a port of the system's choice
    sockaddr_in address{};
    socklen_t size = sizeof address;
    BOOST_REQUIRE(::getsockname(listener, reinterpret_cast<sockaddr*>(&address), &size) == 0);
    int const client = new_stream_socket(AF_INET);
    BOOST_REQUIRE(::connect(client, reinterpret_cast<sockaddr*>(&address), size) == 0);
    int const accepted = accept_stream_socket(listener);
    BOOST_TEST(is_close_on_exec(accepted));
    BOOST_TEST(replace_descriptor(client, listener));
    BOOST_TEST(is_close_on_exec(client));
    char byte = 0;
    ::fcntl(accepted, F_SETFL, 0);
    BOOST_TEST(::read(accepted, &byte, 1) == 0); // the connection has ended
    for (int const descriptor : {listener, client, accepted})
        ::close(descriptor);
}

BOOST_AUTO_TEST_CASE(what_cannot_be_made_is_reported)
{
    errno = 0;
    BOOST_TEST(new_stream_socket(-1) == -1);
    BOOST_TEST(errno != 0);
    BOOST_TEST(accept_stream_socket(-1) == -1);
    BOOST_TEST(errno == EBADF);
    BOOST_TEST(!replace_descriptor(-1, -1));
}

BOOST_AUTO_TEST_SUITE_END()
