// Copyright (c) 2026 The log_fluentd authors
// Distributed under the Boost Software License, Version 1.0.
// (See accompanying file LICENSE_1_0.txt or https://www.boost.org/LICENSE_1_0.txt)

#include "settings/sender_registry.hpp"

#include "os/fork.hpp"

#include <algorithm>
#include <functional>
#include <map>
#include <mutex>
#include <vector>

namespace log_fluentd::detail {

namespace {

using generations = std::vector<std::weak_ptr<sender>>; // the newest is the last

struct registry
{
    fork_safe_mutex mutex;
    std::map<std::string, generations, std::less<>> senders;

    void remove_dead()
    {
        for (auto at = senders.begin(); at != senders.end();) {
            auto& list = at->second;
            auto const is_gone = [](auto const& one) { return one.expired(); };
            list.erase(std::remove_if(list.begin(), list.end(), is_gone), list.end());
            at = list.empty() ? senders.erase(at) : std::next(at);
        }
    }
};

// Never destroyed: a static destructor of the program's may still look up a sender.
fork_safe_static<registry> the_registry;

} // namespace

void remember_sender(std::string const& name, std::shared_ptr<sender> const& named)
{
    auto& all = the_registry.get();
    std::lock_guard<fork_safe_mutex> const lock(all.mutex);
    all.remove_dead();
    // If push_back throws, the empty list left by operator[] is removed by the next call.
    all.senders[name].push_back(named);
}

std::shared_ptr<sender> remembered_sender(std::string_view name)
{
    auto& all = the_registry.get();
    std::lock_guard<fork_safe_mutex> const lock(all.mutex);
    auto const found = all.senders.find(name);
    if (found == all.senders.end())
        return nullptr;
    for (auto newest = found->second.rbegin(); newest != found->second.rend(); ++newest)
        if (auto alive = newest->lock())
            return alive;
    all.senders.erase(found);
    return nullptr;
}

} // namespace log_fluentd::detail
