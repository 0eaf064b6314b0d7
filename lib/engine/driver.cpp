// Copyright (c) 2026 The log_fluentd authors
// Distributed under the Boost Software License, Version 1.0.
// (See accompanying file LICENSE_1_0.txt or https://www.boost.org/LICENSE_1_0.txt)

#include "engine/driver.hpp"

#include "forward/frame.hpp"
#include "os/uninterrupted.hpp"
#include "transport/tls_source.hpp"

#include <boost/asio/bind_allocator.hpp>
#include <boost/asio/post.hpp>

#include <algorithm>
#include <random>
#include <utility>

namespace log_fluentd::detail {

namespace asio = boost::asio;

namespace {

/// Copies of it continue the same sequence.
std::function<double()> random_source()
{
    auto const generator = std::make_shared<std::minstd_rand>(std::random_device()());
    return [generator] { return std::uniform_real_distribution<double>(0, 1)(*generator); };
}

std::shared_ptr<tls_source> source_for(tls_config const& config, std::shared_ptr<tls_source> made)
{
    if (!config.enabled)
        return nullptr;
    return made ? made->of_this_process() : std::make_shared<tls_source>(config);
}

} // namespace

driver::driver(asio::any_io_executor strand, std::shared_ptr<buffer> source, sender_config config,
               engine_events events)
    : strand_(std::move(strand)),
      buffer_(std::move(source)),
      config_(std::move(config)),
      events_(std::move(events)),
      tls_(source_for(config_.tls, std::exchange(events_.tls, nullptr))),
      delivery_(*buffer_, config_, random_source(), make_chunk_id),
      seal_timer_(strand_),
      deadline_timer_(strand_),
      close_timer_(strand_),
      memory_timer_(strand_),
      shortage_timer_(strand_)
{
    connection_owner& owner = *this;
    for (std::size_t i = 0; i < config_.servers.size(); ++i)
        connections_.push_back(
            std::make_unique<connection>(strand_, owner, delivery_, buffer_->pool(), config_, tls_.get(), i));
}

/// From any thread.
/// \returns whether `f` will be called on the strand, which requires memory.
template <typename Function>
bool driver::post(Function f) noexcept
{
    if (is_left_at_exit) // objects that Asio needs may be destroyed
        return false;
    in_unseen_lock const asios;
    try {
        asio::post(strand_,
                   [self = shared_from_this(), f = std::move(f)]() mutable { self->run([&] { f(*self); }); });
        return true;
    } catch (std::exception const&) {
        return false;
    }
}

bool driver::wake() noexcept
{
    if (wake_pending_.exchange(true) || post([](driver& d) { d.on_wake(); }))
        return true;
    wake_pending_.store(false);
    buffer_->wake_was_missed();
    return false;
}

void driver::lost_a_step() noexcept
{
    if (!ended() && !is_left_at_exit)
        recover();
}

void driver::look() noexcept
{
    run([this] { on_wake(); });
}

void driver::hurry() noexcept
{
    if (!hurry_pending_.exchange(true) && !post([](driver& d) { d.on_hurry(); }))
        hurry_pending_.store(false); // somebody waits a little longer
}

bool driver::close(clock::time_point deadline) noexcept
{
    return post([deadline](driver& d) { d.begin_close(deadline); });
}

void driver::close_here(clock::time_point deadline) noexcept
{
    run([&] { begin_close(deadline); });
}

bool driver::report(diagnostic what) noexcept
{
    if (!reports_.add(std::move(what)))
        return false;
    post([](driver&) {}); // if it fails, the next handler reports it
    return true;
}

void driver::begin_close(clock::time_point deadline)
{
    if (closing_)
        return;
    closing_ = true; // even if the timer fails
    close_deadline_ = deadline;
    delivery_.end_at(deadline, clock::now());
    wait_for_close();
}

void driver::wait_for_close()
{
    if (!closing_ || close_timer_runs_)
        return;
    close_timer_.expires_at(close_deadline_);
    close_timer_.async_wait([self = shared_from_this()](io_error cancelled) {
        if (!cancelled)
            self->run([&] { self->out_of_time_ = true; });
    });
    close_timer_runs_ = true;
}

/// Runs a handler on the strand. Afterwards everything is done that can be done now.
template <typename Function>
void driver::run(Function f) noexcept
{
    if (ended() || is_left_at_exit)
        return;
    run_contained(
        [&] {
            f();
            pump();
        },
        [&] { recover(); });
}

void driver::on_wake()
{
    wake_pending_.store(false); // before looking, so that nothing added after the look is missed
    if (auto const on_start = std::exchange(events_.on_start, nullptr))
        on_start();
    if (buffer_->outgoing().take_full_report())
        report_full();
}

void driver::on_hurry()
{
    hurry_pending_.store(false); // before looking, as above
    delivery_.hurry(clock::now());
}

void driver::pump()
{
    buffer_->outgoing().make_gap_events(closing_);
    wait_for_close();
    seal_later();
    while (!out_of_time_) {
        auto const step = delivery_.next(clock::now());
        if (step.what == delivery_step::kind::nothing)
            break;
        connection& to = *connections_[step.server];
        if (step.what == delivery_step::kind::connect)
            to.connect();
        else if (step.what == delivery_step::kind::write)
            to.write(step);
        else
            to.lose(step.error);
    }
    compress_later();
    give_back_later();
    report_all();
    report(reports_.take());
    wait_for_deadline();
    end_if_done();
    shortage_waits_ = {};
}

/// Starts again with new connections. Unfinished work is forgotten, but no event is.
void driver::recover() noexcept
{
    for (auto const& c : connections_) {
        try {
            c->recover();
        } catch (std::exception const&) { // it could not be reported; the others are recovered anyway
        }
    }
    for (auto const again : {&driver::seal_later, &driver::compress_later, &driver::wait_for_close,
                             &driver::wait_for_deadline, &driver::go_on_later}) {
        try {
            (this->*again)();
        } catch (std::exception const&) { // the last of these functions tries again
        }
    }
    bool const goes_on = close_timer_runs_ || (shortage_timer_runs_ && clock::now() < close_deadline_);
    if (!closing_ || goes_on || ended_)
        return;
    try {
        end(); // otherwise a caller of close could wait forever, because nothing may cause another attempt
    } catch (std::exception const&) { // it has ended as far as possible
    }
}

/// After a shortage of memory there may be no other timer, and no other event. Then this timer tries
/// unfinished work again. Its handler needs no memory.
void driver::go_on_later()
{
    if (shortage_timer_runs_ || ended_)
        return;
    shortage_timer_.expires_after(closing_ ? start_waits::first : shortage_waits_.next());
    auto handler = [self = shared_from_this()](io_error cancelled) {
        self->shortage_timer_runs_ = false;
        if (!cancelled)
            self->run([] {});
    };
    shortage_timer_.async_wait(
        asio::bind_allocator(handler_allocator<void>(shortage_memory_), std::move(handler)));
    shortage_timer_runs_ = true;
}

/// One timer for all open chunks: none waits longer than the interval, and an idle sender has no timer.
void driver::seal_later()
{
    if (closing_)
        buffer_->seal_all();
    if (seal_timer_runs_ || !buffer_->outgoing().has_open())
        return;
    seal_timer_.expires_after(config_.buffer.flush_interval);
    seal_timer_.async_wait([self = shared_from_this()](io_error cancelled) {
        self->seal_timer_runs_ = false;
        if (!cancelled)
            self->run([&] { self->buffer_->seal_all(); });
    });
    seal_timer_runs_ = true;
}

/// One timer while there is memory that was not needed for a while: an idle sender soon has neither.
void driver::give_back_later()
{
    constexpr std::chrono::seconds a_while{5};
    if (memory_timer_runs_ || closing_ || !buffer_->outgoing().has_idle_memory())
        return;
    memory_timer_.expires_after(a_while);
    memory_timer_.async_wait([self = shared_from_this()](io_error cancelled) {
        self->memory_timer_runs_ = false;
        if (!cancelled)
            self->run([&] {
                if (self->buffer_->outgoing().find_idle_memory())
                    self->give_back();
            });
    });
    memory_timer_runs_ = true;
}

/// In slices, as below.
void driver::give_back()
{
    try {
        asio::post(strand_, [self = shared_from_this()] {
            self->run([&] {
                if (self->buffer_->outgoing().give_back_some())
                    self->give_back();
            });
        });
    } catch (std::exception const&) { // done another time: no connection should suffer from it
    }
}

/// In slices, so that acknowledgements, and other work of the user's executor, can run in between.
void driver::compress_later()
{
    if (compress_posted_ || out_of_time_ || !delivery_.compresses())
        return;
    asio::post(strand_, [self = shared_from_this()] {
        self->compress_posted_ = false;
        self->run([&] { self->delivery_.compress_some(); });
    });
    compress_posted_ = true;
}

/// When to continue even if nothing happens.
std::optional<driver::clock::time_point> driver::deadline()
{
    auto const of_delivery = delivery_.deadline();
    auto const of_others = events_.look_after ? events_.look_after() : std::nullopt;
    return of_delivery && of_others ? std::min(*of_delivery, *of_others)
           : of_delivery            ? of_delivery
                                    : of_others;
}

void driver::wait_for_deadline()
{
    auto const deadline = this->deadline();
    if (!deadline) {
        if (std::exchange(deadline_, std::nullopt))
            deadline_timer_.cancel();
        return;
    }
    if (deadline_ && *deadline_ <= *deadline)
        return; // the timer is running; if it ends too early, the next one is set then
    deadline_.reset();
    deadline_timer_.expires_at(*deadline);
    deadline_timer_.async_wait([self = shared_from_this()](io_error cancelled) {
        if (!cancelled)
            self->run([&] { self->deadline_.reset(); });
    });
    deadline_ = deadline;
}

void driver::end_if_done()
{
    if (closing_ && (out_of_time_ || buffer_->outgoing().empty()))
        end();
}

void driver::end()
{
    ended_ = true;
    for (auto const& c : connections_)
        c->end();
    if (tls_)
        tls_->end(); // even if its helper hangs, it does not use the executor any more
    tls_.reset();
    for (auto* timer : {&seal_timer_, &deadline_timer_, &close_timer_, &memory_timer_, &shortage_timer_})
        timer->cancel();
    buffer_->seal_all();
    delivery_.discard(discard_reason::closed);
    buffer_->outgoing().discard_gap_events();
    try {
        report_what_is_left();
    } catch (std::exception const&) { // no memory to report it, but it is counted
    }
    report(reports_.close());
    events_.on_end();
    events_ = {}; // they refer to the owner
}

void driver::abandon() noexcept
{
    if (ended())
        return;
    buffer_->reject_new();
    abandoned_ = true;
    end();
}

void driver::forget_tls() noexcept
{
    for (auto const& c : connections_)
        c->forget_tls();
}

} // namespace log_fluentd::detail
