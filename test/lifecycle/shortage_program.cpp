// Copyright (c) 2026 The log_fluentd authors
// Distributed under the Boost Software License, Version 1.0.
// (See accompanying file LICENSE_1_0.txt or https://www.boost.org/LICENSE_1_0.txt)

// A program whose system gives no thread or no descriptor when delivery is to begin, in the way that its
// first argument names. The test `shortage` runs it and looks at what arrived and what it said.
//
//     shortage_program WAY PORT

#include <log_fluentd/asio.hpp>
#include <log_fluentd/sink_backend.hpp>

#include <boost/asio/io_context.hpp>
#include <boost/log/core.hpp>
#include <boost/log/sources/logger.hpp>
#include <boost/log/sources/record_ostream.hpp>

#include <atomic>
#include <cerrno>
#include <chrono>
#include <cstdint>
#include <cstdlib>
#include <dlfcn.h>
#include <functional>
#include <iostream>
#include <map>
#include <mutex>
#include <optional>
#include <pthread.h>
#include <string>
#include <sys/resource.h>
#include <sys/wait.h>
#include <system_error>
#include <thread>
#include <unistd.h>
#include <vector>

using namespace std::chrono_literals;
namespace logging = boost::log;

namespace {

std::atomic<bool> no_thread{false};
std::atomic<int> failed_threads{0};
std::atomic<int> give_threads_after{-1}; // after so many that failed

using create_function = int (*)(pthread_t*, pthread_attr_t const*, void* (*)(void*), void*);

} // namespace

// The sanitizers'.
extern "C" __attribute__((weak)) int __interceptor_pthread_create(pthread_t*, pthread_attr_t const*,
                                                                  void* (*)(void*), void*);

/// Takes the place of the system's.
extern "C" int pthread_create(pthread_t* thread, pthread_attr_t const* attributes, void* (*body)(void*),
                              void* argument)
{
    if (no_thread) {
        if (++failed_threads == give_threads_after)
            no_thread = false;
        return EAGAIN;
    }
    if (__interceptor_pthread_create)
        return __interceptor_pthread_create(thread, attributes, body, argument);
    static auto const system_s = reinterpret_cast<create_function>(::dlsym(RTLD_NEXT, "pthread_create"));
    return system_s(thread, attributes, body, argument);
}

namespace {

/// Ends the program with a message that the test shows.
void check(bool good, char const* what)
{
    if (good)
        return;
    std::cerr << "not so: " << what << std::endl;
    std::_Exit(1);
}

#define CHECK(condition) check(condition, #condition)

/// No descriptor can be had while it lives.
class no_descriptors
{
public:
    no_descriptors()
    {
        ::getrlimit(RLIMIT_NOFILE, &before_);
        rlimit none = before_;
        none.rlim_cur = 3;
        ::setrlimit(RLIMIT_NOFILE, &none);
    }
    ~no_descriptors() { ::setrlimit(RLIMIT_NOFILE, &before_); }

private:
    rlimit before_{};
};

/// What the sender reports.
class reports
{
public:
    log_fluentd::diagnostic_handler handler()
    {
        return [this](log_fluentd::diagnostic const& what) {
            std::lock_guard<std::mutex> lock(mutex_);
            all_.push_back(what);
        };
    }
    std::vector<log_fluentd::diagnostic> of(log_fluentd::diagnostic_kind kind)
    {
        std::lock_guard<std::mutex> lock(mutex_);
        std::vector<log_fluentd::diagnostic> found;
        for (auto const& what : all_) {
            if (what.kind == kind)
                found.push_back(what);
        }
        return found;
    }
    /// Waits for the one of a start that failed, and checks that it is the only one.
    void check_failed_start(std::errc error)
    {
        while (of(log_fluentd::diagnostic_kind::start_failed).empty())
            std::this_thread::yield();
        auto const found = of(log_fluentd::diagnostic_kind::start_failed);
        CHECK(found.size() == 1);
        CHECK(found[0].error == error);
        CHECK(found[0].message.find(std::make_error_code(error).message()) != std::string::npos);
    }

private:
    std::mutex mutex_;
    std::vector<log_fluentd::diagnostic> all_;
};

reports& reported()
{
    static reports* const all = new reports; // the sender may report until the end
    return *all;
}

log_fluentd::sender_config config(std::uint16_t port)
{
    log_fluentd::sender_config c;
    c.tag = "shortage";
    c.servers = {{"127.0.0.1", port}};
    c.buffer.flush_interval = 1ms;
    c.close_timeout = 20s;
    c.on_diagnostic = reported().handler();
    return c;
}

void wait_for_delivery(log_fluentd::sender const& s, std::uint64_t events)
{
    while (s.statistics().delivered.events < events)
        std::this_thread::yield();
}

void check_errors(log_fluentd::sender const& s, std::errc error)
{
    CHECK(s.last_error().code == error);
    CHECK(s.last_error().message.find(std::make_error_code(error).message()) != std::string::npos);
    CHECK(s.statistics().last_error_code == error);
    CHECK(!s.statistics().last_error.empty());
}

/// Nothing but time, and descriptors, is needed for all to arrive.
void without_descriptors(log_fluentd::sender& s)
{
    {
        no_descriptors const none;
        CHECK(s.emit("event", {{"n", 1}}));
        reported().check_failed_start(std::errc::too_many_files_open);
        check_errors(s, std::errc::too_many_files_open);
        CHECK(s.emit("event", {{"n", 2}}));
    }
    wait_for_delivery(s, 2);
    CHECK(!s.last_error());
}

int descriptors(log_fluentd::sender_config c)
{
    log_fluentd::sender s(c);
    without_descriptors(s);
    return 0;
}

int in_child(log_fluentd::sender_config const& c, std::function<void(log_fluentd::sender&)> const& f)
{
    log_fluentd::sender s(c);
    s.emit("event", {{"n", 0}});
    CHECK(bool(s.flush(60s)));
    pid_t const child = ::fork();
    if (child == 0) {
        f(s);
        std::exit(0);
    }
    int status = -1;
    ::waitpid(child, &status, 0);
    return status == 0 ? 0 : 1;
}

int descriptors_in_child(log_fluentd::sender_config c)
{
    return in_child(c, without_descriptors);
}

/// A thread is asked for at a bounded rate, however many events come; and when there is one, the next event
/// is enough, without `flush`.
void without_threads(log_fluentd::sender& s)
{
    auto const begin = std::chrono::steady_clock::now();
    no_thread = true;
    failed_threads = 0;
    int events = 0;
    for (; events < 20'000 || failed_threads < 2; ++events)
        CHECK(s.emit("event", {{"n", events}}));
    auto const most = 2 + (std::chrono::steady_clock::now() - begin) / 100ms;
    CHECK(failed_threads <= most);
    check_errors(s, std::errc::resource_unavailable_try_again);
    no_thread = false;
    while (s.statistics().delivered.events == 0) {
        s.emit("event", {{"n", events++}});
        std::this_thread::yield();
    }
    wait_for_delivery(s, static_cast<std::uint64_t>(events));
    reported().check_failed_start(std::errc::resource_unavailable_try_again);
    CHECK(!s.last_error());
}

int threads(log_fluentd::sender_config c)
{
    log_fluentd::sender s(c);
    without_threads(s);
    return 0;
}

int threads_in_child(log_fluentd::sender_config c)
{
    return in_child(c, without_threads);
}

int threads_of_a_sink(log_fluentd::sender_config c)
{
    log_fluentd::sink_config of_sink;
    of_sink.tag = "event";
    of_sink.sender = c;
    auto const sink = log_fluentd::make_sink(of_sink);
    logging::core::get()->add_sink(sink);
    logging::sources::logger log;
    no_thread = true;
    while (failed_threads < 2)
        BOOST_LOG(log) << "record";
    no_thread = false;
    auto const& s = *sink->locked_backend()->sender();
    while (s.statistics().delivered.events == 0)
        BOOST_LOG(log) << "record";
    reported().check_failed_start(std::errc::resource_unavailable_try_again);
    return 0;
}

/// Who waits tries again without another event.
int whoever_waits(log_fluentd::sender_config c)
{
    for (auto const& wait : std::vector<std::function<bool(log_fluentd::sender&)>>{
             [](auto& s) { return bool(s.flush(60s)); },
             [](auto& s) { return bool(s.close(60s)); },
             [](auto& s) {
                 return bool(s.emit_and_wait("event", {{"n", 2}}, 60s));
             },
         }) {
        log_fluentd::sender s(c);
        failed_threads = 0;
        give_threads_after = 3;
        no_thread = true;
        CHECK(s.emit("event", {{"n", 1}}));
        CHECK(wait(s));
        CHECK(failed_threads == 3);
    }
    return 0;
}

int whoever_waits_for_room(log_fluentd::sender_config c)
{
    c.buffer.limit = 64 * 1024;
    c.buffer.chunk_limit = 4096;
    c.buffer.overflow = log_fluentd::overflow_policy::block;
    c.buffer.block_timeout = 60s;
    log_fluentd::sender s(c);
    give_threads_after = 5; // more than are asked for until the buffer is full
    no_thread = true;
    for (int i = 0; i < 5'000; ++i)
        CHECK(s.emit("event", {{"n", i}}));
    CHECK(failed_threads == 5);
    CHECK(bool(s.close(60s)));
    return 0;
}

/// The end comes without a thread: it is said how many events that cost.
int until_the_end(log_fluentd::sender_config c)
{
    c.close_timeout = 200ms;
    static log_fluentd::sender s(c);
    no_thread = true;
    for (int i = 0; i < 10; ++i)
        CHECK(s.emit("event", {{"n", i}}));
    return 0;
}

int until_the_end_on_standard_error(log_fluentd::sender_config c)
{
    c.on_diagnostic = nullptr;
    return until_the_end(c);
}

int descriptors_until_the_end(log_fluentd::sender_config c)
{
    static std::optional<no_descriptors> const none(std::in_place);
    c.on_diagnostic = nullptr;
    c.close_timeout = 200ms;
    static log_fluentd::sender s(c);
    for (int i = 0; i < 10; ++i)
        CHECK(s.emit("event", {{"n", i}}));
    return 0;
}

/// The discard handler's thread: asked for at a bounded rate, reported, and had when there is one.
int discard_thread(log_fluentd::sender_config c)
{
    std::atomic<std::uint64_t> handled{0};
    c.buffer.limit = 64 * 1024;
    c.buffer.chunk_limit = 4096;
    c.close_timeout = 0ms;
    c.on_discard = [&](log_fluentd::discarded_events const& what) { handled += what.events; };
    log_fluentd::sender s(c);
    auto const begin = std::chrono::steady_clock::now();
    CHECK(s.emit("event", {{"n", 0}}));
    while (s.statistics().connect_failures == 0) // its own thread runs
        std::this_thread::yield();
    no_thread = true;
    int events = 1;
    while (failed_threads < 2)
        s.emit("event", {{"n", events++}});
    for (int i = 0; i < 20'000; ++i)
        s.emit("event", {{"n", events++}});
    auto const most = 2 + (std::chrono::steady_clock::now() - begin) / 100ms;
    CHECK(failed_threads <= most);
    reported().check_failed_start(std::errc::resource_unavailable_try_again);
    no_thread = false;
    while (handled == 0)
        s.emit("event", {{"n", events++}});
    s.close(10s);
    auto const counters = s.statistics();
    CHECK(counters.discards_taken.events == handled);
    CHECK(counters.discards_waiting.events == 0);
    return 0;
}

/// The same where it is accepted events that make room, whose chunks soon do not fit beside those that wait.
int discard_thread_of_oldest(log_fluentd::sender_config c)
{
    c.buffer.overflow = log_fluentd::overflow_policy::drop_oldest;
    return discard_thread(c);
}

/// It is asked for again though nothing more is discarded, and nothing else happens: the server takes all.
int discard_thread_when_idle(log_fluentd::sender_config c)
{
    std::atomic<std::uint64_t> handled{0};
    c.max_event_size = 1024;
    c.on_discard = [&](log_fluentd::discarded_events const& what) { handled += what.events; };
    log_fluentd::sender s(c);
    CHECK(s.emit("event", {{"n", 0}}));
    wait_for_delivery(s, 1);
    no_thread = true;
    auto const begin = std::chrono::steady_clock::now();
    auto const is_late = [&] { return std::chrono::steady_clock::now() > begin + 30s; };
    std::string const large(2000, 'x'); // as a key, which is not cut
    CHECK(!s.emit("event", {{large, 1}}));
    while (failed_threads < 3 && !is_late())
        std::this_thread::yield();
    auto const most = 2 + (std::chrono::steady_clock::now() - begin) / 100ms;
    CHECK(failed_threads >= 3);
    CHECK(failed_threads <= most);
    no_thread = false;
    while (handled == 0 && !is_late())
        std::this_thread::yield();
    CHECK(handled == 1);
    reported().check_failed_start(std::errc::resource_unavailable_try_again);
    return 0;
}

} // namespace

int main(int argc, char** argv)
{
    std::map<std::string, std::function<int(log_fluentd::sender_config)>> const ways = {
        {"descriptors", descriptors},
        {"descriptors_in_child", descriptors_in_child},
        {"descriptors_until_the_end", descriptors_until_the_end},
        {"threads", threads},
        {"threads_in_child", threads_in_child},
        {"threads_of_a_sink", threads_of_a_sink},
        {"whoever_waits", whoever_waits},
        {"whoever_waits_for_room", whoever_waits_for_room},
        {"until_the_end", until_the_end},
        {"until_the_end_on_standard_error", until_the_end_on_standard_error},
        {"discard_thread", discard_thread},
        {"discard_thread_of_oldest", discard_thread_of_oldest},
        {"discard_thread_when_idle", discard_thread_when_idle},
    };
    if (argc != 3 || !ways.count(argv[1])) {
        std::cerr << "usage: " << argv[0] << " WAY PORT\n";
        return 2;
    }
    return ways.at(argv[1])(config(static_cast<std::uint16_t>(std::stoi(argv[2]))));
}
