// Copyright (c) 2026 The log_fluentd authors
// Distributed under the Boost Software License, Version 1.0.
// (See accompanying file LICENSE_1_0.txt or https://www.boost.org/LICENSE_1_0.txt)

#ifndef LOG_FLUENTD_TEST_UNIT_DELIVERY_NETWORK_HPP_INCLUDED_
#define LOG_FLUENTD_TEST_UNIT_DELIVERY_NETWORK_HPP_INCLUDED_

/// \file
/// Delivery with a clock and a network of the test's own: servers that are scripted by functions.

#include "delivery/delivery.hpp"
#include "support/ack.hpp"
#include "support/buffer_access.hpp"

#include <log_fluentd/error.hpp>

#include <boost/test/unit_test.hpp>

#include <chrono>
#include <functional>
#include <map>
#include <memory>
#include <random>
#include <string>
#include <vector>

namespace log_fluentd::test {

/// Bytes of an event as the buffer takes them: `[0, {"n": number, "pad": ...}]`.
std::string event_bytes(int number, std::size_t padding = 0);
/// The same; the padding becomes smaller by a quarter at most, however it is compressed.
std::string hard_event_bytes(int number, std::size_t padding);

/// The numbers in the bytes of a chunk.
std::vector<int> numbers_in(std::string const& entries);

/// What a server of the test does with a frame.
enum class answer
{
    acknowledge,
    close,  ///< Closes the connection.
    silence ///< Takes it, and does not acknowledge.
};

struct frame
{
    std::size_t server;
    std::string tag;
    std::string id;
    std::size_t bytes; ///< On the wire: of the events, compressed or not.
    std::vector<int> numbers;
};

/// Delivery, and servers that answer at once.
struct network
{
    sender_config config;
    std::unique_ptr<detail::buffer> buffer;
    std::unique_ptr<detail::delivery> subject;
    detail::delivery::time_point now{};
    std::minstd_rand random{1};
    int ids_made = 0;

    std::vector<bool> is_up; ///< Takes connections.
    std::function<answer(frame const&)> on_frame = [](frame const&) { return answer::acknowledge; };
    std::vector<frame> frames; ///< All that were written.
    std::map<int, int> taken;  ///< How often each event was acknowledged.
    std::vector<detail::delivery_report> reports;
    std::vector<std::string> actions; ///< "connect 0", "disconnect 1", in order.

    explicit network(std::size_t servers = 1)
    {
        config.buffer = small_buffer();
        config.buffer.limit = 1024 * 1024;
        config.servers.resize(servers);
        for (std::size_t i = 0; i < servers; ++i)
            config.servers[i].host = std::string(1, static_cast<char>('a' + i));
    }

    void start()
    {
        is_up.resize(config.servers.size(), true);
        buffer = make_buffer(config.buffer);
        subject = std::make_unique<detail::delivery>(
            *buffer, config, [this] { return std::uniform_real_distribution<double>(0, 1)(random); },
            [this] { return "id" + std::to_string(++ids_made); });
    }

    /// Puts events in, sealed to one chunk.
    void chunk_of(std::vector<int> const& numbers, std::string const& tag = "t", std::size_t padding = 0)
    {
        for (int const n : numbers)
            put(*buffer, tag, event_bytes(n, padding));
        buffer->seal_all();
    }

    /// Does what the machine says, until it says nothing.
    void pump()
    {
        for (int steps = 0;; ++steps) {
            BOOST_REQUIRE(steps < 100000);
            auto const step = subject->next(now);
            if (step.what != detail::delivery_step::kind::nothing)
                perform(step);
            else if (subject->compresses())
                subject->compress_some();
            else
                break;
        }
        while (auto one = subject->take_reports())
            reports.push_back(*one);
    }

    /// Lets time go on to the next deadline, and on, until nothing waits or `end` has come.
    void run_until(std::chrono::milliseconds end)
    {
        detail::delivery::time_point const stop{end};
        pump();
        while (auto const next = subject->deadline()) {
            if (*next > stop)
                break;
            BOOST_REQUIRE((*next > now || is_quiet(*next)));
            now = std::max(now, *next);
            pump();
        }
        now = stop;
        pump();
    }

    void disconnect(std::size_t server, std::error_code why) { subject->disconnected(server, why, now); }

    void acknowledge(std::size_t server, std::string const& id)
    {
        auto const bytes = ack(id);
        subject->received(server, bytes.data(), bytes.size(), now);
    }

    statistics stats() const
    {
        auto const s = buffer->statistics();
        check_ledger(s);
        amount of_servers;
        for (auto const& one : s.servers)
            of_servers += one.delivered;
        BOOST_TEST((of_servers == s.delivered));
        return s;
    }

private:
    /// A deadline that stands still is a hot loop.
    bool is_quiet(detail::delivery::time_point) { return ++stood_still_ < 1000; }

    void perform(detail::delivery_step const& step)
    {
        using kind = detail::delivery_step::kind;
        auto const at = step.server;
        switch (step.what) {
        case kind::connect:
            actions.push_back("connect " + std::to_string(at));
            is_up[at] ? subject->connected(at, now) : subject->connect_failed(at, now);
            break;
        case kind::disconnect:
            actions.push_back("disconnect " + std::to_string(at));
            subject->disconnected(at, step.error, now);
            break;
        case kind::write:
            write(step);
            break;
        case kind::nothing:
            break;
        }
    }

    void write(detail::delivery_step const& step)
    {
        std::string const entries = bytes_of(*step.subject, *buffer);
        BOOST_TEST(entries.size() == step.subject->content.bytes);
        std::size_t const bytes = step.compressed.empty() ? entries.size() : step.compressed.size();
        frame const f{step.server, std::string(step.subject->tag), step.subject->id, bytes,
                      numbers_in(entries)};
        BOOST_TEST(f.numbers.size() == step.subject->content.events);
        frames.push_back(f);
        subject->written(step.server, now);
        switch (on_frame(f)) {
        case answer::acknowledge:
            for (int const n : f.numbers)
                ++taken[n];
            acknowledge(f.server, f.id);
            break;
        case answer::close:
            disconnect(f.server, errc::connection_closed);
            break;
        case answer::silence:
            break;
        }
    }

    int stood_still_ = 0;
};

} // namespace log_fluentd::test

#endif
