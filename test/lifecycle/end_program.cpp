// Copyright (c) 2026 The log_fluentd authors
// Distributed under the Boost Software License, Version 1.0.
// (See accompanying file LICENSE_1_0.txt or https://www.boost.org/LICENSE_1_0.txt)

// An ordinary program that logs and ends, in the way that its first argument names. The test `process_end`
// runs it and looks at what arrived and how it ended.
//
//     program WAY PORT

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
#include <functional>
#include <iostream>
#include <map>
#include <netdb.h>
#include <openssl/ssl.h>
#include <string>
#include <sys/wait.h>
#include <thread>
#include <unistd.h>

using namespace std::chrono_literals;
namespace logging = boost::log;

#if defined(__linux__)
/// Takes the place of the system's: a name server that never answers, for one name.
extern "C" int getaddrinfo(char const* host, char const* service, addrinfo const* hints, addrinfo** result)
{
    static_cast<void>(service);
    static_cast<void>(hints);
    static_cast<void>(result);
    if (host && std::string(host) == "hangs.test") {
        for (;;)
            ::pause();
    }
    return EAI_NONAME;
}
#endif

namespace {

void log_some(int count)
{
    logging::sources::logger log;
    for (int i = 0; i < count; ++i)
        BOOST_LOG(log) << "event " << i;
}

/// Logs when it is destroyed, after `main` has returned. It is made in `main`, with a logger that exists
/// already: an object that is older than Boost.Log's core finds no core when it logs, whatever the sinks are.
class logs_in_its_destructor
{
public:
    ~logs_in_its_destructor()
    {
        for (int i = 0; i < 10; ++i)
            BOOST_LOG(log_) << "late event " << i;
    }

private:
    logging::sources::logger log_;
};

log_fluentd::sink_config config(std::uint16_t port)
{
    log_fluentd::sink_config c;
    c.tag = "end";
    c.sender.servers = {{"127.0.0.1", port}};
    c.sender.buffer.flush_interval = 1h; // nothing goes but because the program ends
    c.sender.close_timeout = 20s;
    log_fluentd::test::guard_as_told(c.sender);
    return c;
}

void add_sink(log_fluentd::sink_config const& c)
{
    logging::core::get()->add_sink(log_fluentd::make_sink(c));
}

int return_from_main(log_fluentd::sink_config c)
{
    add_sink(c);
    log_some(1000);
    return 0;
}

int exit_here(log_fluentd::sink_config c)
{
    add_sink(c);
    log_some(1000);
    std::exit(0);
}

int exit_on_another_thread(log_fluentd::sink_config c)
{
    add_sink(c);
    log_some(1000);
    std::thread([] { std::exit(0); }).join();
    return 1;
}

int log_on_many_threads(log_fluentd::sink_config c)
{
    add_sink(c);
    std::thread threads[4];
    for (auto& t : threads)
        t = std::thread(log_some, 250);
    for (auto& t : threads)
        t.join();
    return 0;
}

int remove_the_sink(log_fluentd::sink_config c)
{
    add_sink(c);
    log_some(1000);
    logging::core::get()->remove_all_sinks();
    return 0;
}

int log_after_main(log_fluentd::sink_config c)
{
    static logs_in_its_destructor const late;
    return return_from_main(c);
}

int log_first_after_main(log_fluentd::sink_config c)
{
    static logs_in_its_destructor const late;
    add_sink(c);
    return 0;
}

int sender_only(log_fluentd::sink_config c)
{
    log_fluentd::sender s(c.sender);
    for (int i = 0; i < 1000; ++i)
        s.emit("end", {{"n", i}});
    return 0;
}

int static_sender(log_fluentd::sink_config c)
{
    static log_fluentd::sender s(c.sender);
    for (int i = 0; i < 1000; ++i)
        s.emit("end", {{"n", i}});
    return 0;
}

int global_events(log_fluentd::sink_config c)
{
    log_fluentd::setup("global", c.sender);
    for (int i = 0; i < 1000; ++i)
        log_fluentd::event("end", {{"n", i}});
    return 0;
}

/// OpenSSL ends itself then, when the process ends.
void use_openssl()
{
    ::OPENSSL_init_ssl(0, nullptr);
}

int openssl_before(log_fluentd::sink_config c)
{
    use_openssl();
    return sender_only(c);
}

/// Its end comes before that of what was there first.
int openssl_in_between(log_fluentd::sink_config c)
{
    auto other = log_fluentd::sender_config();
    other.tag = "other";
    other.servers.emplace_back().path = "/nowhere/at/all";
    other.close_timeout = 0ms;
    log_fluentd::sender s(other);
    s.emit("end", {{"n", 1}});
    use_openssl();
    return sender_only(c);
}

/// The handler says how many it got, after `main` has returned.
int discard_at_exit(log_fluentd::sink_config c)
{
    static std::uint64_t events = 0;
    c.sender.close_timeout = 2s;
    c.sender.on_discard = [](log_fluentd::discarded_events const& what) {
        events += what.events;
        if (events == 1000)
            static_cast<void>(::write(1, "all\n", 4) == 4);
    };
    return return_from_main(c);
}

int discard_handler_hangs(log_fluentd::sink_config c)
{
    c.sender.close_timeout = 300ms;
    c.sender.on_discard = [](log_fluentd::discarded_events const&) {
        for (;;)
            ::pause();
    };
    return return_from_main(c);
}

int discard_handler_exits(log_fluentd::sink_config c)
{
    c.sender.close_timeout = 300ms;
    c.sender.on_discard = [](log_fluentd::discarded_events const&) { std::exit(0); };
    add_sink(c);
    log_some(1);
    logging::core::get()->remove_all_sinks();
    for (;;)
        ::pause();
}

/// Runs a function when it is destroyed.
class at_end
{
public:
    explicit at_end(std::function<void()> f) : f_(std::move(f)) {}
    ~at_end() { f_(); }

private:
    std::function<void()> f_;
};

/// The exit hook is registered by the first event, and again by the first record: between the two runs of it
/// lie the static objects that were made between the two. The handler hangs, so the first run waits in vain.
int wait_once(log_fluentd::sink_config c)
{
    static std::chrono::steady_clock::time_point first_run_over;
    c.sender.close_timeout = 1s;
    static at_end const last([] {
        auto const took = std::chrono::steady_clock::now() - first_run_over;
        std::_Exit(took < 1s ? 0 : 1);
    });
    {
        log_fluentd::sender s(c.sender);
        s.emit("end", {{"n", 1}});
        s.close();
    }
    static at_end const between([] { first_run_over = std::chrono::steady_clock::now(); });
    c.sender.on_discard = [](log_fluentd::discarded_events const&) {
        for (;;)
            ::pause();
    };
    return return_from_main(c);
}

/// The exit hook has run for another sender when the first event comes.
int first_event_after_main(log_fluentd::sink_config c)
{
    static at_end const late([] {
        for (int i = 0; i < 999; ++i) {
            if (!log_fluentd::event("end", {{"n", i}}))
                std::_Exit(1);
        }
    });
    log_fluentd::setup("global", c.sender);
    log_fluentd::sender s(c.sender);
    s.emit("end", {{"n", 999}});
    return 0;
}

/// On an executor of the program's; the handler is busy with the first of 20 chunks when the program ends.
int discard_on_an_executor(log_fluentd::sink_config c)
{
    static std::atomic<int> calls{0};
    static std::atomic<bool> released{false};
    static std::shared_ptr<log_fluentd::sender> s;
    static at_end const last([] {
        bool const missed = s->statistics().discards_missed.events == 19;
        released = true;
        while (s->statistics().discards_waiting.events)
            std::this_thread::yield();
        std::_Exit(missed && calls == 1 ? 0 : 1);
    });
    c.sender.on_discard = [](log_fluentd::discarded_events const&) {
        ++calls;
        while (!released)
            std::this_thread::yield();
    };
    boost::asio::io_context context;
    s = log_fluentd::make_sender(context.get_executor(), c.sender);
    for (int i = 0; i < 20; ++i)
        s->emit(std::to_string(i), {{"n", i}});
    std::thread runs_it([&] { context.run(); });
    s->close(1ms);
    runs_it.join();
    while (!calls)
        std::this_thread::yield();
    return 0;
}

int close_in_time(log_fluentd::sink_config c)
{
    c.sender.close_timeout = 300ms;
    return return_from_main(c);
}

int hanging_resolver(log_fluentd::sink_config c)
{
    c.sender.servers[0].host = "hangs.test";
    c.sender.close_timeout = 300ms;
    return return_from_main(c);
}

/// A child that ends as any program does: nothing of the parent's is its to deliver, or to wait for.
int child_exits(log_fluentd::sink_config c)
{
    add_sink(c);
    log_some(1000);
    auto const begin = std::chrono::steady_clock::now();
    pid_t const child = ::fork();
    if (child == 0)
        std::exit(0);
    int status = 0;
    ::waitpid(child, &status, 0);
    return std::chrono::steady_clock::now() - begin < c.sender.close_timeout / 2 ? status : 1;
}

int exit_in_a_handler(log_fluentd::sink_config c)
{
    c.sender.buffer.flush_interval = 1ms;
    c.sender.on_diagnostic = [](log_fluentd::diagnostic const&) { std::exit(0); };
    add_sink(c);
    log_some(1);
    for (;;)
        ::pause();
}

} // namespace

int main(int argc, char** argv)
{
    std::map<std::string, std::function<int(log_fluentd::sink_config)>> const ways = {
        {"return_from_main", return_from_main},
        {"exit_here", exit_here},
        {"exit_on_another_thread", exit_on_another_thread},
        {"log_on_many_threads", log_on_many_threads},
        {"remove_the_sink", remove_the_sink},
        {"log_after_main", log_after_main},
        {"log_first_after_main", log_first_after_main},
        {"sender_only", sender_only},
        {"static_sender", static_sender},
        {"global_events", global_events},
        {"openssl_before", openssl_before},
        {"openssl_in_between", openssl_in_between},
        {"discard_at_exit", discard_at_exit},
        {"discard_handler_hangs", discard_handler_hangs},
        {"discard_handler_exits", discard_handler_exits},
        {"wait_once", wait_once},
        {"first_event_after_main", first_event_after_main},
        {"discard_on_an_executor", discard_on_an_executor},
        {"close_in_time", close_in_time},
        {"hanging_resolver", hanging_resolver},
        {"exit_in_a_handler", exit_in_a_handler},
        {"child_exits", child_exits},
    };
    if (argc != 3 || !ways.count(argv[1])) {
        std::cerr << "usage: " << argv[0] << " WAY PORT\n";
        return 2;
    }
    logging::add_common_attributes();
    return ways.at(argv[1])(config(static_cast<std::uint16_t>(std::stoi(argv[2]))));
}
