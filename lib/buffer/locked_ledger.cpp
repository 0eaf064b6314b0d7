// Copyright (c) 2026 The log_fluentd authors
// Distributed under the Boost Software License, Version 1.0.
// (See accompanying file LICENSE_1_0.txt or https://www.boost.org/LICENSE_1_0.txt)

#include "buffer/locked_ledger.hpp"

#include <utility>

namespace log_fluentd::detail {

using guard = std::lock_guard<std::mutex>;

void locked_ledger::list_servers(std::vector<listed_server> servers)
{
    std::vector<server_texts> texts;
    std::vector<server_statistics> counters(servers.size());
    texts.reserve(servers.size());
    for (auto& one : servers) {
        counters[texts.size()].standby = one.standby;
        texts.push_back({std::move(one.address), {}});
    }
    std::scoped_lock const lock(parts_.mutex, texts_mutex_);
    if (!server_texts_.empty())
        return;
    server_texts_.swap(texts);
    parts_.counts.counters().servers.swap(counters);
}

void locked_ledger::note_trouble(std::optional<std::size_t> server, std::string words, std::error_code error)
{
    trouble of_sender{std::move(words), error};
    trouble of_server = server ? of_sender : trouble{};
    guard lock(texts_mutex_);
    if (server)
        std::swap(server_texts_[*server].last, of_server);
    std::swap(last_trouble_, of_sender);
}

statistics locked_ledger::snapshot() const
{
    statistics copy;
    {
        guard lock(texts_mutex_);
        copy.servers.resize(server_texts_.size());
    }
    {
        auto const parts = parts_.locked();
        copy = parts->counts.counters(); // has room for the servers, and no texts
        amount const reentrant{reentrant_.load(std::memory_order_relaxed), 0};
        copy.offered += reentrant;
        copy.rejected[static_cast<std::size_t>(rejection::reentrant)] += reentrant;
        copy.buffer_bytes = parts->chunks.pool().used_bytes();
        auto const now = chunk_queue::clock::now();
        copy.oldest_waiting =
            std::chrono::duration_cast<std::chrono::milliseconds>(now - parts->queue.since(now));
    }
    guard lock(texts_mutex_);
    copy.last_error = last_trouble_.words;
    copy.last_error_code = last_trouble_.error;
    for (std::size_t i = 0; i < copy.servers.size(); ++i) {
        copy.servers[i].address = server_texts_[i].address;
        copy.servers[i].last_error = server_texts_[i].last.words;
        copy.servers[i].last_error_code = server_texts_[i].last.error;
    }
    return copy;
}

} // namespace log_fluentd::detail
