// Copyright (c) 2026 The log_fluentd authors
// Distributed under the Boost Software License, Version 1.0.
// (See accompanying file LICENSE_1_0.txt or https://www.boost.org/LICENSE_1_0.txt)

#pragma once

/// \file
/// One server: its connection, and the chunks on their way to it. No I/O.

#include "delivery/backoff.hpp"
#include "delivery/delivery_step.hpp"
#include "delivery/frame_limit.hpp"
#include "delivery/sent_chunk.hpp"
#include "forward/ack_parser.hpp"

#include <log_fluentd/sender_config.hpp>
#include <log_fluentd/statistics.hpp>

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <deque>
#include <functional>
#include <optional>
#include <string>
#include <system_error>
#include <vector>

namespace log_fluentd::detail {

class link
{
public:
    using clock = std::chrono::steady_clock;
    using time_point = clock::time_point;

    /// \param random Returns numbers from 0 up to 1.
    link(sender_config const& config, std::size_t number, std::function<double()> random);

    // Its connection.
    void connecting(time_point now);
    void connected(time_point now, bool keeps_alive);
    void connect_failed(time_point now, bool refused);
    /// Chunks that are not acknowledged are in `lost`, in the order of writing; others are in `delivered`.
    /// Without `error` it was planned.
    void disconnected(std::error_code error, time_point now);
    /// Somebody waits for delivery: shortens a long backoff, but causes no more than one attempt a second.
    void hurry(time_point now);
    /// There is no attempt after `end`: tries at once, whatever the server said, or after the attempt in
    /// progress, and then about once a second.
    void end_at(time_point end, time_point now);
    /// Nothing is on its way any more, and nothing is wanted.
    void reset();

    // Chunks on their way. Those that these functions deliver are added to `delivered`.
    /// Begins to send a chunk.
    /// \pre `can_write`.
    delivery_step write(sent_chunk& c, time_point now);
    void write_progressed(time_point now) { write_since_ = now; }
    void written(time_point now);
    void received(char const* data, std::size_t size, time_point now);
    void confirmed(std::uint64_t bytes, time_point now);
    /// Checks the deadlines.
    /// \returns whether the connection has to be closed, which may also be for a new one, or because nothing
    /// is on its way; `failure` says why.
    bool check(bool has_work, time_point now);

    // Its state.
    /// Whether compressed chunks may be sent to it.
    bool takes_compressed() const noexcept { return compressed_by_ != compression::none; }
    /// The bytes of the chunk's events on the wire.
    std::size_t bytes_of(sent_chunk const& c) const noexcept
    {
        return takes_compressed() && !c.compressed.empty() ? c.compressed.size() : c.bytes();
    }
    bool is_ready() const noexcept { return state_ == state::ready && !failure_; }
    bool is_connecting() const noexcept { return state_ == state::connecting; }
    /// Whether the last connection broke or could not be made, and none was made since.
    bool is_down() const noexcept { return down_; }
    bool may_connect(time_point now) const;
    /// Whether another chunk of this size may be sent now.
    bool can_write(std::size_t bytes, time_point now) const;
    /// Whether it does not answer to a chunk that may be too large for it. A small one after that, of at most
    /// `largest_probe` bytes, would show whether the server skips the large one.
    bool wants_probe(time_point now) const;
    std::size_t largest_probe() const;
    bool may_probe() const noexcept { return window_ > 1 && keeps_alive_; }
    /// The next chunk that is written is such a probe.
    /// \pre `wants_probe`.
    void begin_probe() noexcept { probes_ = true; }
    /// There is no probe now: `wants_probe` is false for a while.
    void put_off_probe(time_point now);
    /// Whether it has accepted nothing for so long that others need not wait for it.
    bool is_stalled(time_point now) const;
    /// When it will be stalled.
    time_point stalled_at() const;
    /// Whether the connection has reached its greatest age.
    bool is_aged(time_point now) const;
    /// Whether the server accepts nothing more on this connection.
    bool is_used_up() const noexcept { return !keeps_alive_ && bytes_written_; }
    /// Whether this connection has delivered anything.
    bool is_of_use() const noexcept { return of_use_; }
    /// Its failures until now had another cause: the next wait is a short one.
    void forgive() noexcept { backoff_.reset(); }
    /// Whether it has ever acknowledged anything.
    bool has_taken() const noexcept { return has_taken_; }
    /// What is known about the frames that it accepts.
    frame_limit& frames() noexcept { return frames_; }
    frame_limit const& frames() const noexcept { return frames_; }
    /// The chunk that would count as refused if the connection were lost now. Null if nothing is on its way.
    sent_chunk const* suspect() const noexcept;
    std::size_t in_flight() const noexcept { return in_flight_.size(); }
    std::uint64_t bytes_written() const noexcept { return bytes_written_; }
    std::error_code failure() const noexcept { return failure_; }
    /// When `check` or `may_connect` may return something else.
    std::optional<time_point> deadline(bool wanted) const;
    std::chrono::milliseconds retry_in(time_point now) const;
    server_state shown() const noexcept;

    /// The owner removes these after each call.
    std::vector<sent_chunk*> delivered;
    std::vector<sent_chunk*> lost;
    /// Whether the first of `lost` was written to its end.
    bool first_lost_was_written = false;
    /// The server passed it over: it acknowledged a later one of `by` bytes, when `together` bytes were on
    /// their way.
    struct passing
    {
        std::size_t by = 0;
        std::size_t together = 0;
    };
    std::optional<passing> first_lost_was_passed_over;

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
        sent_chunk* subject;
        std::size_t bytes;            ///< On the wire.
        std::uint64_t end_offset = 0; ///< Bytes of its connection up to the end of its frame.
        time_point written_at{};
        bool written = false;
        bool acknowledged = false;
        bool is_probe = false;
        std::optional<passing> overtaken{}; ///< One that was written later was acknowledged.
        time_point overtaken_at{};
    };

    void acknowledge(std::string const& id, time_point now);
    bool may_be_repeated(std::string const& id);
    void settle(std::vector<flight>::iterator f, time_point now);
    bool awaits_confirmation() const;
    bool is_suspect(flight const& f) const;
    time_point passed_over_at(flight const& f) const;
    flight const* overtaken() const;
    std::size_t slots_for(std::size_t bytes) const;
    time_point probe_at() const;
    void progress(time_point now);
    void back_off(time_point now);
    void fail(std::error_code error);

    std::size_t const number_;
    bool const require_ack_;
    frame_config const frame_;
    compression const compressed_by_; // if none, this server gets nothing compressed
    std::size_t const window_;
    std::size_t const window_bytes_;
    clock::duration const write_timeout_;
    clock::duration const ack_timeout_;
    clock::duration const max_age_;
    clock::duration const idle_timeout_;
    std::function<double()> random_;
    backoff backoff_;

    state state_ = state::idle;
    bool down_ = false;
    bool refused_ = false;   // see delivery::connect_failed
    bool once_more_ = false; // as soon as the attempt in progress has failed
    time_point retry_at_{};
    bool hurried_ = false; // whether this wait was shortened
    std::optional<time_point> end_;
    bool has_taken_ = false;
    frame_limit frames_;
    time_point last_try_{};
    std::error_code failure_; // why the connection has to be closed

    // Of this connection:
    std::optional<ack_parser> parser_;
    std::vector<flight> in_flight_;        // in the order of writing; at most the last is not written
    std::deque<std::string> acknowledged_; // the last ids: one may come twice
    std::size_t repeated_ = 0;             // repeated acknowledgements since a new one
    std::size_t bytes_in_flight_ = 0;
    std::uint64_t bytes_written_ = 0;
    bool writing_ = false;
    bool keeps_alive_ = true; // whether it accepts more than one chunk
    bool of_use_ = false;     // whether it has delivered anything
    bool probes_ = false;     // whether the next chunk that is written is a probe
    time_point no_probe_before_{};
    time_point ages_at_{};
    time_point write_since_{};
    time_point confirmation_since_{};
    time_point moved_at_{}; // when a chunk was delivered, or the first was sent

    std::string head_; // of the frame being written, as is
    std::string tail_; // this
    std::vector<std::string> ids_;
};

} // namespace log_fluentd::detail
