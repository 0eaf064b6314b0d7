// Copyright (c) 2026 The log_fluentd authors
// Distributed under the Boost Software License, Version 1.0.
// (See accompanying file LICENSE_1_0.txt or https://www.boost.org/LICENSE_1_0.txt)

#pragma once

/// \file
/// Evidence that a chunk, and not its server, is at fault when the server refuses it.

#include "buffer/chunk.hpp"

#include <array>
#include <chrono>
#include <cstddef>
#include <vector>

namespace log_fluentd::detail {

/// Collects the evidence. A server with a full buffer refuses everything, a server that is restarted refuses
/// what it is just reading, and a bad line breaks at any byte; none of these may ever cost an event. So a
/// refusal counts against a chunk only if the server could read all of it and delivered others like it (of
/// the same tag, and at least half its size): one before, and at least three after it. A server that delivers
/// what it had refused is unreliable, and none of its refusals until then counts.
class evidence
{
public:
    using time_point = std::chrono::steady_clock::time_point;

    /// The number of refusals that count after which a chunk is divided, which costs nothing.
    static constexpr int several = 3;
    /// The number of them after which an event is discarded.
    static constexpr int certain = 5;
    /// The number of refusals in a row after which a chunk is sent after the others.
    static constexpr int to_set_aside = 3;
    /// The number of refusals after which a chunk is divided whatever the evidence. It helps with a server
    /// that does not accept large chunks.
    static constexpr int to_divide_anyway = 10;
    /// How long an event that is larger than its server accepts waits before it is discarded, with at least
    /// `certain` attempts for events like it: somebody may raise the server's limit.
    static constexpr std::chrono::minutes long_enough{10};

    explicit evidence(std::size_t servers) : of_servers_(servers) {}

    /// The server has accepted the chunk, of `bytes` bytes on the wire. That clears it.
    void delivered(std::size_t server, chunk const& c, std::size_t bytes) noexcept;
    /// A server has closed the connection over the chunk.
    /// \param whole Whether the server could have read all of it.
    /// \returns how often that has happened, with any server.
    /// \throws std::bad_alloc.
    int refused(std::size_t server, chunk const& c, std::size_t bytes, bool whole);
    /// Whether there is enough evidence to divide the chunk.
    bool may_divide(chunk const& c) const noexcept;
    /// Whether there is enough evidence to discard the event, which is alone in its chunk.
    bool may_discard(chunk const& c) const noexcept;
    /// The number of its refusals.
    int refusals(chunk const& c) const noexcept;
    /// The server that refused it last, or `none`.
    std::size_t last_refuser(chunk const& c) const noexcept;
    static constexpr std::size_t none = static_cast<std::size_t>(-1);

    /// Records that a chunk was divided: both parts are suspect from the beginning.
    /// \throws std::bad_alloc.
    void divided(chunk const& half, chunk const& other);
    bool is_piece(chunk const& c) const noexcept;
    void forget(chunk const& c) noexcept;
    void clear() noexcept { suspects_.clear(); }

private:
    struct charge
    {
        std::size_t server;
        std::size_t bytes = 0; ///< Of the chunk, on its way there.
        int counted = 0;
        /// There was a refusal and a delivery like it before, and not enough of these since.
        bool is_open = false;
        int since = 0; ///< The number of deliveries like it since.
    };
    struct suspect
    {
        chunk const* subject;
        int refusals = 0;
        bool is_piece = false;
        std::size_t last_refuser = none;
        std::vector<charge> charges;

        charge* find(std::size_t server) noexcept;
    };
    /// A chunk that a server has accepted lately.
    struct taken
    {
        std::size_t tag = 0;
        std::size_t bytes = 0;
    };
    struct server_memory
    {
        std::array<taken, 64> last{};
        std::size_t next = 0;
    };

    suspect* find(chunk const& c) noexcept;
    suspect const* find(chunk const& c) const noexcept { return const_cast<evidence*>(this)->find(c); }
    bool took_one_like(std::size_t server, chunk const& c, std::size_t bytes) const noexcept;
    void discharge(std::size_t server) noexcept;
    static int counted(suspect const& s) noexcept;

    std::vector<server_memory> of_servers_;
    std::vector<suspect> suspects_;
};

} // namespace log_fluentd::detail
