// Copyright (c) 2026 The log_fluentd authors
// Distributed under the Boost Software License, Version 1.0.
// (See accompanying file LICENSE_1_0.txt or https://www.boost.org/LICENSE_1_0.txt)

#include "os/this_thread.hpp"

#include <boost/test/unit_test.hpp>

#include <cstdint>
#include <sys/wait.h>
#include <thread>
#include <unistd.h>

using namespace log_fluentd::detail;

BOOST_AUTO_TEST_SUITE(this_thread)

BOOST_AUTO_TEST_CASE(the_main_thread_is_that_of_main)
{
    BOOST_TEST(is_main_thread());
    bool other = true;
    std::thread([&] { other = is_main_thread(); }).join();
    BOOST_TEST(!other);
}

BOOST_AUTO_TEST_CASE(in_a_child_it_is_the_one_that_forked)
{
    int status = -1;
    std::thread([&] {
        pid_t const child = ::fork();
        if (child == 0)
            ::_exit(is_main_thread() ? 0 : 1);
        ::waitpid(child, &status, 0);
    }).join();
    BOOST_TEST(status == 0);
}

BOOST_AUTO_TEST_CASE(threads_have_numbers_of_their_own)
{
    std::int64_t const here = this_thread_number();
    std::int64_t other = here;
    std::thread([&] { other = this_thread_number(); }).join();
    BOOST_TEST(other != here);
    BOOST_TEST(here == this_thread_number());
}

BOOST_AUTO_TEST_SUITE_END()
