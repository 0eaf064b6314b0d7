// Copyright (c) 2026 The log_fluentd authors
// Distributed under the Boost Software License, Version 1.0.
// (See accompanying file LICENSE_1_0.txt or https://www.boost.org/LICENSE_1_0.txt)

#include "os/standard_streams.hpp"

#include <boost/test/unit_test.hpp>

#include <array>
#include <fcntl.h>
#include <unistd.h>

using log_fluentd::detail::standard_streams_held;

namespace {

/// A process whose streams are closed, until they are needed again to say what a test found.
class closed_streams
{
public:
    closed_streams()
    {
        for (int stream = 0; stream < 3; ++stream) {
            saved_[static_cast<std::size_t>(stream)] = ::fcntl(stream, F_DUPFD_CLOEXEC, 10);
            ::close(stream);
        }
    }
    ~closed_streams()
    {
        for (int stream = 0; stream < 3; ++stream) {
            int const saved = saved_[static_cast<std::size_t>(stream)];
            if (saved < 0) // it was closed before
                continue;
            ::dup2(saved, stream);
            ::close(saved);
        }
    }

private:
    std::array<int, 3> saved_{};
};

bool is_open(int stream)
{
    return ::fcntl(stream, F_GETFD) >= 0;
}

int open_something()
{
    return ::open("/dev/null", O_RDWR | O_CLOEXEC);
}

} // namespace

BOOST_AUTO_TEST_SUITE(standard_streams)

BOOST_AUTO_TEST_CASE(no_new_descriptor_gets_the_number_of_a_closed_stream)
{
    int made = -1;
    bool is_closed_again = false;
    {
        closed_streams const daemon;
        {
            standard_streams_held const held;
            made = open_something();
        }
        is_closed_again = !is_open(0) && !is_open(1) && !is_open(2);
        ::close(made);
    }
    BOOST_TEST(made >= 3);
    BOOST_TEST(is_closed_again);
}

BOOST_AUTO_TEST_CASE(they_are_held_until_the_last_one_ends)
{
    int made = -1;
    bool is_closed_again = false;
    {
        closed_streams const daemon;
        {
            standard_streams_held const held;
            {
                standard_streams_held const once_more;
            }
            made = open_something();
        }
        is_closed_again = !is_open(0) && !is_open(1) && !is_open(2);
        ::close(made);
    }
    BOOST_TEST(made >= 3);
    BOOST_TEST(is_closed_again);
}

BOOST_AUTO_TEST_CASE(what_the_program_puts_there_meanwhile_stays)
{
    bool stays = false;
    {
        closed_streams const daemon;
        int const mine = ::fcntl(open_something(), F_DUPFD_CLOEXEC, 10);
        ::close(0);
        {
            standard_streams_held const held;
            ::dup2(mine, 1);
        }
        stays = is_open(1) && !is_open(0) && !is_open(2);
        ::close(mine);
    }
    BOOST_TEST(stays);
}

BOOST_AUTO_TEST_CASE(open_streams_are_left_alone_and_the_error_too)
{
    errno = EPERM;
    {
        standard_streams_held const held;
        BOOST_TEST(errno == EPERM);
        errno = ENOENT;
    }
    BOOST_TEST(errno == ENOENT);
}

BOOST_AUTO_TEST_SUITE_END()
