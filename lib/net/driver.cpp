// Copyright (c) 2026 The log_fluentd authors
// Distributed under the Boost Software License, Version 1.0.
// (See accompanying file LICENSE_1_0.txt or https://www.boost.org/LICENSE_1_0.txt)

#include "net/driver.hpp"

#include "forward/frame.hpp"
#include "net/server_name.hpp"
#include "net/unconfirmed.hpp"

#include <boost/asio/post.hpp>
#include <boost/asio/write.hpp>
#include <boost/core/span.hpp>

#include <random>
#include <utility>

namespace log_fluentd::detail {

namespace asio = boost::asio;

namespace {

/// How often the kernel is asked whether the peer has what was written, where no acknowledgement is asked
/// for.
constexpr std::chrono::milliseconds confirm_interval{20};

std::function<double()> random_source()
{
    return [generator = std::minstd_rand(std::random_device()())]() mutable {
        return std::uniform_real_distribution<double>(0, 1)(generator);
    };
}

} // namespace

driver::driver(asio::any_io_executor executor, std::shared_ptr<buffer> source, sender_config config,
               engine_events events)
    : strand_(asio::make_strand(std::move(executor))),
      buffer_(std::move(source)),
      config_(std::move(config)),
      events_(std::move(events)),
      delivery_(*buffer_, config_, random_source(), make_chunk_id),
      target_(readable(config_.servers.front())),
      socket_(strand_),
      seal_timer_(strand_),
      deadline_timer_(strand_),
      confirm_timer_(strand_),
      close_timer_(strand_)
{}

void driver::wake() noexcept
{
    if (wake_pending_.exchange(true))
        return;
    try {
        asio::post(strand_, [self = shared_from_this()] { self->run([&] { self->on_wake(); }); });
    } catch (std::exception const&) { // no memory: the next event tries again
        wake_pending_.store(false);
    }
}

void driver::hurry() noexcept
{
    if (hurry_pending_.exchange(true))
        return;
    try {
        asio::post(strand_, [self = shared_from_this()] { self->run([&] { self->on_hurry(); }); });
    } catch (std::exception const&) { // whoever waits does so a little longer
        hurry_pending_.store(false);
    }
}

bool driver::close(clock::time_point deadline) noexcept
{
    try {
        asio::post(strand_, [self = shared_from_this(), deadline] {
            self->run([&] { self->begin_close(deadline); });
        });
        return true;
    } catch (std::exception const&) { // the caller's own deadline ends its wait
        return false;
    }
}

void driver::begin_close(clock::time_point deadline)
{
    if (closing_)
        return;
    close_timer_.expires_at(deadline);
    close_timer_.async_wait([self = shared_from_this()](io_error cancelled) {
        if (!cancelled)
            self->run([&] { self->out_of_time_ = true; });
    });
    closing_ = true;
    delivery_.hurry(clock::now());
}

bool driver::report(diagnostic what) noexcept
{
    try {
        asio::post(strand_, [self = shared_from_this(), what = std::move(what)] {
            self->run([&] { self->events_.on_diagnostic(what); });
        });
        return true;
    } catch (std::exception const&) {
        return false;
    }
}

bool driver::runs_here() const noexcept
{
    return strand_.running_in_this_thread();
}

/// Every handler on the strand goes through here: what it throws (there is no memory) must not reach the
/// thread that runs it, and afterwards all is done that can be done now.
template <typename Function>
void driver::run(Function f) noexcept
{
    if (ended_)
        return;
    try {
        f();
        pump();
    } catch (std::exception const&) {
        recover();
    }
}

/// The same for a handler of one connection; it is late when there is another.
template <typename Function>
void driver::run_on(std::uint64_t connection, Function f) noexcept
{
    if (connection == connection_)
        run(f);
}

void driver::on_wake()
{
    wake_pending_.store(false); // before looking, so that nothing put in after the look is missed
    if (buffer_->take_full_notice())
        tell(diagnostic_kind::buffer_full, "the buffer is full (" + std::to_string(buffer_->limit()) +
                                               " bytes): events are rejected until " + target_ +
                                               " has taken some");
}

void driver::on_hurry()
{
    hurry_pending_.store(false); // before looking, as above
    delivery_.hurry(clock::now());
}

void driver::pump()
{
    seal_later();
    while (!out_of_time_) {
        auto const step = delivery_.next(clock::now());
        if (step.what == delivery_step::kind::nothing)
            break;
        if (step.what == delivery_step::kind::connect)
            start_connect();
        else if (step.what == delivery_step::kind::write)
            start_write(step);
        else
            lose(step.error);
    }
    wait_for_deadline();
    end_if_done();
}

/// Begins anew with another connection; whatever was half done is forgotten, and no event is.
void driver::recover() noexcept
{
    try {
        if (socket_.is_open()) {
            lose(std::make_error_code(std::errc::not_enough_memory));
        } else {
            if (connector_)
                connector_->cancel();
            delivery_.connect_failed(clock::now());
        }
        wait_for_deadline();
    } catch (std::exception const&) { // the next event or timer tries again
    }
}

/// One timer for all open chunks: none waits longer than the interval, and an idle sender has no timer.
void driver::seal_later()
{
    if (closing_)
        buffer_->seal_all();
    if (seal_timer_runs_ || !buffer_->has_open())
        return;
    seal_timer_.expires_after(config_.buffer.flush_interval);
    seal_timer_.async_wait([self = shared_from_this()](io_error cancelled) {
        self->seal_timer_runs_ = false;
        if (!cancelled)
            self->run([&] { self->buffer_->seal_all(); });
    });
    seal_timer_runs_ = true;
}

void driver::wait_for_deadline()
{
    auto const deadline = delivery_.deadline();
    if (!deadline) {
        if (std::exchange(deadline_, std::nullopt))
            deadline_timer_.cancel();
        return;
    }
    if (deadline_ && *deadline_ <= *deadline)
        return; // the timer runs; when it is too early, the next one is set then
    deadline_.reset();
    deadline_timer_.expires_at(*deadline);
    deadline_timer_.async_wait([self = shared_from_this()](io_error cancelled) {
        if (!cancelled)
            self->run([&] { self->deadline_.reset(); });
    });
    deadline_ = deadline;
}

void driver::start_connect()
{
    connector_ = std::make_shared<connector>(
        strand_, config_.servers.front(), config_,
        [self = shared_from_this()](std::error_code error, connector::socket socket) {
            self->run([&] { self->connect_done(error, std::move(socket)); });
        });
    connector_->start();
}

void driver::connect_done(std::error_code error, connector::socket socket)
{
    connector_.reset();
    auto const now = clock::now();
    if (error) {
        delivery_.connect_failed(now);
        tell(diagnostic_kind::connect_failed, "cannot connect to " + describe_failure(error), error);
    } else {
        socket_ = std::move(socket);
        ++connection_;
        kernel_took_ = 0;
        delivery_.connected(now);
        start_read();
        tell(diagnostic_kind::connected, "connected to " + target_);
    }
}

/// A read is always armed: it brings acknowledgements, and is how a dead connection is noticed while nothing
/// is sent.
void driver::start_read()
{
    auto const done = [self = shared_from_this(), connection = connection_](io_error error,
                                                                            std::size_t size) {
        self->run_on(connection, [&] { self->read_done(error, size); });
    };
    socket_.async_read_some(asio::buffer(read_buffer_), done);
}

void driver::read_done(io_error error, std::size_t size)
{
    if (error)
        return lose(error == asio::error::eof ? make_error_code(errc::connection_closed)
                                              : std::error_code(error));
    delivery_.received(read_buffer_.data(), size, clock::now());
    start_read();
}

/// Writes a frame from where its bytes lie: the chunk's slabs are not copied.
void driver::start_write(delivery_step const& step)
{
    frame_begin_ = kernel_took_;
    pieces_.clear();
    pieces_.push_back(asio::buffer(step.head));
    for_each_piece(*step.subject, buffer_->pool(),
                   [this](char const* data, std::size_t size) { pieces_.emplace_back(data, size); });
    pieces_.push_back(asio::buffer(step.tail));

    auto const progress = [self = shared_from_this(), connection = connection_](io_error error,
                                                                                std::size_t size) {
        if (connection != self->connection_)
            return std::size_t{0}; // the socket is another connection's by now
        if (!error && size) {
            self->kernel_took_ = self->frame_begin_ + size;
            self->delivery_.write_progressed(clock::now());
        }
        return asio::transfer_all()(error, size);
    };
    auto const done = [self = shared_from_this(), connection = connection_](io_error error, std::size_t) {
        self->run_on(connection, [&] { self->write_done(error); });
    };
    asio::async_write(socket_, boost::span<asio::const_buffer const>(pieces_), progress, done);
}

void driver::write_done(io_error error)
{
    if (error)
        return lose(error);
    kernel_took_ = delivery_.bytes_written();
    delivery_.written(clock::now());
    if (!config_.require_ack)
        confirm_later();
}

/// Without acknowledgements: asks the kernel what the peer's kernel has, again and again until that is all.
void driver::confirm_later()
{
    auto const unconfirmed = unconfirmed_bytes(socket_.native_handle());
    if (unconfirmed < kernel_took_)
        delivery_.confirmed(kernel_took_ - unconfirmed, clock::now());
    if (!unconfirmed)
        return;
    confirm_timer_.expires_after(confirm_interval);
    confirm_timer_.async_wait([self = shared_from_this(), connection = connection_](io_error cancelled) {
        if (!cancelled)
            self->run_on(connection, [&] { self->confirm_later(); });
    });
}

void driver::lose(std::error_code why)
{
    auto const again = delivery_.in_flight();
    ++connection_; // handlers of the old connection find out that they are late
    io_error ignored;
    socket_.close(ignored); // first: from here on nothing reads the chunks' memory
    delivery_.disconnected(why, clock::now());
    std::string message = "lost the connection to " + describe_failure(why);
    if (again)
        message += "; " + std::to_string(again) + (again == 1 ? " chunk goes again" : " chunks go again");
    tell(diagnostic_kind::connection_lost, std::move(message), why);
}

void driver::end_if_done()
{
    if (closing_ && (out_of_time_ || buffer_->empty()))
        end();
}

void driver::end()
{
    ended_ = true;
    io_error ignored;
    socket_.close(ignored);
    if (connector_)
        connector_->cancel();
    connector_.reset();
    for (auto* timer : {&seal_timer_, &deadline_timer_, &confirm_timer_, &close_timer_})
        timer->cancel(ignored);
    buffer_->seal_all();
    delivery_.give_up(drop::closed);
    try {
        tell_what_is_left();
    } catch (std::exception const&) { // no memory to tell it; it is counted
    }
    events_.on_end();
    events_ = {}; // they refer to the owner
}

void driver::tell_what_is_left()
{
    auto const left = buffer_->statistics().total_dropped();
    if (left.events)
        tell(diagnostic_kind::dropped,
             std::to_string(left.events) + " events (" + std::to_string(left.bytes) +
                 " bytes) were given up at close: " + target_ + " did not take them in time");
}

void driver::tell(diagnostic_kind kind, std::string message, std::error_code error)
{
    if (error)
        buffer_->note([&](statistics& s) {
            s.last_error = message;
            s.last_error_code = error;
        });
    if (!config_.name.empty())
        message = config_.name + ": " + message;
    if (events_.on_diagnostic)
        events_.on_diagnostic({kind, std::move(message), error});
}

std::string driver::describe_failure(std::error_code error) const
{
    std::string text = target_ + ": " + error.message();
    auto const wait = delivery_.retry_in(clock::now());
    if (wait.count())
        text += "; next try in " + std::to_string(wait.count()) + " ms";
    return text;
}

} // namespace log_fluentd::detail
