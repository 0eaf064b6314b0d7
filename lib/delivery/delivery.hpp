// Copyright (c) 2026 The log_fluentd authors
// Distributed under the Boost Software License, Version 1.0.
// (See accompanying file LICENSE_1_0.txt or https://www.boost.org/LICENSE_1_0.txt)

#pragma once

/// \file
/// Decides which server gets which chunk, and when it is resent: a state machine without I/O. The driver
/// reports what happened, and at what time, and does what `next` returns until that is `nothing`.

#include "buffer/buffer.hpp"
#include "delivery/chunk_compression.hpp"
#include "delivery/delivery_step.hpp"
#include "delivery/evidence.hpp"
#include "delivery/large_events.hpp"
#include "delivery/link.hpp"
#include "delivery/server_choice.hpp"

#include <log_fluentd/sender_config.hpp>

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <system_error>
#include <vector>

namespace log_fluentd::detail {

/// Something that the driver has to report.
struct delivery_report
{
    enum class kind
    {
        refused,       ///< A server has refused a chunk several times; others are sent first now.
        event_refused, ///< An event is at fault and was discarded.
        limited,       ///< A server accepts no frame above `bytes`, and refused one of `refused`.
        too_large,     ///< A single event is larger than that.
        discarded      ///< It was discarded, because it still was after some time.
    };
    kind what;
    std::size_t server;
    std::string tag;
    amount content;
    std::size_t bytes = 0;
    std::size_t refused = 0; ///< For other kinds, the bytes of the chunk on the wire.
};

/// Whether the error may mean that the server refuses a chunk: it closed the connection, or never
/// acknowledged.
bool may_be_refusal(std::error_code error) noexcept;

/// Delivery to all servers of one sender. Runs on the strand. Servers are numbered as in the configuration.
class delivery
{
public:
    using clock = std::chrono::steady_clock;
    using time_point = clock::time_point;

    /// \param source Its chunks are of the kind `sent_chunk`.
    /// \param random Returns numbers from 0 up to 1.
    /// \param make_id Returns ids for chunks.
    delivery(buffer& source, sender_config const& config, std::function<double()> random,
             std::function<std::string()> make_id);

    // What happened.
    /// \param keeps_alive Whether the connection accepts more than one chunk.
    void connected(std::size_t server, time_point now, bool keeps_alive = true);
    /// \param refused Whether the reason is the server's words or its certificate, which time alone hardly
    /// mends.
    void connect_failed(std::size_t server, time_point now, bool refused = false);
    /// The connection is closed: reading or writing failed, or `next` asked for it. Without `error` it was
    /// planned. Nothing reads the memory of the chunks any more.
    void disconnected(std::size_t server, std::error_code error, time_point now);
    void received(std::size_t server, char const* data, std::size_t size, time_point now);
    /// The server read some bytes of the frame, so it is not stuck.
    void write_progressed(std::size_t server, time_point now);
    void written(std::size_t server, time_point now);
    /// The peer's kernel has received the first `bytes` bytes of this connection. If no acknowledgement is
    /// requested, they are delivered.
    void confirmed(std::size_t server, std::uint64_t bytes, time_point now);
    /// Compresses the next slice of the chunk that has to be compressed.
    /// \pre `compresses`.
    void compress_some();
    /// Somebody waits for delivery: shortens long waits, but causes no more than one attempt a second.
    void hurry(time_point now);
    /// There will be no attempt after `end`: ends all waits now, and limits those until then to about a
    /// second.
    void end_at(time_point end, time_point now);
    /// Discards everything that is not delivered. The connections must be closed.
    void discard(discard_reason reason);

    /// What to do now. Call it again until it returns `nothing`.
    delivery_step next(time_point now);
    /// Whether a chunk has to be compressed. Call `compress_some` then, but let other handlers run before.
    bool compresses() const noexcept { return compression_.subject() != nullptr; }
    /// When to call `next` again even if nothing happens.
    std::optional<time_point> deadline() const;
    /// The wait before the next attempt, while it lasts.
    std::chrono::milliseconds retry_in(std::size_t server, time_point now) const;
    /// Returns the next thing to report, once.
    std::optional<delivery_report> take_reports();

    /// Bytes written to this connection.
    std::uint64_t bytes_written(std::size_t server) const noexcept { return links_[server].bytes_written(); }
    /// Chunks written to this connection that are not delivered.
    std::size_t in_flight(std::size_t server) const noexcept { return links_[server].in_flight(); }
    /// Whether this connection has delivered anything.
    bool is_of_use(std::size_t server) const noexcept { return links_[server].is_of_use(); }
    /// Whether this server has ever acknowledged anything.
    bool has_taken(std::size_t server) const noexcept { return links_[server].has_taken(); }
    /// Uncompressed bytes of the chunk that this server would count as refusing if the connection were lost
    /// now. 0 if nothing is on its way.
    std::size_t suspected_bytes(std::size_t server) const noexcept;
    /// Chunks that will be resent.
    std::size_t to_be_resent() const noexcept;

private:
    static constexpr std::size_t most_reports = 100; // the driver takes them at once

    /// A chunk that was refused several times.
    struct set_aside
    {
        sent_chunk* subject;
        time_point not_before;
        time_point since{};   // when it was refused
        bool hurried = false; // its wait was shortened
    };

    bool has_work() const;
    bool is_wanted(std::size_t server) const;
    bool needs_standby() const;
    bool is_over(std::size_t server, time_point now);
    delivery_step write_next(time_point now);
    delivery_step write_set_aside(time_point now);
    bool is_compressed_first(link const& to, sent_chunk const& c) const;
    bool compress_first(link const& to);
    void compress_aside(std::size_t number);
    time_point before_end(time_point at, time_point now) const;
    sent_chunk* take() noexcept;
    void send_soon(sent_chunk* c);
    sent_chunk* divide(sent_chunk& c, std::uint64_t events_of_first = 0);
    std::size_t expected_bytes(link const& to, sent_chunk const& c) const;
    void divide_next(link const& to);
    void divide_next_to(std::size_t content);
    bool divide_probe(link const& to, std::size_t most);
    void split_off_probe(link const& to);
    bool bring_forward(std::size_t most);
    bool find_probe(link& to, time_point now);
    std::size_t content_for(link const& to) const;
    void seal_as_taken(time_point now);
    void learn(std::size_t server, sent_chunk const& refused, std::error_code error, time_point now);
    template <typename Predicate>
    bool for_each_wanted(Predicate p) const
    {
        for (std::size_t i = 0; i < links_.size(); ++i) {
            if (is_wanted(i) && !p(links_[i]))
                return false;
        }
        return true;
    }
    bool is_too_large(sent_chunk const& c) const;
    bool exceeds_all(sent_chunk const& c) const;
    void set_apart(sent_chunk* c, time_point now);
    void look_at_large(time_point now);
    delivery_step write_large(time_point now);
    bool prepare_next(link& to, bool takes_another, time_point now);
    void make_id(sent_chunk& c);
    delivery_step write(link& to, std::size_t server, sent_chunk& c, time_point now);
    void find_candidates(time_point now, std::size_t but_not);
    void hold_back(std::size_t server, time_point now);
    bool judge(set_aside& candidate, time_point now);
    void refused(std::size_t server, sent_chunk* c, bool whole, time_point now);
    bool set_aside_again(sent_chunk* c, time_point now);
    void settle(std::size_t server);
    void settle_discarded(sent_chunk* c, discard_reason reason);
    void note(std::size_t server);
    void report(delivery_report::kind what, std::size_t server, sent_chunk const& c, std::size_t bytes = 0);
    std::size_t in_flight() const noexcept;
    void reserve_for_one_more();

    outgoing_chunks& source_;
    locked_ledger& ledger_;
    std::vector<server> const servers_;
    bool const require_ack_;
    retry_config const retry_;
    std::function<double()> random_;
    std::function<std::string()> make_id_;

    backoff const backoff_; // for chunks
    std::vector<link> links_;
    server_choice choice_;
    evidence evidence_;
    chunk_compression compression_;

    std::vector<sent_chunk*> again_; // to be sent next, newest first; all but one at most are resent
    std::vector<set_aside> aside_;   // to be resent after others
    std::optional<set_aside> aside_compressed_; // one of them that is compressed now
    large_events large_;
    time_point look_at_large_{};
    std::size_t last_refuser_of_large_ = 0;
    std::vector<delivery_report> reports_;
    std::size_t sealed_at_ = frame_limit::none; // the limit that the buffer was given last
    std::optional<time_point> end_;             // see `end_at`
    std::optional<time_point> look_again_at_;   // by then the server whose turn it is may be stalled
};

} // namespace log_fluentd::detail
