// Copyright (c) 2026 The log_fluentd authors
// Distributed under the Boost Software License, Version 1.0.
// (See accompanying file LICENSE_1_0.txt or https://www.boost.org/LICENSE_1_0.txt)

#include "delivery/evidence.hpp"

#include <algorithm>
#include <functional>

namespace log_fluentd::detail {

namespace {

/// A refusal counts after this many later deliveries.
constexpr int enough_since = 3;

std::size_t hash_of(std::string_view tag) noexcept
{
    return std::hash<std::string_view>()(tag);
}

/// Whether a chunk of `bytes` bytes is like `c`, of which the server refused `refused` bytes.
bool is_like(std::size_t tag, std::size_t bytes, chunk const& c, std::size_t refused) noexcept
{
    return bytes * 2 >= refused && tag == hash_of(c.tag);
}

} // namespace

void evidence::delivered(std::size_t server, chunk const& c, std::size_t bytes) noexcept
{
    if (suspect* const s = find(c)) {
        if (s->find(server))
            discharge(server);
        forget(c);
    }
    auto& memory = of_servers_[server];
    taken const now{hash_of(c.tag), bytes};
    memory.last[memory.next] = now;
    memory.next = (memory.next + 1) % memory.last.size();
    for (auto& s : suspects_) {
        charge* const of_server = s.find(server);
        if (!of_server || !of_server->is_open || !is_like(now.tag, now.bytes, *s.subject, of_server->bytes))
            continue;
        if (++of_server->since == enough_since) {
            of_server->is_open = false;
            ++of_server->counted;
        }
    }
}

int evidence::refused(std::size_t server, chunk const& c, std::size_t bytes, bool whole)
{
    suspect* s = find(c);
    if (!s) {
        suspects_.push_back({&c, 0, false, none, {}});
        s = &suspects_.back();
    }
    charge* of_server = s->find(server);
    if (!of_server) {
        s->charges.push_back({server});
        of_server = &s->charges.back();
    }
    of_server->bytes = bytes;
    if (whole && !of_server->is_open && (of_server->counted || took_one_like(server, c, bytes))) {
        of_server->is_open = true;
        of_server->since = 0;
    }
    s->last_refuser = server;
    return ++s->refusals;
}

void evidence::discharge(std::size_t server) noexcept
{
    for (auto& s : suspects_) {
        if (charge* const of_server = s.find(server))
            *of_server = {server};
    }
}

bool evidence::took_one_like(std::size_t server, chunk const& c, std::size_t bytes) const noexcept
{
    auto const& last = of_servers_[server].last;
    return std::any_of(last.begin(), last.end(),
                       [&](taken const& t) { return t.bytes && is_like(t.tag, t.bytes, c, bytes); });
}

bool evidence::may_divide(chunk const& c) const noexcept
{
    suspect const* const s = find(c);
    if (!s || c.content.events < 2)
        return false;
    // A piece is known to have a bad event; the question is only in which half it is.
    if (s->is_piece && (counted(*s) >= 1 || s->refusals >= several))
        return true;
    return counted(*s) >= several || s->refusals >= to_divide_anyway;
}

bool evidence::may_discard(chunk const& c) const noexcept
{
    suspect const* const s = find(c);
    return s && c.content.events == 1 && counted(*s) >= certain;
}

int evidence::refusals(chunk const& c) const noexcept
{
    suspect const* const s = find(c);
    return s ? s->refusals : 0;
}

std::size_t evidence::last_refuser(chunk const& c) const noexcept
{
    suspect const* const s = find(c);
    return s ? s->last_refuser : none;
}

void evidence::divided(chunk const& half, chunk const& other)
{
    suspects_.reserve(suspects_.size() + 2);
    forget(half);
    suspects_.push_back({&half, 0, true, none, {}});
    suspects_.push_back({&other, 0, true, none, {}});
}

bool evidence::is_piece(chunk const& c) const noexcept
{
    suspect const* const s = find(c);
    return s && s->is_piece;
}

void evidence::forget(chunk const& c) noexcept
{
    auto const is_it = [&c](suspect const& s) { return s.subject == &c; };
    suspects_.erase(std::remove_if(suspects_.begin(), suspects_.end(), is_it), suspects_.end());
}

int evidence::counted(suspect const& s) noexcept
{
    int most = 0;
    for (auto const& charged : s.charges)
        most = std::max(most, charged.counted);
    return most;
}

evidence::charge* evidence::suspect::find(std::size_t server) noexcept
{
    auto const found = std::find_if(charges.begin(), charges.end(),
                                    [server](charge const& charged) { return charged.server == server; });
    return found == charges.end() ? nullptr : &*found;
}

evidence::suspect* evidence::find(chunk const& c) noexcept
{
    auto const found =
        std::find_if(suspects_.begin(), suspects_.end(), [&c](suspect const& s) { return s.subject == &c; });
    return found == suspects_.end() ? nullptr : &*found;
}

} // namespace log_fluentd::detail
