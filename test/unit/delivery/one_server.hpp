// Copyright (c) 2026 The log_fluentd authors
// Distributed under the Boost Software License, Version 1.0.
// (See accompanying file LICENSE_1_0.txt or https://www.boost.org/LICENSE_1_0.txt)

#ifndef LOG_FLUENTD_TEST_UNIT_DELIVERY_ONE_SERVER_HPP_INCLUDED_
#define LOG_FLUENTD_TEST_UNIT_DELIVERY_ONE_SERVER_HPP_INCLUDED_

#include "delivery/delivery.hpp"
#include "support/ack.hpp"
#include "support/buffer_access.hpp"

#include <log_fluentd/error.hpp>

#include <boost/test/unit_test.hpp>

#include <chrono>
#include <cstddef>
#include <initializer_list>
#include <memory>
#include <string>
#include <system_error>

namespace log_fluentd::test {

/// A delivery with a clock, a random number and a network of the test's own.
struct one_server
{
    using delivery = detail::delivery;
    using kind = detail::delivery_step::kind;

    sender_config config;
    std::unique_ptr<detail::buffer> buffer;
    double random = 0.5;
    int ids_made = 0;
    delivery::time_point now{};
    std::unique_ptr<delivery> subject;

    one_server()
    {
        config.servers.resize(1);
        config.buffer = small_buffer();
        config.window = 3;
        config.retry = {std::chrono::milliseconds(100), std::chrono::milliseconds(1000)};
        config.write_timeout = std::chrono::seconds(2);
        config.ack_timeout = std::chrono::seconds(5);
        make();
    }

    void make()
    {
        buffer = make_buffer(config.buffer);
        subject = std::make_unique<delivery>(
            *buffer, config, [this] { return random; }, [this] { return "id" + std::to_string(++ids_made); });
    }

    /// A sealed chunk with one event.
    void chunk_of(std::string const& event)
    {
        put(*buffer, "t", event);
        buffer->seal_all();
    }

    kind next() { return subject->next(now).what; }

    /// Expects a write and tells what is written, as `event:id`.
    std::string write()
    {
        auto const step = subject->next(now);
        if (step.what != kind::write)
            return "nothing";
        return bytes_of(*step.subject, *buffer) + ':' + step.subject->id;
    }

    void written() { subject->written(0, now); }

    void connect()
    {
        BOOST_TEST((next() == kind::connect));
        subject->connected(0, now);
    }

    /// Chunks with one event each, all written on a new connection.
    void send(std::initializer_list<std::string> events)
    {
        for (auto const& event : events)
            chunk_of(event);
        connect();
        for (std::size_t i = 0; i != events.size(); ++i) {
            write();
            written();
        }
    }

    void acknowledge(std::string const& id)
    {
        auto const bytes = ack(id);
        subject->received(0, bytes.data(), bytes.size(), now);
    }

    /// Does what the machine says when it wants to be rid of its connection.
    std::error_code dropped()
    {
        auto const step = subject->next(now);
        if (step.what != kind::disconnect)
            return {};
        subject->disconnected(0, step.error, now);
        return step.error;
    }

    statistics stats() const
    {
        auto const s = buffer->statistics();
        check_ledger(s);
        return s;
    }
};

} // namespace log_fluentd::test

#endif
