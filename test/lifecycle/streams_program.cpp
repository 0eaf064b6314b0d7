// Copyright (c) 2026 The log_fluentd authors
// Distributed under the Boost Software License, Version 1.0.
// (See accompanying file LICENSE_1_0.txt or https://www.boost.org/LICENSE_1_0.txt)

// A daemon: it has no standard streams, and prints all the same. What it does with its descriptors is seen in
// how it ends.
//
//     streams_program WAY PORT FOLDER

#include <log_fluentd/asio.hpp>
#include <log_fluentd/dict_config.hpp>
#include <log_fluentd/receiver.hpp>
#include <log_fluentd/sender.hpp>

#include <boost/asio/io_context.hpp>
#include <boost/json/parse.hpp>
#include <boost/log/core.hpp>
#include <boost/log/sources/logger.hpp>
#include <boost/log/sources/record_ostream.hpp>

#include <cerrno>
#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <fcntl.h>
#include <iostream>
#include <map>
#include <string>
#include <sys/wait.h>
#include <thread>
#include <unistd.h>
#include <vector>

using namespace std::chrono_literals;

namespace {

constexpr int events = 10;

log_fluentd::sender_config config(std::uint16_t port)
{
    log_fluentd::sender_config c;
    c.tag = "daemon";
    c.servers = {{"127.0.0.1", port}};
    c.buffer.flush_interval = 5ms;
    c.require_ack = false; // so that nothing but the receiver sees what else is in the stream
    c.close_timeout = 20s;
    return c;
}

/// To the numbers themselves, as the program and the libraries that it has may do.
void print()
{
    for (int const stream : {STDOUT_FILENO, STDERR_FILENO}) {
        constexpr char text[] = "this is not msgpack\n";
        if (::write(stream, text, sizeof(text) - 1) >= 0)
            std::_Exit(10); // it went somewhere
    }
    std::cout << "text" << std::endl;
    std::cerr << "text" << std::endl;
}

/// None of the three is open.
void check_streams()
{
    for (int stream = 0; stream < 3; ++stream) {
        if (::fcntl(stream, F_GETFD) >= 0 || errno != EBADF)
            std::_Exit(20 + stream);
    }
}

void emit_and_print(log_fluentd::sender& s)
{
    for (int i = 0; i < events; ++i) {
        s.emit("event", {{"n", i}});
        static_cast<void>(s.flush(20s));
        check_streams();
        print();
    }
}

int own_thread(std::uint16_t port, std::string const&)
{
    log_fluentd::sender s(config(port));
    emit_and_print(s);
    return s.close(20s) ? 0 : 1;
}

/// A context that has made no descriptor of its own yet.
int executor(std::uint16_t port, std::string const&)
{
    boost::asio::io_context context(1);
    auto const s = log_fluentd::make_sender(context.get_executor(), config(port));
    for (int i = 0; i < events; ++i) {
        s->emit("event", {{"n", i}});
        while (s->statistics().delivered.events != static_cast<std::uint64_t>(i) + 1)
            context.run_one_for(20ms);
        check_streams();
        print();
    }
    return 0;
}

int forked(std::uint16_t port, std::string const&)
{
    log_fluentd::sender s(config(port));
    s.emit("event", {{"n", 0}});
    static_cast<void>(s.flush(20s));
    pid_t const child = ::fork();
    if (child == 0) {
        check_streams();
        emit_and_print(s);
        std::_Exit(s.close(20s) ? 0 : 1);
    }
    int status = -1;
    ::waitpid(child, &status, 0);
    check_streams();
    return status == 0 && s.close(20s) ? 0 : 1;
}

/// Threads that make descriptors at the same time.
int many_senders(std::uint16_t port, std::string const&)
{
    std::vector<std::thread> threads;
    for (int t = 0; t < 4; ++t)
        threads.emplace_back([port] {
            for (int i = 0; i < 5; ++i) {
                log_fluentd::sender s(config(port));
                s.emit("event", {{"n", i}});
                s.close(20s);
            }
        });
    for (auto& t : threads)
        t.join();
    check_streams();
    return 0;
}

int handlers(std::uint16_t, std::string const& folder)
{
    log_fluentd::dict_config(boost::json::parse(R"({
        "version": 1,
        "handlers": {
            "file": {"class": "logging.FileHandler", "filename": ")" +
                                                folder + R"(/file"},
            "late": {"class": "logging.FileHandler", "filename": ")" +
                                                folder + R"(/late", "delay": true},
            "rotated": {"class": "logging.handlers.RotatingFileHandler", "filename": ")" +
                                                folder +
                                                R"(/rotated", "maxBytes": 20, "backupCount": 2},
            "udp": {"class": "logging.handlers.SysLogHandler", "address": ["127.0.0.1", 9]},
            "syslog": {"class": "logging.handlers.SysLogHandler", "address": "/dev/log"}},
        "root": {"level": "DEBUG", "handlers": ["file", "late", "rotated", "udp", "syslog"]}})"));
    check_streams();
    boost::log::sources::logger logger;
    for (int i = 0; i < events; ++i) {
        BOOST_LOG(logger) << "a record";
        check_streams();
        print();
    }
    return 0;
}

int receiver(std::uint16_t, std::string const&)
{
    log_fluentd::receiver server;
    check_streams();
    auto c = config(server.port());
    c.require_ack = true;
    log_fluentd::sender s(c);
    emit_and_print(s);
    server.stop();
    server.start();
    check_streams();
    emit_and_print(s);
    return server.wait_for(2 * events, 20s) && server.errors().empty() ? 0 : 1;
}

} // namespace

int main(int argc, char** argv)
{
    std::map<std::string, int (*)(std::uint16_t, std::string const&)> const ways = {
        {"own_thread", own_thread},     {"executor", executor}, {"forked", forked},
        {"many_senders", many_senders}, {"handlers", handlers}, {"receiver", receiver},
    };
    if (argc != 4 || !ways.count(argv[1])) {
        std::cerr << "usage: " << argv[0] << " WAY PORT FOLDER\n";
        return 2;
    }
    for (int stream = 0; stream < 3; ++stream)
        ::close(stream);
    return ways.at(argv[1])(static_cast<std::uint16_t>(std::stoi(argv[2])), argv[3]);
}
