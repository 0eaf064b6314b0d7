// Copyright (c) 2026 The log_fluentd authors
// Distributed under the Boost Software License, Version 1.0.
// (See accompanying file LICENSE_1_0.txt or https://www.boost.org/LICENSE_1_0.txt)

#ifndef LOG_FLUENTD_LIB_DELIVERY_EVIDENCE_HPP_INCLUDED_
#define LOG_FLUENTD_LIB_DELIVERY_EVIDENCE_HPP_INCLUDED_

/// \file
/// What speaks for it that a chunk, and not its server, is at fault when the server refuses it.

#include "buffer/chunk.hpp"

#include <array>
#include <chrono>
#include <cstddef>
#include <string_view>
#include <vector>

namespace log_fluentd::detail {

/// A server with a full buffer refuses everything, one that is restarted refuses what it just reads, a bad
/// line breaks at any byte, and none of them may ever cost an event. So a refusal counts against a chunk only
/// where the server could read all of it, and delivered others like it, of the same tag and at least half its
/// size, before, and at least three of them after. A server that delivers what it had refused is capricious:
/// then nothing counts that it refused until then.
class evidence
{
public:
    using time_point = std::chrono::steady_clock::time_point;

    /// So many refusals that count make a chunk suspect, enough to divide it: that costs nothing.
    static constexpr int several = 3;
    /// So many, enough to give up an event.
    static constexpr int certain = 5;
    /// So many in a row make one go behind the others.
    static constexpr int to_set_aside = 3;
    /// A chunk that was refused so often is divided whatever the evidence; it helps with a server that does
    /// not take large ones.
    static constexpr int to_divide_anyway = 10;
    /// So long an event that alone is larger than what its server takes waits, and `certain` tries with
    /// events like it at least: somebody may raise the server's limit.
    static constexpr std::chrono::minutes long_enough{10};

    explicit evidence(std::size_t servers) : of_servers_(servers) {}

    /// The server has taken the chunk, of so many bytes on the wire. That clears it.
    void delivered(std::size_t server, chunk const& c, std::size_t bytes) noexcept;
    /// A server has broken off over the chunk. \param whole It could have read all of it. \return how often
    /// that has happened, with any server. \throws std::bad_alloc
    int refused(std::size_t server, chunk const& c, std::size_t bytes, bool whole);
    /// The chunk is at fault, as far as dividing it goes.
    bool may_divide(chunk const& c) const noexcept;
    /// The event, alone in its chunk, is at fault.
    bool may_give_up(chunk const& c) const noexcept;
    /// Its refusals.
    int refusals(chunk const& c) const noexcept;
    /// The server that refused it last, or `none`.
    std::size_t last_refuser(chunk const& c) const noexcept;
    static constexpr std::size_t none = static_cast<std::size_t>(-1);

    /// Both halves of what was one chunk are suspect from the beginning. \throws std::bad_alloc
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
        bool is_open = false; ///< A refusal, one like it before, and not enough like it since.
        int since = 0;        ///< So many like it since.
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
    /// What a server has taken lately.
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

#endif
