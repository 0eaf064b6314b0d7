// Copyright (c) 2026 The log_fluentd authors
// Distributed under the Boost Software License, Version 1.0.
// (See accompanying file LICENSE_1_0.txt or https://www.boost.org/LICENSE_1_0.txt)

#ifndef LOG_FLUENTD_LIB_DELIVERY_LINK_HPP_INCLUDED_
#define LOG_FLUENTD_LIB_DELIVERY_LINK_HPP_INCLUDED_

/// \file
/// One server, as delivery sees it: its connection, and the chunks on the way to it. No I/O.

#include "buffer/buffer.hpp"
#include "delivery/backoff.hpp"
#include "delivery/delivery_step.hpp"
#include "delivery/frame_limit.hpp"
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
    using clock = buffer::clock;
    using time_point = clock::time_point;

    /// `random` gives numbers from 0 up to 1.
    link(sender_config const& config, std::size_t number, std::function<double()> random);

    // Its connection.
    void connecting(time_point now);
    void connected(time_point now, bool keeps_alive);
    void connect_failed(time_point now, bool refused);
    /// What is not acknowledged is in `lost`, in the order of writing; what is, in `delivered`. No `error`:
    /// as planned.
    void disconnected(std::error_code error, time_point now);
    /// Somebody waits: does not sit out a long backoff, but knocks no more often than once a second for that.
    void hurry(time_point now);
    /// Nothing is tried from `end` on: tries at once, whatever the server said, or behind the try that is
    /// under way, and then about once a second.
    void end_at(time_point end, time_point now);
    /// Nothing is on the way any more, nor wanted.
    void reset();

    // What is on the way. Chunks that this delivers are added to `delivered`.
    /// Puts a chunk on the way. \pre `can_write`
    delivery_step write(chunk& c, time_point now);
    void write_progressed(time_point now) { write_since_ = now; }
    void written(time_point now);
    void received(char const* data, std::size_t size, time_point now);
    void confirmed(std::uint64_t bytes, time_point now);
    /// Breaks the connection off if a deadline is over. \return whether it is to be closed, if only to be
    /// made anew or because nothing is on the way; `failure` says why.
    bool check(bool has_work, time_point now);

    // What is so.
    /// It may be sent compressed chunks.
    bool takes_compressed() const noexcept { return compressed_by_ != compression::none; }
    /// What the chunk's events take on the wire.
    std::size_t bytes_of(chunk const& c) const noexcept
    {
        return takes_compressed() && !c.compressed.empty() ? c.compressed.size() : c.content.bytes;
    }
    bool is_ready() const noexcept { return state_ == state::ready && !failure_; }
    bool is_connecting() const noexcept { return state_ == state::connecting; }
    /// The last connection broke or could not be made, and none was made since.
    bool is_down() const noexcept { return down_; }
    bool may_connect(time_point now) const;
    /// There is room for another chunk of this size, now.
    bool can_write(std::size_t bytes, time_point now) const;
    /// It does not answer to a chunk that may be too large for it: a small one behind that, of at most
    /// `largest_probe` bytes, would tell whether it passes over it.
    bool wants_probe(time_point now) const;
    std::size_t largest_probe() const;
    bool may_probe() const noexcept { return window_ > 1 && keeps_alive_; }
    /// The next one written is that. \pre `wants_probe`
    void begin_probe() noexcept { probes_ = true; }
    /// There is none now: if it asks, it does not do so again for a while.
    void put_off_probe(time_point now);
    /// It has not taken anything for so long that others need not wait for it.
    bool is_stalled(time_point now) const;
    /// When it would be.
    time_point stalled_at() const;
    /// The connection has reached its greatest age.
    bool is_aged(time_point now) const;
    /// The server takes no more on this connection.
    bool is_used_up() const noexcept { return !keeps_alive_ && bytes_written_; }
    /// This connection has delivered something.
    bool is_of_use() const noexcept { return of_use_; }
    /// Its failures until now were somebody else's: the next wait is a short one.
    void forgive() noexcept { backoff_.reset(); }
    /// Whether it has ever acknowledged something.
    bool has_taken() const noexcept { return has_taken_; }
    /// What is known of the frames that it takes.
    frame_limit& frames() noexcept { return frames_; }
    frame_limit const& frames() const noexcept { return frames_; }
    /// The chunk that would be refused, were the connection lost now; null: nothing is on the way.
    chunk const* suspect() const noexcept;
    std::size_t in_flight() const noexcept { return in_flight_.size(); }
    std::uint64_t bytes_written() const noexcept { return bytes_written_; }
    std::error_code failure() const noexcept { return failure_; }
    /// When `check` or `may_connect` may say something else.
    std::optional<time_point> deadline(bool wanted) const;
    std::chrono::milliseconds retry_in(time_point now) const;
    server_state shown() const noexcept;

    /// Taken out by the owner after each call.
    std::vector<chunk*> delivered;
    std::vector<chunk*> lost;
    /// The first of `lost` was written to its end.
    bool first_lost_was_written = false;
    /// It was passed over: one of `by` bytes behind it was acknowledged, when `together` were on the way.
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
        chunk* subject;
        std::size_t bytes; ///< On the wire.
        time_point written_at{};
        bool written = false;
        bool acknowledged = false;
        bool is_probe = false;
        std::optional<passing> overtaken{}; ///< One that was written later is acknowledged.
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
    compression const compressed_by_; // none: this server is sent nothing compressed
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
    bool once_more_ = false; // as soon as the try that is under way has failed
    time_point retry_at_{};
    bool hurried_ = false; // this wait was shortened
    std::optional<time_point> end_;
    bool has_taken_ = false;
    frame_limit frames_;
    time_point last_try_{};
    std::error_code failure_; // the connection is to be dropped because of this

    // Of this connection:
    std::optional<ack_parser> parser_;
    std::vector<flight> in_flight_;        // in the order of writing; at most the last is not written
    std::deque<std::string> acknowledged_; // the last of them: one may come twice
    std::size_t repeated_ = 0;             // so many did since something new was acknowledged
    std::size_t bytes_in_flight_ = 0;
    std::uint64_t bytes_written_ = 0;
    bool writing_ = false;
    bool keeps_alive_ = true; // it is for more than one chunk
    bool of_use_ = false;     // it has delivered something
    bool probes_ = false;     // the next one written is a probe
    time_point no_probe_before_{};
    time_point ages_at_{};
    time_point write_since_{};
    time_point confirmation_since_{};
    time_point moved_at_{}; // when a chunk was delivered, or the first was put on the way

    std::string head_; // of the frame being written, as is
    std::string tail_; // this
    std::vector<std::string> ids_;
};

} // namespace log_fluentd::detail

#endif
