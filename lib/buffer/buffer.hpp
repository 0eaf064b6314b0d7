// Copyright (c) 2026 The log_fluentd authors
// Distributed under the Boost Software License, Version 1.0.
// (See accompanying file LICENSE_1_0.txt or https://www.boost.org/LICENSE_1_0.txt)

#ifndef LOG_FLUENTD_LIB_BUFFER_BUFFER_HPP_INCLUDED_
#define LOG_FLUENTD_LIB_BUFFER_BUFFER_HPP_INCLUDED_

/// \file
/// All chunks not yet delivered, bounded in bytes, and the ledger of what became of every event.

#include "buffer/chunk.hpp"
#include "buffer/gap_table.hpp"
#include "buffer/hand_over.hpp"
#include "buffer/slab_pool.hpp"
#include "msgpack/scratch.hpp"
#include "os/uninterrupted.hpp"
#include "os/wait_list.hpp"

#include <log_fluentd/buffer_config.hpp>
#include <log_fluentd/frame_config.hpp>
#include <log_fluentd/statistics.hpp>

#include <boost/unordered/unordered_flat_map.hpp>

#include <atomic>
#include <chrono>
#include <condition_variable>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <string_view>
#include <system_error>
#include <utility>
#include <vector>

namespace log_fluentd::detail {

/// What `buffer::put` did with an event.
struct put_result
{
    std::optional<rejection> rejected;
    /// The strand has something to do: a chunk was sealed, or the first one was opened.
    bool wake = false;
    bool handed_over = false; ///< The event itself was handed over to the overflow handler.
    /// There is no room, and the event may wait for it: `wait_for_room`, and again. It was not counted.
    bool must_wait = false;
};

/// How an event is put in that is not as usual.
struct put_options
{
    chunk_waiter* waiter = nullptr; ///< Waits for the event's chunk, which is sealed at once.
    bool kept = false;              ///< It is of `keep_severity`.
    bool may_wait = false;          ///< Under `overflow_policy::block`.

    bool is_usual() const noexcept { return !waiter && !kept; }
};

/// A server, as the statistics show it.
struct listed_server
{
    std::string address;
    bool standby = false;
};

/// Logging threads put events in; the strand takes sealed chunks out and says what became of them. One lock
/// guards all of it, counters included, so each snapshot is consistent. Chunks that were taken are read by
/// the strand without the lock: their slabs do not change until they are settled.
class buffer
{
public:
    using clock = std::chrono::steady_clock;

    /// \param hands_over There is an overflow handler: what is given up is kept for `take_given_up`.
    buffer(buffer_config const& config, std::string tag_prefix, std::unique_ptr<slab_memory> memory,
           bool hands_over = false, frame_config const& frame = {});
    ~buffer();
    buffer(buffer const&) = delete;
    buffer& operator=(buffer const&) = delete;

    // Any thread.

    /// Copies an encoded event to the end of the open chunk of `label`. Allocates only to open the first
    /// chunks. With a waiter, `wait_delivered` must follow.
    /// \pre `copy_slack` bytes behind the event can be read, as those of a `scratch` can.
    put_result put(std::string_view label, char const* event, std::size_t size, encode_report const& report,
                   put_options options = {}) noexcept;
    /// The same for an event with nothing to report and no options, where it fits into the slab at hand: all
    /// but the first of a chunk, the last one, and one in twenty in between. \return false, and nothing has
    /// changed, for any other.
    bool put_quickly(std::string_view label, char const* event, std::size_t size) noexcept;
    /// Whether `put_quickly` may take anything: not while every event has to be looked at. It may at first.
    void answer_quickly(bool may) noexcept;
    /// The strand could not be told that there is something to do: the next event asks for that again.
    void wake_was_missed() noexcept
    {
        std::lock_guard<std::mutex> lock(mutex_);
        wake_was_missed_ = true;
        last_open_ = nullptr; // it is not put quickly
    }
    /// Waits until such an event has room, the buffer refuses new ones, or the deadline has come.
    void wait_for_room(std::string_view label, std::size_t size, bool kept,
                       clock::time_point deadline) noexcept;
    /// An event had to wait.
    void count_blocked() noexcept;
    /// From now on a part is kept for events of `keep_severity`.
    void keep_room() noexcept;
    /// Counts an event that could not be encoded.
    void count_rejected(rejection reason) noexcept;
    /// Counts an event that came while this thread was in the middle of another, as a signal handler's may:
    /// it may have the lock, so this takes none.
    void count_reentrant(std::uint64_t events = 1) noexcept
    {
        reentrant_.fetch_add(events, std::memory_order_relaxed);
    }
    /// Forgets these. \return how many there were.
    std::uint64_t take_reentrant() noexcept { return reentrant_.exchange(0, std::memory_order_relaxed); }
    /// Whether its locks could be had before `latest`; see `can_be_had`.
    bool can_be_locked(clock::time_point latest) noexcept
    {
        return can_be_had(mutex_, latest) && can_be_had(texts_mutex_, latest);
    }
    /// Counts an encoded event that is too large, and hands it over.
    put_result reject_too_large(std::string_view label, char const* event, std::size_t size,
                                encode_report const& report) noexcept;
    /// Waits until the chunk is settled, or the deadline has come.
    chunk_end wait_delivered(chunk_waiter& waiter, clock::time_point deadline) noexcept;
    /// Seals every open chunk. \return the sequence of the last chunk there is.
    std::uint64_t seal_all() noexcept;
    /// Rejects every event from now on.
    void refuse_new() noexcept;
    bool refuses_new() const noexcept;
    /// Waits until every chunk up to `sequence` is settled, or the deadline has come. \return whether they
    /// are.
    bool wait_settled(std::uint64_t sequence, clock::time_point deadline) noexcept;
    /// What waits in chunks up to `sequence`.
    amount waiting_up_to(std::uint64_t sequence) const noexcept;
    /// Takes memory, and the texts, without the lock that logging threads take.
    log_fluentd::statistics statistics() const;
    /// Names the servers for the statistics, where that was not done.
    void list_servers(std::vector<listed_server> servers);
    /// What the statistics show as the last trouble, with that server or (without one) of the sender as a
    /// whole.
    void note_trouble(std::optional<std::size_t> server, std::string words, std::error_code error);
    /// What `f` reads from the counters, without a copy of them, which takes memory. `buffer_bytes` is not
    /// among them.
    template <typename Function>
    auto read(Function f) const noexcept
    {
        std::lock_guard<std::mutex> lock(mutex_);
        return f(counters_);
    }

    // The strand.

    /// The oldest sealed chunk that was not taken, or null. It still counts as waiting.
    chunk* take() noexcept;
    /// Whether a chunk is open, and so will have to be sealed some time.
    bool has_open() const noexcept;
    /// Whether `take` has one to give.
    bool has_next() const noexcept;
    /// Whether nothing waits, sealed or not.
    bool empty() const noexcept;
    /// \param server That took it, as numbered in the configuration.
    void settle_delivered(chunk* taken, std::size_t server = 0) noexcept;
    /// Chunks are sealed at so many bytes from now on, but never above what is configured, nor below 4 KiB.
    void seal_at(std::size_t bytes) noexcept;
    /// Divides a chunk of several events in two, the first of them with so many of these; 0: half of them.
    /// \return the second half, which counts as taken too, and has
    /// the same sequence; null where it cannot be divided, or there is no memory to do so. Nothing is copied.
    chunk* divide(chunk* taken, std::uint64_t events_of_first = 0) noexcept;
    void settle_dropped(chunk* taken, drop reason) noexcept;
    /// Changes counters that are the strand's to change. Not texts: see `note_trouble`.
    template <typename Function>
    void note(Function f)
    {
        std::lock_guard<std::mutex> lock(mutex_);
        f(counters_);
    }
    /// Makes the events that tell of lost ones, when the outage is over, or `at_close`. \return whether there
    /// were any.
    bool make_gap_events(bool at_close) noexcept;
    /// Counts those that could not be made as dropped.
    void drop_gap_events() noexcept;
    /// True once for each time that the buffer began to lose events, or to let them wait, because it is full.
    bool take_full_notice() noexcept;
    /// Whether memory is held that nothing is in, beyond a little. It may be needed again soon.
    bool has_idle_memory() const noexcept;
    /// What was idle ever since the last call is to go back to the system. \return whether there is any, for
    /// `give_back_some`.
    bool find_idle_memory() noexcept;
    /// Gives a part of it back, which takes a fraction of a millisecond, most of it without the lock.
    /// \return whether there is more.
    bool give_back_some() noexcept;
    slab_pool const& pool() const noexcept { return pool_; }
    std::size_t limit() const noexcept { return limit_; }

    // The overflow handler's thread.

    /// Who is told of all that is given up. \pre Nothing is in the buffer yet.
    void set_listener(std::weak_ptr<given_up_listener> listener) noexcept { listener_ = std::move(listener); }

    /// The oldest chunk that was given up, awaited; null when nothing more comes. It counts as waiting for
    /// the handler until `settle_given_up`. Its bytes may be read until `free_given_up`.
    chunk* take_given_up() noexcept;
    /// Its bytes were copied: gives its memory back. \return whether the handler may be called for it; it is
    /// missed where the hand-over was abandoned meanwhile.
    bool free_given_up(chunk* taken) noexcept;
    /// The handler has taken so much, or could not be called for it.
    void settle_given_up(amount taken) noexcept;
    void miss_given_up(amount taken) noexcept;
    /// Nothing will be given up any more: `take_given_up` ends when it has no more.
    void end_hand_over() noexcept;
    /// `take_given_up` ends at once; what is left, and what comes, is missed.
    void abandon_hand_over() noexcept;
    bool has_given_up() const noexcept;

private:
    class giving_up;
    chunk* make_chunk();
    void begin_chunk(chunk& c, std::string_view label) noexcept;
    std::string_view prefix_of(std::string_view label) const noexcept;
    std::size_t tag_size(std::string_view label) const noexcept;
    std::size_t slabs_for(chunk const* c, std::string_view label, std::size_t size) const noexcept;
    std::size_t slabs_for_chunks() const noexcept;
    std::size_t free_slabs(bool kept) const noexcept;
    bool hand_over_copy(std::string_view label, char const* event, std::size_t size, errc reason) noexcept;
    void hand_over_chunk(chunk* dropped, errc reason) noexcept;
    put_result reject_full(std::string_view label, char const* event, std::size_t size) noexcept;
    put_result ask_to_wait(std::size_t size) noexcept;
    bool fits(chunk const& open, std::size_t size) const noexcept;
    void count_accepted(chunk& c, std::size_t size) noexcept;
    chunk* find_open(std::string_view label) noexcept;
    chunk* remember(chunk* c) noexcept;
    chunk* open(std::string_view label);
    bool make_room(std::string_view label, std::size_t size, bool kept) noexcept;
    bool may_ever_fit(std::string_view label, std::size_t size, bool kept) const noexcept;
    chunk* may_go(bool for_kept) noexcept;
    bool begin_outage() noexcept;
    bool make_gap_event(scratch& event, std::string& tag) noexcept;
    bool seal_where_nothing_is() noexcept;
    void drop_locked(chunk* c, drop reason) noexcept;
    void append(chunk& c, char const* data, std::size_t size) noexcept;
    void seal(chunk& c) noexcept;
    void link_sealed(chunk& c) noexcept;
    std::uint64_t seal_all_locked() noexcept;
    void unlink(chunk* settled, chunk_end end, errc reason) noexcept;
    void recycle(chunk* c) noexcept;
    void keep_spare(chunk* c) noexcept;
    bool has_large_map() const noexcept;
    slab_pool::index cut(chunk& c, std::size_t bytes, std::size_t& rest_begin);
    void link_behind(chunk& taken, chunk& other) noexcept;
    void count_repairs(encode_report const& report) noexcept;
    put_result reject(rejection reason, std::size_t size) noexcept;

    mutable std::mutex mutex_;
    wait_list settled_;
    std::string const prefix_;
    std::size_t const limit_;
    std::size_t const most_in_a_chunk_;
    std::size_t chunk_limit_; // what it is now
    overflow_policy const overflow_;
    bool const keeps_gaps_;
    bool const time_as_integer_;
    slab_pool pool_;
    std::size_t reserve_ = 0; // slabs for events of `keep_severity` alone
    gap_table gaps_;
    wait_list room_;
    std::size_t waiting_for_room_ = 0; // threads

    // Open chunks by label; the key lies in the chunk's own tag, so a tag costs nothing once it is sealed.
    using open_map = boost::unordered_flat_map<std::string_view, chunk*>;
    open_map open_;
    std::size_t most_open_ = 0; // since `find_idle_memory`
    bool answers_quickly_ = true;
    chunk* last_open_ = nullptr; // the one put to last: most programs have one tag
    std::string_view last_label_;

    // Sealed chunks in order of sequence, those that the strand has taken among them.
    chunk* oldest_ = nullptr;
    chunk* newest_ = nullptr;
    chunk* next_to_take_ = nullptr;
    chunk* may_go_first_ = nullptr; // see may_go
    clock::time_point open_since_;  // while any is open
    chunk* spare_ = nullptr;        // emptied ones, to be used again
    std::size_t spare_count_ = 0;
    std::size_t chunks_ = 0;       // that are in use
    std::size_t to_give_back_ = 0; // slabs
    std::uint64_t last_sequence_ = 0;

    hand_over hand_over_;
    std::weak_ptr<given_up_listener> listener_;
    bool handed_over_ = false; // since the lock was taken
    std::condition_variable given_up_changed_;
    bool hand_over_ended_ = false;
    bool hand_over_abandoned_ = false;

    bool wake_was_missed_ = false;
    bool refuses_new_ = false;
    bool full_ = false;
    bool full_notice_ = false;
    log_fluentd::statistics counters_; // without a text: a copy takes no memory but for the list of servers

    // Texts of the statistics, under a lock of their own.
    struct trouble
    {
        std::string words;
        std::error_code error;
    };
    struct server_texts
    {
        std::string address;
        trouble last;
    };
    mutable std::mutex texts_mutex_;
    std::vector<server_texts> server_texts_;
    trouble last_trouble_;
    std::atomic<std::uint64_t> reentrant_{0}; // rejected events, without the lock
};

} // namespace log_fluentd::detail

#endif
