// Copyright (c) 2026 The log_fluentd authors
// Distributed under the Boost Software License, Version 1.0.
// (See accompanying file LICENSE_1_0.txt or https://www.boost.org/LICENSE_1_0.txt)

// A program that is interrupted in the middle of a call of the library, in the way that its first argument
// names: by a signal whose handler calls exit, or by the cancellation of the calling thread. The test
// `interruptions` runs it and looks at how it ended.
//
//     interrupt_program WAY PORT

#include <log_fluentd/asio.hpp>
#include <log_fluentd/sink_backend.hpp>

#include <boost/asio/io_context.hpp>
#include <boost/log/attributes/named_scope.hpp>
#include <boost/log/core.hpp>
#include <boost/log/sources/logger.hpp>
#include <boost/log/sources/record_ostream.hpp>

#include <atomic>
#include <chrono>
#include <csignal>
#include <cstdint>
#include <cstdlib>
#include <functional>
#include <iostream>
#include <map>
#include <pthread.h>
#include <string>
#include <string_view>
#include <thread>
#include <time.h>
#include <unistd.h>
#include <vector>

using namespace std::chrono_literals;
namespace logging = boost::log;

namespace {

thread_local int volatile in_malloc = 0;                 // this thread is in the C library's allocator
thread_local bool volatile has_signal_in_malloc = false; // at the next call, once
thread_local bool volatile may_not_allocate = false;     // what the allocator's lock is held for

/// Ends the process where the allocator would have waited forever.
void expect_that_it_may_allocate()
{
    if (!may_not_allocate)
        return;
    constexpr std::string_view line = "the allocator was called by a thread that was interrupted in it\n";
    [[maybe_unused]] auto const written = ::write(STDERR_FILENO, line.data(), line.size());
    ::_exit(3);
}

template <typename Function>
auto in_allocator(Function f)
{
    expect_that_it_may_allocate();
    in_malloc = in_malloc + 1;
    if (has_signal_in_malloc) {
        has_signal_in_malloc = false;
        ::raise(SIGUSR1);
    }
    auto const result = f();
    in_malloc = in_malloc - 1;
    return result;
}

} // namespace

// What the program allocates goes through here; glibc has these names for its own.
extern "C" {
void* __libc_malloc(std::size_t);
void* __libc_calloc(std::size_t, std::size_t);
void* __libc_realloc(void*, std::size_t);
void* __libc_memalign(std::size_t, std::size_t);
void __libc_free(void*);

void* malloc(std::size_t size)
{
    return in_allocator([&] { return __libc_malloc(size); });
}
void* calloc(std::size_t count, std::size_t size)
{
    return in_allocator([&] { return __libc_calloc(count, size); });
}
void* realloc(void* before, std::size_t size)
{
    return in_allocator([&] { return __libc_realloc(before, size); });
}
void* aligned_alloc(std::size_t alignment, std::size_t size)
{
    return in_allocator([&] { return __libc_memalign(alignment, size); });
}
void free(void* memory)
{
    in_allocator([&] { return __libc_free(memory), 0; });
}
}

namespace {

log_fluentd::sender_config config(std::uint16_t port)
{
    log_fluentd::sender_config c;
    c.tag = "interrupt";
    c.servers = {{"127.0.0.1", port}};
    c.buffer.flush_interval = 1ms;
    c.close_timeout = 1s;
    c.on_diagnostic = [](log_fluentd::diagnostic const&) {};
    return c;
}

// A signal whose handler calls exit.

std::atomic<bool> has_exited{false};

/// Where this thread is in the C library's allocator `exit` may wait for that forever, whoever logs: the
/// signal comes again then.
extern "C" void exit_here(int)
{
    if (in_malloc)
        ::ualarm(100, 0);
    else if (!has_exited.exchange(true))
        std::exit(0);
}

/// Has the signal come in a moment that nobody knows, wherever this thread is then.
void exit_soon()
{
    struct sigaction action = {};
    action.sa_handler = exit_here;
    ::sigaction(SIGALRM, &action, nullptr);
    timespec now{};
    ::clock_gettime(CLOCK_MONOTONIC, &now);
    auto const microseconds = 2000 + (now.tv_nsec / 1000 * 7919) % 20'000;
    ::ualarm(static_cast<useconds_t>(microseconds), 0);
}

int exit_in_emit(log_fluentd::sender_config const& c)
{
    static log_fluentd::sender s(c); // its destructor runs, too
    exit_soon();
    for (int i = 0;; ++i)
        s.emit("event", {{"n", i}});
}

int exit_in_a_record(log_fluentd::sender_config const& c)
{
    log_fluentd::sink_config of_sink;
    of_sink.tag = "event";
    of_sink.sender = c;
    logging::core::get()->add_sink(log_fluentd::make_sink(of_sink));
    logging::sources::logger log;
    exit_soon();
    for (int i = 0;; ++i)
        BOOST_LOG(log) << i;
}

int exit_in_flush(log_fluentd::sender_config const& c)
{
    static log_fluentd::sender s(c);
    exit_soon();
    for (int i = 0;; ++i) {
        s.emit("event", {{"n", i}});
        static_cast<void>(s.flush(1ms));
    }
}

int exit_in_statistics(log_fluentd::sender_config const& c)
{
    static log_fluentd::sender s(c);
    s.emit("event", {{"n", 1}});
    exit_soon();
    for (;;)
        s.statistics();
}

int exit_in_the_life_of_senders(log_fluentd::sender_config const& c)
{
    exit_soon();
    for (;;) {
        log_fluentd::sender s(c);
        s.emit("event", {{"n", 1}});
        s.close(1ms);
    }
}

/// No exit hook knows of this one: its context ends, and then it does.
int exit_with_an_executor(log_fluentd::sender_config const& c)
{
    static boost::asio::io_context nobody_runs_it;
    static auto const s = log_fluentd::make_sender(nobody_runs_it.get_executor(), c);
    exit_soon();
    for (int i = 0;; ++i)
        s->emit("event", {{"n", i}});
}

/// Nor of this one any more.
int exit_in_a_closed_sender(log_fluentd::sender_config const& c)
{
    static log_fluentd::sender s(c);
    s.close(1ms);
    exit_soon();
    for (int i = 0;; ++i)
        s.emit("event", {{"n", i}});
}

/// All at the same time; the thread that is interrupted is one of many. It is this one: `exit` on another
/// would end the sender that this one goes on using.
int exit_among_threads(log_fluentd::sender_config const& c)
{
    static log_fluentd::sender& s = *new log_fluentd::sender(c); // which the threads have until the end
    sigset_t all, before;
    sigfillset(&all);
    ::pthread_sigmask(SIG_BLOCK, &all, &before); // which the threads have from their first moment
    for (int t = 0; t < 2; ++t)
        std::thread([] {
            for (int i = 0;; ++i)
                s.emit("event", {{"n", i}});
        }).detach();
    ::pthread_sigmask(SIG_SETMASK, &before, nullptr);
    return exit_in_flush(c);
}

// A signal that comes while the program itself is in the allocator, whose handler calls exit.

/// The library's part of the end is over: what is freed now is freed by others.
void allow_allocation()
{
    may_not_allocate = false;
}

extern "C" void exit_in_allocator(int)
{
    may_not_allocate = true;
    std::exit(0);
}

void log_in_a_scope()
{
    BOOST_LOG_NAMED_SCOPE("work");
    logging::sources::logger log;
    BOOST_LOG(log) << "record";
}

int exit_in_malloc(log_fluentd::sender_config const& c)
{
    logging::core::get()->add_global_attribute("Scope", logging::attributes::named_scope());
    log_in_a_scope();              // to the standard output; Boost.Log makes what it frees at the end
    std::atexit(allow_allocation); // before that, and behind our exit hook
    log_fluentd::sink_config of_sink;
    of_sink.format = {{"function", "%Function%"}, {"scope", "%Scope%"}, {"message", "%Message%"}};
    of_sink.sender = c;
    logging::core::get()->add_sink(log_fluentd::make_sink(of_sink));
    auto& s = *new log_fluentd::sender(c); // never destroyed: who does that frees it
    s.emit("event", {{"text", std::string(5000, 'x')}});
    log_in_a_scope();
    struct sigaction action = {};
    action.sa_handler = exit_in_allocator;
    ::sigaction(SIGUSR1, &action, nullptr);
    has_signal_in_malloc = true;
    ::free(::malloc(1));
    return 1; // there was no signal
}

int exit_in_malloc_of_a_thread(log_fluentd::sender_config const& c)
{
    int result = 1;
    std::thread([&] { result = exit_in_malloc(c); }).join();
    return result;
}

// A thread that is cancelled.

/// Runs `f`, which waits, on a thread that is cancelled meanwhile. \return whether that ended the thread only
/// behind the call, and not the process.
bool cancelled_behind(std::function<void()> const& f)
{
    struct state
    {
        std::function<void()> const& f;
        std::atomic<bool> begun{false};
        std::atomic<bool> returned{false};
        std::atomic<bool> cancelled{false};
    } of_thread{f};
    pthread_t thread;
    ::pthread_create(
        &thread, nullptr,
        [](void* argument) -> void* {
            auto& mine = *static_cast<state*>(argument);
            mine.begun = true;
            mine.f();
            mine.returned = true;
            while (!mine.cancelled) // it may have been quicker
                std::this_thread::yield();
            ::pthread_testcancel();
            return nullptr;
        },
        &of_thread);
    while (!of_thread.begun)
        std::this_thread::yield();
    ::pthread_cancel(thread);
    of_thread.cancelled = true;
    void* result = nullptr;
    ::pthread_join(thread, &result);
    return result == PTHREAD_CANCELED && of_thread.returned;
}

/// Whether each way to wait survives it; the server is down.
int cancel(log_fluentd::sender_config c)
{
    auto full = c;
    full.buffer.limit = 64 * 1024;
    full.buffer.chunk_limit = 4096;
    full.buffer.overflow = log_fluentd::overflow_policy::block;
    full.buffer.block_timeout = 300ms;
    full.close_timeout = 0ms;
    c.close_timeout = 0ms;
    std::map<std::string, std::function<void()>> const calls = {
        {"flush",
         [&] {
             log_fluentd::sender s(c);
             s.emit("event", {{"n", 1}});
             static_cast<void>(s.flush(200ms));
         }},
        {"close",
         [&] {
             log_fluentd::sender s(c);
             s.emit("event", {{"n", 1}});
             s.close(200ms);
         }},
        {"emit_and_wait",
         [&] {
             log_fluentd::sender s(c);
             static_cast<void>(s.emit_and_wait("event", {{"n", 1}}, 200ms));
         }},
        {"emit under block",
         [&] {
             log_fluentd::sender s(full);
             while (s.emit("event", {{"n", 1}})) {
             }
         }},
        {"destructor and statistics",
         [&] {
             log_fluentd::sender s(c);
             s.emit("event", {{"n", 1}});
             s.statistics();
             s.last_error();
         }},
        {"a record under block",
         [&] {
             log_fluentd::sink_config of_sink;
             of_sink.sender = full;
             auto const sink = log_fluentd::make_sink(of_sink);
             logging::core::get()->add_sink(sink);
             logging::sources::logger log;
             auto const& s = *sink->locked_backend()->sender();
             while (s.statistics().total_rejected().events == 0)
                 BOOST_LOG(log) << "record";
             logging::core::get()->flush();
             logging::core::get()->remove_all_sinks();
         }},
    };
    for (auto const& call : calls) {
        if (!cancelled_behind(call.second)) {
            std::cerr << call.first << std::endl;
            return 1;
        }
    }
    return 0;
}

} // namespace

int main(int argc, char** argv)
{
    std::map<std::string, std::function<int(log_fluentd::sender_config)>> const ways = {
        {"exit_in_emit", exit_in_emit},
        {"exit_in_a_record", exit_in_a_record},
        {"exit_in_flush", exit_in_flush},
        {"exit_in_statistics", exit_in_statistics},
        {"exit_in_the_life_of_senders", exit_in_the_life_of_senders},
        {"exit_with_an_executor", exit_with_an_executor},
        {"exit_in_a_closed_sender", exit_in_a_closed_sender},
        {"exit_among_threads", exit_among_threads},
        {"exit_in_malloc", exit_in_malloc},
        {"exit_in_malloc_of_a_thread", exit_in_malloc_of_a_thread},
        {"cancel", cancel},
    };
    if (argc != 3 || !ways.count(argv[1])) {
        std::cerr << "usage: " << argv[0] << " WAY PORT\n";
        return 2;
    }
    return ways.at(argv[1])(config(static_cast<std::uint16_t>(std::stoi(argv[2]))));
}
