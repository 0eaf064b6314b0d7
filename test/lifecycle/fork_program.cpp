// Copyright (c) 2026 The log_fluentd authors
// Distributed under the Boost Software License, Version 1.0.
// (See accompanying file LICENSE_1_0.txt or https://www.boost.org/LICENSE_1_0.txt)

// A program that forks, in the way that its first argument names. The test `fork` runs it and looks at what
// arrived, and on which connection.
//
//     fork_program WAY PORT

#include "guarded.hpp"

#include <log_fluentd/asio.hpp>
#include <log_fluentd/event.hpp>
#include <log_fluentd/sink_backend.hpp>

#include <boost/asio/io_context.hpp>
#include <boost/log/core.hpp>
#include <boost/log/sources/logger.hpp>
#include <boost/log/sources/record_ostream.hpp>
#include <boost/log/utility/setup/common_attributes.hpp>

#include <atomic>
#include <chrono>
#include <cstdlib>
#include <dirent.h>
#include <dlfcn.h>
#include <fcntl.h>
#include <fstream>
#include <functional>
#include <iostream>
#include <map>
#include <memory>
#include <netdb.h>
#include <spawn.h>
#include <string>
#include <sys/resource.h>
#include <sys/wait.h>
#include <thread>
#include <unistd.h>
#include <vector>

extern "C" char** environ;

/// A child leaves what is its parent's as it is, on purpose: for the address sanitizer that is a leak.
extern "C" char const* __asan_default_options();
extern "C" char const* __asan_default_options()
{
    return "detect_leaks=0";
}

using namespace std::chrono_literals;
namespace logging = boost::log;

namespace {

constexpr int forks = 25;
constexpr int events_of_child = 10;

char const* own_path = nullptr;

log_fluentd::sender_config config(std::uint16_t port)
{
    log_fluentd::sender_config c;
    c.tag = "fork";
    c.servers = {{"127.0.0.1", port}};
    c.buffer.flush_interval = 5ms;
    c.retry.initial_interval = 5ms;
    c.close_timeout = 20s;
    c.on_diagnostic = [](log_fluentd::diagnostic const&) {};
    log_fluentd::test::guard_as_told(c);
    return c;
}

void emit_some(log_fluentd::sender& s, int count)
{
    for (int i = 0; i < count; ++i)
        s.emit("event", {{"pid", ::getpid()}, {"n", i}});
}

/// \return whether the child that `f` is for has ended well.
bool in_child(std::function<void()> const& f)
{
    pid_t const child = ::fork();
    if (child == 0) {
        f();
        std::exit(0);
    }
    int status = -1;
    ::waitpid(child, &status, 0);
    return status == 0;
}

/// Threads that log while others fork.
class load
{
public:
    explicit load(log_fluentd::sender& s, int threads = 3)
    {
        for (int t = 0; t < threads; ++t)
            threads_.emplace_back([this, &s] {
                while (!stop_) {
                    s.emit("event", {{"pid", ::getpid()}, {"n", next_++}});
                    std::this_thread::sleep_for(20us);
                }
            });
    }
    ~load()
    {
        stop_ = true;
        for (auto& t : threads_)
            t.join();
    }

private:
    std::atomic<bool> stop_{false};
    std::atomic<int> next_{0};
    std::vector<std::thread> threads_;
};

int under_load(log_fluentd::sender_config c)
{
    log_fluentd::sender s(c);
    bool good = true;
    {
        load const threads(s);
        for (int i = 0; i < forks; ++i)
            good &= in_child([&] { emit_some(s, events_of_child); });
    }
    std::cout << ::getpid() << ' ' << s.statistics().accepted.events << std::endl;
    return good && s.close(20s) ? 0 : 1;
}

/// Each fork comes a little later in the life of another sender.
int while_another_begins(log_fluentd::sender_config c)
{
    log_fluentd::sender s(c);
    emit_some(s, 1);
    bool good = bool(s.flush(20s));
    for (int i = 0; i < forks; ++i) {
        log_fluentd::sender other(c);
        other.emit("event", {{"pid", ::getpid()}, {"n", 1 + i}});
        std::this_thread::sleep_for(i * 350us);
        good &= in_child([&] { emit_some(s, events_of_child); });
        good &= bool(other.close(20s));
    }
    std::cout << ::getpid() << ' ' << 1 + forks << std::endl;
    return good && s.close(20s) ? 0 : 1;
}

/// The children have no time to deliver; they must end all the same, and so must the parent.
int server_down(log_fluentd::sender_config c)
{
    c.buffer.limit = 64 * 1024; // full, soon
    c.buffer.chunk_limit = 4096;
    c.close_timeout = 20ms;
    log_fluentd::sender s(c);
    bool good = true;
    {
        load const threads(s);
        for (int i = 0; i < forks; ++i)
            good &= in_child([&] {
                emit_some(s, events_of_child);
                if (s.statistics().offered.events != events_of_child) // its own, from zero
                    std::_Exit(1);
            });
    }
    s.close(20ms);
    return good ? 0 : 1;
}

int sink_and_global_sender(log_fluentd::sender_config c)
{
    log_fluentd::sink_config sink;
    sink.tag = "event";
    sink.sender = c;
    logging::core::get()->add_sink(log_fluentd::make_sink(sink));
    log_fluentd::setup("fork", c);
    auto const log = [] {
        logging::sources::logger logger;
        BOOST_LOG(logger) << "{\"pid\":" << ::getpid() << ",\"n\":0}";
        log_fluentd::event("event", {{"pid", ::getpid()}, {"n", 1}});
    };
    log();
    bool good = true;
    for (int i = 0; i < forks; ++i)
        good &= in_child(log);
    std::cout << ::getpid() << " 2" << std::endl;
    return good ? 0 : 1;
}

int child_of_child(log_fluentd::sender_config c)
{
    log_fluentd::sender s(c);
    emit_some(s, 1);
    if (!s.flush(20s))
        return 1;
    bool const good = in_child([&] {
        emit_some(s, events_of_child);
        if (!in_child([&] { emit_some(s, events_of_child); }))
            std::_Exit(1);
    });
    std::cout << ::getpid() << " 1" << std::endl;
    return good ? 0 : 1;
}

/// A child that does nothing, while the parent closes its connection.
int quiet_child(log_fluentd::sender_config c)
{
    c.require_ack = false;
    log_fluentd::sender s(c);
    emit_some(s, 1);
    if (!s.flush(20s))
        return 1;
    pid_t const child = ::fork();
    if (child == 0) {
        for (;;)
            ::pause();
    }
    s.close(20s);
    std::cout << child << std::endl;
    std::string line;
    std::getline(std::cin, line); // the test has seen the end of the connection, or not
    ::kill(child, SIGKILL);
    ::waitpid(child, nullptr, 0);
    return 0;
}

/// A child that never logs has nothing to wait for, whatever it does with the sender.
int child_without_events(log_fluentd::sender_config c)
{
    c.buffer.flush_interval = 1h;
    auto s = std::make_unique<log_fluentd::sender>(c);
    emit_some(*s, 1);
    bool const good = in_child([&] {
                          auto const begin = std::chrono::steady_clock::now();
                          bool const empty =
                              s->statistics().offered.events == 0 && s->flush(20s) && s->close(20s);
                          s.reset();
                          if (!empty || std::chrono::steady_clock::now() - begin > 10s)
                              std::_Exit(1);
                      }) &&
                      in_child([&] { s.reset(); });
    std::cout << ::getpid() << " 1" << std::endl;
    return good && s->close(20s) ? 0 : 1;
}

/// A child in the middle of a handler, on the strand's own thread.
int in_a_handler(log_fluentd::sender_config c)
{
    std::atomic<bool> done{false}, good{false};
    c.on_diagnostic = [&](log_fluentd::diagnostic const&) {
        if (!done)
            good = in_child([] {});
        done = true;
    };
    log_fluentd::sender s(c);
    emit_some(s, 1);
    if (!s.flush(20s))
        return 1;
    std::cout << ::getpid() << " 1" << std::endl;
    return done && good && s.close(20s) ? 0 : 1;
}

/// A child that has no memory for a buffer: its events are rejected and counted, until there is some.
int without_memory(log_fluentd::sender_config c)
{
    log_fluentd::sender s(c);
    emit_some(s, 1);
    static_cast<void>(s.flush(20s));
    bool const good = in_child([&] {
        std::size_t pages = 0;
        std::ifstream("/proc/self/statm") >> pages;
        rlimit before{};
        ::getrlimit(RLIMIT_AS, &before);
        rlimit little = before;
        little.rlim_cur = pages * static_cast<std::size_t>(::getpagesize()) + (std::size_t{32} << 20);
        ::setrlimit(RLIMIT_AS, &little); // the buffer is 64 MiB
        for (int i = 0; i < 100; ++i) {
            if (s.emit("event", {{"n", i}}) || s.last_error().code != log_fluentd::errc::out_of_memory)
                std::_Exit(1);
        }
        auto const none = static_cast<std::size_t>(log_fluentd::rejection::out_of_memory);
        if (s.statistics().rejected[none].events != 100 || !s.flush(20s))
            std::_Exit(2);
        ::setrlimit(RLIMIT_AS, &before);
        while (!s.emit("event", {{"pid", ::getpid()}, {"n", 0}}))
            std::this_thread::yield();
        auto const counters = s.statistics();
        if (counters.accepted.events != 1 || counters.rejected[none].events < 100 ||
            counters.offered.events != 1 + counters.rejected[none].events || !s.close(20s))
            std::_Exit(3);
    });
    std::cout << ::getpid() << " 1" << std::endl;
    return good && s.close(20s) ? 0 : 1;
}

int on_an_executor(log_fluentd::sender_config c)
{
    boost::asio::io_context context;
    auto const s = log_fluentd::make_sender(context.get_executor(), c);
    emit_some(*s, 1);
    bool const good = in_child([&] {
        bool const accepted = s->emit("event", {{"n", 1}});
        if (accepted || s->last_error().code != log_fluentd::errc::closed)
            std::_Exit(1);
    });
    return good ? 0 : 1;
}

/// A child that goes on with its copy of the user's context, in the way that Asio describes, and ends it.
int executor_runs_in_child(log_fluentd::sender_config c)
{
    auto context = std::make_unique<boost::asio::io_context>();
    c.buffer.flush_interval = 200ms;
    auto const s = log_fluentd::make_sender(context->get_executor(), c);
    emit_some(*s, 1);
    while (s->statistics().delivered.events == 0)
        context->run_one_for(1s);
    emit_some(*s, 1); // waits, and so does a timer
    context->poll();
    context->notify_fork(boost::asio::io_context::fork_prepare);
    bool const good = in_child([&] {
        context->notify_fork(boost::asio::io_context::fork_child);
        std::vector<int> mine;
        for (int i = 0; i < 20; ++i)
            mine.push_back(::open("/dev/null", O_RDONLY));
        context->run_for(600ms);
        context.reset();
        for (int const descriptor : mine) {
            if (::fcntl(descriptor, F_GETFD) < 0)
                std::_Exit(1);
        }
        if (s->emit("event", {{"n", 1}}))
            std::_Exit(2);
    });
    context->notify_fork(boost::asio::io_context::fork_parent);
    while (s->statistics().delivered.events < 2)
        context->run_one_for(1s);
    std::cout << ::getpid() << " 2" << std::endl;
    return good ? 0 : 1;
}

/// Look-ups of this name end when the process does: see `getaddrinfo` below.
constexpr char const* hanging_name = "hangs.test";
std::atomic<int> hanging{0};

/// As many look-ups hang as may; those of a child are its own.
int look_ups_hang(log_fluentd::sender_config c)
{
    std::vector<std::unique_ptr<log_fluentd::sender>> senders;
    auto to_nowhere = c;
    to_nowhere.servers[0].host = hanging_name;
    to_nowhere.close_timeout = 0ms;
    constexpr int most_look_ups = 8;
    for (int i = 0; i < most_look_ups; ++i) {
        senders.push_back(std::make_unique<log_fluentd::sender>(to_nowhere));
        emit_some(*senders.back(), 1);
    }
    while (hanging < most_look_ups)
        std::this_thread::yield();
    c.servers[0].host = "localhost"; // which has to be looked up
    bool const good = in_child([&] {
        log_fluentd::sender s(c);
        emit_some(s, events_of_child);
        if (!s.close(20s))
            std::_Exit(1);
    });
    std::cout << ::getpid() << " 0" << std::endl;
    std::cout.flush();
    std::_Exit(good ? 0 : 1);
}

/// How many descriptors this program has besides its three streams.
int count_descriptors(log_fluentd::sender_config const&)
{
    DIR* const folder = ::opendir("/proc/self/fd");
    int more = 0;
    while (dirent const* entry = ::readdir(folder)) {
        int const descriptor = std::atoi(entry->d_name);
        more += descriptor > 2 && descriptor != ::dirfd(folder);
    }
    ::closedir(folder);
    return more;
}

int exec_and_spawn(log_fluentd::sender_config c)
{
    int const inherited = count_descriptors(c); // from who started this
    log_fluentd::sender s(c);
    emit_some(s, 1);
    if (!s.flush(20s)) // there is a connection
        return 1;
    if (count_descriptors(c) == inherited)
        return 1;
    load const threads(s, 1);
    std::string const port = std::to_string(c.servers[0].port);
    std::vector<char*> const arguments{const_cast<char*>(own_path), const_cast<char*>("count_descriptors"),
                                       const_cast<char*>(port.c_str()), nullptr};
    for (int i = 0; i < 5; ++i) {
        pid_t const child = ::fork();
        if (child == 0) {
            ::execv(own_path, arguments.data());
            std::_Exit(255);
        }
        pid_t spawned = 0;
        ::posix_spawn(&spawned, own_path, nullptr, nullptr, arguments.data(), environ);
        for (pid_t const pid : {child, spawned}) {
            int status = -1;
            ::waitpid(pid, &status, 0);
            if (!WIFEXITED(status) || WEXITSTATUS(status) != inherited)
                return 2;
        }
    }
    return 0;
}

} // namespace

/// In front of the C library's.
extern "C" int getaddrinfo(char const* host, char const* port, addrinfo const* hints, addrinfo** list)
{
    if (host && std::string(host) == hanging_name) {
        ++hanging;
        for (;;)
            ::pause();
    }
    auto const next = reinterpret_cast<decltype(&getaddrinfo)>(::dlsym(RTLD_NEXT, "getaddrinfo"));
    return next(host, port, hints, list);
}

int main(int argc, char** argv)
{
    std::map<std::string, std::function<int(log_fluentd::sender_config)>> const ways = {
        {"under_load", under_load},
        {"while_another_begins", while_another_begins},
        {"server_down", server_down},
        {"sink_and_global_sender", sink_and_global_sender},
        {"child_of_child", child_of_child},
        {"quiet_child", quiet_child},
        {"child_without_events", child_without_events},
        {"in_a_handler", in_a_handler},
        {"without_memory", without_memory},
        {"on_an_executor", on_an_executor},
        {"executor_runs_in_child", executor_runs_in_child},
        {"count_descriptors", count_descriptors},
        {"exec_and_spawn", exec_and_spawn},
        {"look_ups_hang", look_ups_hang},
    };
    if (argc != 3 || !ways.count(argv[1])) {
        std::cerr << "usage: " << argv[0] << " WAY PORT\n";
        return 2;
    }
    own_path = argv[0];
    return ways.at(argv[1])(config(static_cast<std::uint16_t>(std::stoi(argv[2]))));
}
