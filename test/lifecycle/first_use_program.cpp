// Copyright (c) 2026 The log_fluentd authors
// Distributed under the Boost Software License, Version 1.0.
// (See accompanying file LICENSE_1_0.txt or https://www.boost.org/LICENSE_1_0.txt)

// A program that forks while another thread of it uses the library for the first time, in the way that its
// argument names. A child that hangs is killed by its alarm, and the program then ends with 1.
//
//     first_use_program WAY

#include <log_fluentd/call_site.hpp>
#include <log_fluentd/dict_config.hpp>

#include <boost/json/parse.hpp>
#include <boost/log/core.hpp>
#include <boost/log/sources/logger.hpp>
#include <boost/log/sources/record_ostream.hpp>
#include <boost/log/utility/setup/common_attributes.hpp>

#include <atomic>
#include <cstdlib>
#include <dlfcn.h>
#include <functional>
#include <iostream>
#include <map>
#include <string>
#include <sys/wait.h>
#include <thread>
#include <unistd.h>

namespace {

constexpr unsigned patience = 60; // seconds

/// \return whether the child that `f` is for has ended well.
bool in_child(std::function<void()> const& f)
{
    pid_t const child = ::fork();
    if (child == 0) {
        ::alarm(patience);
        f();
        std::_Exit(0);
    }
    int status = -1;
    ::waitpid(child, &status, 0);
    return status == 0;
}

void configure()
{
    log_fluentd::dict_config(boost::json::parse(R"({
        "version": 1,
        "formatters": {"f": {"format": "%(hostname)s %(processName)s %(levelname)s %(message)s"}},
        "handlers": {"file": {"class": "logging.FileHandler", "filename": "/dev/null", "formatter": "f"}},
        "root": {"level": "DEBUG", "handlers": ["file"]}})"));
}

void log()
{
    boost::log::sources::logger logger;
    BOOST_LOG(logger) << LOG_FLUENTD_HERE << "text";
}

// What `gethostname` below does.
std::atomic<bool> is_held{false}, is_inside{false}, may_leave{false};

/// The first use takes as long as the fork: its child makes for itself what the other thread is making.
int while_it_is_made()
{
    configure();
    is_held = true;
    std::thread user(log); // needs the host's name
    while (!is_inside)
        std::this_thread::yield();
    bool const good = in_child(log);
    may_leave = true;
    user.join();
    return good ? 0 : 1;
}

/// A process that has not used the library yet: one thread does, again and again, and another forks
/// meanwhile.
void use_and_fork()
{
    log(); // what is Boost.Log's own is made
    std::atomic<bool> begun{false}, stop{false};
    std::thread user([&] {
        log();
        begun = true;
        while (!stop)
            configure();
    });
    while (!begun)
        std::this_thread::yield();
    bool good = true;
    constexpr int forks = 5;
    for (int i = 0; i < forks && good; ++i)
        good = in_child([] {
            configure();
            log();
        });
    stop = true;
    user.join();
    std::_Exit(good ? 0 : 1);
}

int again_and_again()
{
    constexpr int processes = 5;
    bool good = true;
    for (int i = 0; i < processes && good; ++i)
        good = in_child(use_and_fork);
    return good ? 0 : 1;
}

/// A child's numbers are its own: it prints what its record is to have, and the record.
int own_numbers()
{
    boost::log::add_common_attributes();
    log_fluentd::dict_config(boost::json::parse(R"({
        "version": 1,
        "formatters": {"f": {"format": "%(process)d %(threadName)s"}},
        "handlers": {"out": {"class": "logging.StreamHandler", "stream": "ext://sys.stdout", "formatter": "f"}},
        "root": {"level": "DEBUG", "handlers": ["out"]}})"));
    bool good = false;
    std::thread([&] {
        log(); // which is to print another number and name
        good = in_child([] {
            std::cout << ::getpid() << " MainThread" << std::endl;
            log();
        });
    }).join();
    return good ? 0 : 1;
}

} // namespace

/// In front of the C library's: takes its time where it is to.
extern "C" int gethostname(char* name, std::size_t size) noexcept
{
    if (is_held.exchange(false)) {
        is_inside = true;
        while (!may_leave)
            std::this_thread::yield();
    }
    auto const next = reinterpret_cast<int (*)(char*, std::size_t)>(::dlsym(RTLD_NEXT, "gethostname"));
    return next(name, size);
}

int main(int argc, char** argv)
{
    std::map<std::string, int (*)()> const ways = {
        {"while_it_is_made", while_it_is_made},
        {"again_and_again", again_and_again},
        {"own_numbers", own_numbers},
    };
    if (argc != 2 || !ways.count(argv[1])) {
        std::cerr << "usage: " << argv[0] << " WAY\n";
        return 2;
    }
    return ways.at(argv[1])();
}
