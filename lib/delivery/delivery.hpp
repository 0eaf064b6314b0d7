// Copyright (c) 2026 The log_fluentd authors
// Distributed under the Boost Software License, Version 1.0.
// (See accompanying file LICENSE_1_0.txt or https://www.boost.org/LICENSE_1_0.txt)

#ifndef LOG_FLUENTD_LIB_DELIVERY_DELIVERY_HPP_INCLUDED_
#define LOG_FLUENTD_LIB_DELIVERY_DELIVERY_HPP_INCLUDED_

/// \file
/// Which chunk is sent when, and again when: a state machine without I/O. The driver tells it what happened
/// and at what time, and does what `next` says until that is `nothing`.

#include "buffer/buffer.hpp"
#include "delivery/backoff.hpp"
#include "forward/ack_parser.hpp"

#include <log_fluentd/config.hpp>
#include <log_fluentd/error.hpp>

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <system_error>
#include <vector>

namespace log_fluentd::detail {

/// What the driver has to do next.
struct delivery_step
{
    enum class kind
    {
        nothing,    ///< Wait for something to happen, or for `delivery::deadline`.
        connect,    ///< Make a connection; then `connected` or `connect_failed`.
        write,      ///< Write `head`, the events of `subject`, `tail`; then `written` or `disconnected`.
        disconnect, ///< Close the connection, because of `error`; then `disconnected`.
    };
    kind what = kind::nothing;
    chunk const* subject = nullptr;
    std::string_view head; ///< Valid until the next step that writes.
    std::string_view tail;
    std::error_code error;
};

/// Delivery to one server. Lives on the strand.
class delivery
{
public:
    using clock = buffer::clock;
    using time_point = clock::time_point;

    /// `random` gives numbers from 0 up to 1, `make_id` the ids of chunks.
    delivery(buffer& source, sender_config const& config, std::function<double()> random,
             std::function<std::string()> make_id);

    // What happened.
    void connected(time_point now);
    void connect_failed(time_point now);
    /// The connection is closed: it broke, in reading or in writing, or `next` asked for it. Nothing reads
    /// the chunks' memory any more.
    void disconnected(std::error_code error, time_point now);
    void received(char const* data, std::size_t size, time_point now);
    /// The server took some bytes of the frame; it is not stuck.
    void write_progressed(time_point now);
    void written(time_point now);
    /// The peer's kernel has the first `bytes` bytes of this connection. Delivers where no acknowledgement is
    /// asked.
    void confirmed(std::uint64_t bytes, time_point now);
    /// Somebody waits: do not sit out a long backoff.
    void hurry(time_point now);
    /// Gives up everything that is not delivered. The connection must be closed.
    void give_up(drop reason);

    /// What to do now; to be called again until it says `nothing`.
    delivery_step next(time_point now);
    /// When to call `next` again though nothing happens.
    std::optional<time_point> deadline() const;
    /// The wait before the next try, while it lasts.
    std::chrono::milliseconds retry_in(time_point now) const;

    /// Bytes handed to this connection.
    std::uint64_t bytes_written() const noexcept { return bytes_written_; }
    /// Chunks handed to this connection that are not delivered.
    std::size_t in_flight() const noexcept { return in_flight_.size(); }

private:
    enum class state
    {
        idle,
        backing_off,
        connecting,
        ready
    };
    struct flight
    {
        chunk* subject;
        bool written = false;
        bool acknowledged = false;
    };

    bool has_work() const;
    delivery_step write_next(time_point now);
    void acknowledge(std::string const& id, time_point now);
    void check_deadlines(time_point now);
    void fail(std::error_code error);
    void back_off(time_point now);
    void progress(time_point now);
    bool awaits_confirmation() const;
    void note_in_flight();

    buffer& buffer_;
    bool const require_ack_;
    std::size_t const window_;
    clock::duration const write_timeout_;
    clock::duration const ack_timeout_;
    backoff backoff_;
    std::function<std::string()> make_id_;

    state state_ = state::idle;
    time_point retry_at_;
    time_point last_try_;
    std::error_code failure_; // the connection is to be dropped because of this

    std::optional<ack_parser> parser_; // of this connection
    std::vector<flight> in_flight_;    // in the order of writing; at most the last is not written
    std::vector<chunk*> again_;        // to be sent again, newest first
    std::vector<std::string> ids_;     // reused
    std::string head_;
    std::string tail_;
    bool writing_ = false;
    std::uint64_t bytes_written_ = 0;
    time_point write_since_;
    time_point confirmation_since_;
};

} // namespace log_fluentd::detail

#endif
