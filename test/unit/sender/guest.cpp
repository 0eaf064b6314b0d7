// Copyright (c) 2026 The log_fluentd authors
// Distributed under the Boost Software License, Version 1.0.
// (See accompanying file LICENSE_1_0.txt or https://www.boost.org/LICENSE_1_0.txt)

// What the library does and does not do to the process that it lives in.

#include "base/diagnostics.hpp"
#include "os/thread.hpp"
#include "support/needs.hpp"
#include "support/sender_access.hpp"

#include <log_fluentd/asio.hpp>
#include <log_fluentd/receiver.hpp>

#include <boost/asio/executor_work_guard.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/post.hpp>
#include <boost/test/unit_test.hpp>

#include <array>
#include <atomic>
#include <chrono>
#include <dirent.h>
#include <fcntl.h>
#include <fstream>
#include <future>
#include <pthread.h>
#include <set>
#include <signal.h>
#include <string>
#include <thread>
#include <unistd.h>

using namespace log_fluentd;
using namespace log_fluentd::test;
using namespace std::chrono_literals;

namespace {

std::set<int> open_descriptors()
{
    std::set<int> found;
    DIR* const folder = ::opendir("/proc/self/fd");
    while (dirent const* entry = ::readdir(folder))
        found.insert(std::atoi(entry->d_name));
    ::closedir(folder);
    return found;
}

/// How many threads of this name there are. One that begins or ends meanwhile may be missed.
std::size_t threads_named(std::string const& name)
{
    DIR* const folder = ::opendir("/proc/self/task");
    std::size_t found = 0;
    while (dirent const* entry = ::readdir(folder)) {
        std::ifstream file("/proc/self/task/" + std::string(entry->d_name) + "/comm");
        std::string line;
        found += std::getline(file, line) && line == name;
    }
    ::closedir(folder);
    return found;
}

/// Whether there comes to be no thread of this name: one that was joined, or of a sender that was let go, may
/// be seen a little longer.
bool no_thread_is_left(std::string const& name)
{
    auto const end = std::chrono::steady_clock::now() + patience;
    while (threads_named(name) != 0) {
        if (std::chrono::steady_clock::now() > end)
            return false;
        std::this_thread::yield();
    }
    return true;
}

struct thread_state
{
    std::string name;
    sigset_t blocked;
};

thread_state this_thread()
{
    thread_state result{};
    std::array<char, 16> name{};
    ::pthread_getname_np(::pthread_self(), name.data(), name.size());
    result.name = name.data();
    ::pthread_sigmask(SIG_BLOCK, nullptr, &result.blocked);
    return result;
}

void check_thread(thread_state const& thread, std::string const& name)
{
    BOOST_TEST(thread.name == name);
    for (int signal : {SIGTERM, SIGINT, SIGHUP, SIGUSR1, SIGPIPE, SIGCHLD})
        BOOST_TEST(::sigismember(&thread.blocked, signal) == 1);
}

/// An executor of the application's.
struct application
{
    boost::asio::io_context context;
    boost::asio::executor_work_guard<boost::asio::io_context::executor_type> work{context.get_executor()};
    std::thread first{[this] { context.run(); }};
    std::thread second{[this] { context.run(); }};

    ~application()
    {
        work.reset();
        first.join();
        second.join();
    }
};

} // namespace

BOOST_AUTO_TEST_SUITE(guest)

#ifdef __linux__
BOOST_AUTO_TEST_CASE(the_thread_has_a_name_and_takes_no_signals,
                     *boost::unit_test::precondition(needs_linux("names of threads")))
{
    log_fluentd::receiver server;
    diagnostics reported;
    BOOST_TEST(no_thread_is_left("log_fluentd")); // of the tests before
    auto config = sender_to(server.port(), reported);
    std::promise<thread_state> state;
    config.on_diagnostic = [&](diagnostic const& what) {
        if (what.kind == diagnostic_kind::connected)
            state.set_value(this_thread());
    };
    sender s(config);
    BOOST_TEST(threads_named("log_fluentd") == 0u); // none before the first event
    s.emit("a", {{"n", 1}});
    check_thread(state.get_future().get(), "log_fluentd");
    BOOST_TEST(bool(s.close(patience)));
    BOOST_TEST(no_thread_is_left("log_fluentd")); // and none after the end
}

BOOST_AUTO_TEST_CASE(so_has_the_discard_handler_s,
                     *boost::unit_test::precondition(needs_linux("names of threads")))
{
    diagnostics reported;
    auto config = sender_to(1, reported); // nobody is there
    config.on_discard = [](discarded_events const&) {};
    sender s(config);
    s.emit("a", {{"n", 1}});
    BOOST_TEST(no_thread_is_left("fluentd-discard")); // none before something is discarded
    std::promise<thread_state> state;
    config.on_discard = [&](discarded_events const&) { state.set_value(this_thread()); };
    sender t(config);
    t.emit("a", {{"n", 1}});
    t.close(200ms);
    check_thread(state.get_future().get(), "fluentd-discard");
    s.close(0ms);
    BOOST_TEST(no_thread_is_left("fluentd-discard"));
}

BOOST_AUTO_TEST_CASE(every_descriptor_is_close_on_exec_and_none_is_left)
{
    log_fluentd::receiver server;
    diagnostics reported;
    BOOST_TEST(no_thread_is_left("log_fluentd")); // whose descriptors would be free in the middle of this
    auto const before = open_descriptors();
    {
        sender s(sender_to(server.port(), reported));
        s.emit("a", {{"n", 1}});
        BOOST_TEST(bool(s.flush(patience)));
        std::size_t ours = 0;
        for (int descriptor : open_descriptors()) {
            int const flags = ::fcntl(descriptor, F_GETFD);
            if (before.count(descriptor) || flags < 0)
                continue;
            ++ours;
            BOOST_CHECK_MESSAGE(flags & FD_CLOEXEC, "descriptor " << descriptor);
        }
        BOOST_TEST(ours >= 2u);
        BOOST_TEST(bool(s.close(patience)));
    }
    server.stop();
    std::size_t left = 0;
    for (int descriptor : open_descriptors())
        left += !before.count(descriptor) && ::fcntl(descriptor, F_GETFD) >= 0;
    BOOST_TEST(left == 0u);
}
#endif

BOOST_AUTO_TEST_CASE(it_runs_on_the_applications_executor)
{
    log_fluentd::receiver server;
    diagnostics reported;
    application app;
    auto const s = make_sender(app.context.get_executor(), sender_to(server.port(), reported));
    for (int i = 0; i < 1000; ++i)
        BOOST_TEST(s->emit("a", {{"n", i}}));
    BOOST_TEST(bool(s->flush(patience)));
    BOOST_TEST(server.event_count() == 1000u);
    BOOST_TEST(bool(s->close(patience)));
    checked(*s);
}

BOOST_AUTO_TEST_CASE(a_sender_on_an_executor_may_be_destroyed_with_work_to_do)
{
    log_fluentd::receiver server;
    diagnostics reported;
    application app;
    auto config = sender_to(server.port(), reported);
    config.close_timeout = patience;
    {
        auto const s = make_sender(app.context.get_executor(), config);
        s->emit("a", {{"n", 1}});
    }
    BOOST_TEST(server.wait_for(1, patience));
}

BOOST_AUTO_TEST_CASE(a_sender_on_an_executor_that_is_destroyed_hands_over_what_it_discards)
{
    diagnostics reported;
    application app;
    auto config = sender_to(1, reported); // nobody is there
    config.close_timeout = 20ms;
    std::promise<std::uint64_t> events;
    config.on_discard = [&](discarded_events const& what) { events.set_value(what.events); };
    {
        auto const s = make_sender(app.context.get_executor(), config);
        s->emit("a", {{"n", 1}});
        s->emit("a", {{"n", 2}});
    }
    BOOST_TEST(events.get_future().get() == 2u);
}

#ifdef __linux__
BOOST_AUTO_TEST_CASE(an_executor_that_nobody_runs_leaves_no_thread_of_the_discard_handler)
{
    diagnostics reported;
    auto config = sender_to(1, reported);
    config.buffer.limit = 64 * 1024;
    config.buffer.chunk_limit = 4096;
    struct call // whose thread nobody joins
    {
        std::promise<void> made;
        std::atomic<bool> is_first{true};
    };
    auto const first = std::make_shared<call>();
    config.on_discard = [first](discarded_events const&) {
        if (first->is_first.exchange(false))
            first->made.set_value();
    };
    {
        boost::asio::io_context nobody_runs_it;
        auto const s = make_sender(nobody_runs_it.get_executor(), config);
        while (s->emit("a", {{"n", 1}})) {
        }
        first->made.get_future().wait();
        BOOST_TEST((s->close(5ms).error == errc::timed_out));
    }
    BOOST_TEST(no_thread_is_left("fluentd-discard"));
}
#endif

BOOST_AUTO_TEST_CASE(an_executor_that_nobody_runs_does_not_hang_close)
{
    log_fluentd::receiver server;
    diagnostics reported;
    boost::asio::io_context nobody_runs_it;
    auto const s = make_sender(nobody_runs_it.get_executor(), sender_to(server.port(), reported));
    s->emit("a", {{"n", 1}});
    BOOST_TEST((s->flush(5ms).error == errc::timed_out));
    auto const closed = s->close(5ms);
    BOOST_TEST((closed.error == errc::timed_out));
    BOOST_TEST(closed.left.events == 1u);
    checked(*s);
}

BOOST_AUTO_TEST_CASE(after_close_has_timed_out_the_executors_context_may_go)
{
    log_fluentd::receiver server;
    diagnostics reported;
    auto config = sender_to(server.port(), reported);
    std::shared_ptr<sender> s;
    {
        boost::asio::io_context nobody_runs_it;
        s = make_sender(nobody_runs_it.get_executor(), config);
        s->emit("a", {{"n", 1}});
        BOOST_TEST((s->close(5ms).error == errc::timed_out));
    }
    BOOST_TEST(!s->emit("a", {{"n", 2}}));
    BOOST_TEST((s->flush(5ms).error == errc::discarded)); // nothing waits any more
    BOOST_TEST(checked(*s).total_discarded().events == 1u);
}

BOOST_AUTO_TEST_CASE(waiting_on_the_strand_is_an_error)
{
    log_fluentd::receiver server;
    diagnostics reported;
    auto config = sender_to(server.port(), reported);
    std::promise<std::error_code> answer;
    std::shared_ptr<sender> s;
    config.on_diagnostic = [&](diagnostic const& what) {
        if (what.kind == diagnostic_kind::connected)
            answer.set_value(s->flush(patience).error);
    };
    application app;
    s = make_sender(app.context.get_executor(), config);
    s->emit("a", {{"n", 1}});
    BOOST_TEST((answer.get_future().get() == errc::wrong_thread));
    BOOST_TEST(bool(s->close(patience)));
}

BOOST_AUTO_TEST_CASE(lines_on_standard_error_are_few_and_never_wait)
{
    int ends[2];
    BOOST_REQUIRE(::pipe(ends) == 0);
    std::string text(std::size_t{1} << 20, 'x');
    ::fcntl(ends[1], F_SETFL, O_NONBLOCK);
    auto const filled = ::write(ends[1], text.data(), text.size()); // all that there is room for
    ::fcntl(ends[1], F_SETFL, 0);
    BOOST_REQUIRE(filled > 0);
    int const saved = ::dup(STDERR_FILENO);
    ::dup2(ends[1], STDERR_FILENO);
    detail::report_to_stderr({diagnostic_kind::connected, "would wait", {}});
    bool const is_drained = ::read(ends[0], text.data(), text.size()) == filled;
    for (int i = 0; i < 1000; ++i)
        detail::report_to_stderr({diagnostic_kind::connected, "line " + std::to_string(i), {}});
    ::dup2(saved, STDERR_FILENO);
    ::close(saved);
    ::close(ends[1]);
    BOOST_TEST(is_drained);
    auto const size = ::read(ends[0], text.data(), text.size());
    ::close(ends[0]);
    BOOST_REQUIRE(size > 0);
    text.resize(std::size_t(size));
    BOOST_TEST(std::count(text.begin(), text.end(), '\n') <= 10);
    BOOST_TEST(text.find("log_fluentd: line 0 (1 messages before were left out)\n") == 0u, text);
}

BOOST_AUTO_TEST_SUITE_END()
