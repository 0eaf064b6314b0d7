// Copyright (c) 2026 The log_fluentd authors
// Distributed under the Boost Software License, Version 1.0.
// (See accompanying file LICENSE_1_0.txt or https://www.boost.org/LICENSE_1_0.txt)

#ifndef LOG_FLUENTD_TEST_UNIT_DELIVERY_SCHEDULE_HPP_INCLUDED_
#define LOG_FLUENTD_TEST_UNIT_DELIVERY_SCHEDULE_HPP_INCLUDED_

/// \file
/// Delivery under a random schedule of faults: a seed makes the configuration, what is logged, how the
/// servers answer, and how time goes on.

#include "network.hpp"
#include "scripted_server.hpp"

#include <algorithm>
#include <map>
#include <memory>
#include <random>
#include <string>
#include <utility>
#include <vector>

namespace log_fluentd::test {

using namespace std::chrono_literals;
using std::chrono::milliseconds;

class schedule
{
public:
    schedule(unsigned seed, std::vector<fault> faults) : random_(seed), faults_(std::move(faults))
    {
        config_.buffer = small_buffer();
        config_.buffer.limit = 4 * 1024 * 1024;
        config_.require_ack = below(4) != 0;
        config_.window = 1 + below(6);
        config_.window_bytes = below(3) ? 1 << 20 : 4096;
        config_.ack_timeout = 3s;
        config_.write_timeout = 2s;
        config_.retry = {100ms, 2s};
        config_.compress.method =
            below(8) ? compression::none : static_cast<compression>(1 + below(2)); // slow
        config_.compress.min_size = below(3000);
        config_.max_connection_age = below(4) ? 0s : 5s;
        config_.idle_timeout = below(4) ? 0s : 2s;
        config_.servers.resize(1 + below(3));
        for (auto& s : config_.servers)
            s.weight = 1 + static_cast<unsigned>(below(5));
        if (config_.servers.size() > 1)
            config_.servers.back().standby = below(2);
        servers_.resize(config_.servers.size());
        buffer_ = make_buffer(config_.buffer);
        subject_ = std::make_unique<delivery>(
            *buffer_, config_, [this] { return std::uniform_real_distribution<double>(0, 1)(random_); },
            [this] { return "id" + std::to_string(++ids_); });
    }

    void run()
    {
        for (int i = 0; i < 120; ++i) {
            if (below(3) == 0)
                log();
            if (subject_->compresses() && below(3))
                subject_->compress_some();
            one_event();
            pump();
            check();
        }
        heal();
        // What is left arrives, however unlucky it was; the longest waits are seconds.
        for (int i = 0; i < 100000 && !buffer_->outgoing().empty(); ++i) {
            if (subject_->compresses())
                subject_->compress_some();
            one_event();
            pump();
        }
        check();
        check_end();
    }

private:
    std::size_t below(std::size_t n) { return random_() % n; }

    void log()
    {
        std::string const tag(1, static_cast<char>('a' + below(3)));
        for (std::size_t i = 0, count = 1 + below(4); i < count; ++i) {
            auto const result = put(*buffer_, tag, event_bytes(logged_, below(10) ? below(50) : 3000));
            BOOST_REQUIRE(!result.rejected);
            ++logged_;
        }
        buffer_->seal_all();
    }

    /// Something happens, or time goes on.
    void one_event()
    {
        auto const at = below(servers_.size());
        auto& s = servers_[at];
        switch (below(4)) {
        case 0:
            if (s.connecting && s.answers)
                finish_connect(at);
            else
                pass(milliseconds(below(200)));
            break;
        case 1:
            s.has_writing ? go_on_writing(at) : pass(milliseconds(below(50)));
            break;
        case 2:
            s.answers_later.empty() ? pass_to_deadline() : answer(at);
            break;
        default:
            if (!s.is_up && below(4) == 0)
                s.is_up = s.answers = true;
            else if (!healed_ && s.is_open && below(20) == 0) // out of the blue
                drop(at, std::make_error_code(std::errc::connection_reset));
            else if (!s.under_way.empty())
                arrive(at);
            else
                pass_to_deadline();
        }
        for (std::size_t i = 0; i < servers_.size(); ++i) { // as the connector would
            if (servers_[i].connecting && now_ >= servers_[i].connects_at + 5s)
                finish_connect(i, false);
        }
    }

    void pass(milliseconds time) { now_ += time; }

    /// Time goes on to what the machine waits for, or one of the servers does.
    void pass_to_deadline()
    {
        auto next = now_ + 1s;
        if (auto const deadline = subject_->deadline())
            next = std::min(next, std::max(now_, *deadline));
        now_ = next;
    }

    void finish_connect(std::size_t at, bool good = true)
    {
        auto& s = servers_[at];
        s.connecting = false;
        if (!good || !s.is_up)
            return subject_->connect_failed(at, now_);
        s = {};
        s.is_open = true;
        subject_->connected(at, now_);
    }

    void go_on_writing(std::size_t at)
    {
        auto& s = servers_[at];
        if (s.is_stalled)
            return pass(milliseconds(below(500)));
        if (below(3) == 0) {
            subject_->write_progressed(at, now_);
            return pass(milliseconds(below(500)));
        }
        frame_read(at, healed_ ? fault::none : next_fault());
    }

    fault next_fault() { return below(3) ? fault::none : faults_[below(faults_.size())]; }

    void frame_read(std::size_t at, fault what)
    {
        auto& s = servers_[at];
        if (what == fault::close_within)
            return drop(at, errc::connection_closed);
        if (what == fault::reset)
            return drop(at, std::make_error_code(std::errc::connection_reset));
        if (what == fault::go_down || what == fault::black_hole) {
            s.is_up = false;
            s.answers = what != fault::black_hole;
            return drop(at, std::make_error_code(std::errc::connection_reset));
        }
        if (what == fault::stall) {
            s.is_stalled = true;
            return;
        }
        if (!config_.require_ack)
            s.under_way.push_back({subject_->bytes_written(at), s.numbers});
        else if (what != fault::refuse)
            take(s.numbers);
        auto const id = s.id;
        s.has_writing = false;
        if (below(2) == 0 && config_.require_ack && what == fault::none) { // before the driver knows
            say(at, ack(id));
            subject_->written(at, now_);
            return;
        }
        subject_->written(at, now_);
        reply(at, id, what);
    }

    void take(std::vector<int> const& numbers)
    {
        for (int const n : numbers)
            ++taken_[n];
    }

    /// Some bytes arrive in the server's kernel: of a frame a part, too.
    void arrive(std::size_t at)
    {
        auto& s = servers_[at];
        auto const first = s.under_way.front();
        if (below(2))
            return subject_->confirmed(at, first.end - 1, now_);
        s.under_way.pop_front();
        take(first.numbers);
        subject_->confirmed(at, first.end, now_);
    }

    void reply(std::size_t at, std::string const& id, fault what)
    {
        auto& s = servers_[at];
        if (what == fault::refuse || what == fault::close_behind)
            return drop(at, errc::connection_closed);
        if (!config_.require_ack)
            return;
        s.unacknowledged.push_back(id);
        auto const done = [&] { s.unacknowledged.pop_back(); };
        switch (what) {
        case fault::late:
            s.answers_later.push_back({now_, ack(id)});
            return done();
        case fault::twice:
            done();
            return say(at, ack(id) + ack(id));
        case fault::never:
            return;
        case fault::wrong:
            return say(at, ack("nobody's"));
        case fault::other: {
            auto const other = s.unacknowledged.front();
            s.unacknowledged.pop_front();
            return say(at, ack(other));
        }
        case fault::garbage:
            return say(at, "\xc1garbage");
        case fault::half: {
            auto const whole = ack(id);
            s.answers_later.push_back({now_, whole.substr(4)});
            done();
            return say(at, whole.substr(0, 4));
        }
        case fault::hello:
            return say(at, "\x92\xa4HELO\x80");
        default:
            done();
            if (below(2))
                return say(at, ack(id));
            s.answers_later.push_back({now_, ack(id)});
        }
    }

    void answer(std::size_t at)
    {
        auto& s = servers_[at];
        std::string bytes;
        for (auto n = 1 + below(3); n && !s.answers_later.empty(); --n) { // in any grouping
            bytes += s.answers_later.front().second;
            s.answers_later.pop_front();
        }
        say(at, bytes);
    }

    void say(std::size_t at, std::string const& bytes)
    {
        for (std::size_t done = 0; done < bytes.size();) {
            auto const now = std::min(bytes.size() - done, 1 + below(20));
            subject_->received(at, bytes.data() + done, now, now_);
            done += now;
        }
    }

    void drop(std::size_t at, std::error_code why)
    {
        auto& s = servers_[at];
        bool const is_up = s.is_up, answers = s.answers;
        s = {};
        s.is_up = is_up;
        s.answers = answers;
        subject_->disconnected(at, why, now_);
    }

    void heal()
    {
        healed_ = true;
        for (auto& s : servers_)
            s.is_up = s.answers = true;
    }

    void pump()
    {
        for (int steps = 0;; ++steps) {
            BOOST_REQUIRE(steps < 1000);
            auto const step = subject_->next(now_);
            if (step.what == delivery_step::kind::nothing)
                break;
            perform(step);
        }
        while (subject_->take_reports()) {
        }
    }

    void perform(delivery_step const& step)
    {
        auto& s = servers_[step.server];
        if (step.what == delivery_step::kind::disconnect)
            return drop(step.server, step.error);
        if (step.what == delivery_step::kind::connect) {
            BOOST_REQUIRE((!s.connecting && !s.is_open));
            s.connecting = true;
            s.connects_at = now_;
            return;
        }
        BOOST_REQUIRE((s.is_open && !s.has_writing)); // one frame at a time
        s.has_writing = true;
        s.id = step.subject->id;
        s.numbers = numbers_in(bytes_of(*step.subject, *buffer_));
    }

    void check()
    {
        auto const s = buffer_->statistics();
        check_ledger(s);
        std::size_t on_the_way = 0;
        for (std::size_t i = 0; i < servers_.size(); ++i) {
            BOOST_TEST(subject_->in_flight(i) <= config_.window);
            on_the_way += subject_->in_flight(i);
        }
        BOOST_TEST(s.unacknowledged == on_the_way);
        BOOST_TEST(s.total_discarded().events == 0u);
    }

    void check_end()
    {
        auto const s = buffer_->statistics();
        BOOST_TEST(s.waiting.events == 0u);
        BOOST_TEST(s.delivered.events == static_cast<std::uint64_t>(logged_));
        BOOST_TEST(s.buffer_bytes == 0u);
        std::uint64_t doubled = 0;
        for (int i = 0; i < logged_; ++i) {
            BOOST_CHECK_MESSAGE(taken_[i] >= 1, "event " << i << " is lost");
            doubled += static_cast<std::uint64_t>(taken_[i] - 1);
        }
        BOOST_TEST(doubled <= s.resent.events);
    }

    std::minstd_rand random_;
    std::vector<fault> faults_;
    sender_config config_;
    std::vector<scripted_server> servers_;
    std::unique_ptr<detail::buffer> buffer_;
    std::unique_ptr<delivery> subject_;
    delivery::time_point now_{};
    int ids_ = 0;
    int logged_ = 0;
    std::map<int, int> taken_;
    bool healed_ = false;
};

} // namespace log_fluentd::test

#endif
