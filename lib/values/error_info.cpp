// Copyright (c) 2026 The log_fluentd authors
// Distributed under the Boost Software License, Version 1.0.
// (See accompanying file LICENSE_1_0.txt or https://www.boost.org/LICENSE_1_0.txt)

#include "values/error_info.hpp"

#include "base/printable.hpp"
#include "os/fork.hpp"

#include <log_fluentd/error_info.hpp>

#include <algorithm>
#include <atomic>
#include <memory>
#include <mutex>
#include <stdexcept>
#include <string>
#include <vector>

namespace log_fluentd::detail {

namespace {

struct keyed_info
{
    error_info info;
    std::string key;
};
struct infos
{
    std::vector<keyed_info> all;
    infos const* replaced = nullptr; // may still be in use
};

// Replaced and never changed, because there are few.
std::atomic<infos const*> registered{nullptr};
fork_safe_mutex registering; // trivially destructible if its mutex is a POSIX one

} // namespace

void put_error_infos(value_writer& out, boost::exception const& exception)
{
    infos const* const known = registered.load(std::memory_order_acquire);
    if (!known)
        return;
    for (auto const& [info, key] : known->all) {
        if (void const* const value = info.find(exception)) {
            out.key(key);
            write_guarded(out, info.write, value);
        }
    }
}

void register_error_info(error_info const& info, std::string_view key)
{
    constexpr std::string_view reserved[] = {"type", "message", "nested", "diagnostic"};
    if (std::find(std::begin(reserved), std::end(reserved), key) != std::end(reserved))
        throw std::invalid_argument("register_error_info: each exception may have the key " + in_quotes(key) +
                                    "; choose another");
    std::lock_guard<fork_safe_mutex> const lock(registering);
    infos const* const before = registered.load(std::memory_order_relaxed);
    auto next = std::make_unique<infos>();
    if (before)
        next->all = before->all;
    next->replaced = before;
    auto& all = next->all;
    auto const is_same = [&](keyed_info const& known) { return *known.info.type == *info.type; };
    all.erase(std::remove_if(all.begin(), all.end(), is_same), all.end());
    if (std::any_of(all.begin(), all.end(), [&](keyed_info const& known) { return known.key == key; }))
        throw std::invalid_argument("register_error_info: another error info has the key " + in_quotes(key) +
                                    "; choose another");
    all.push_back({info, std::string(key)});
    registered.store(next.release(), std::memory_order_release);
}

} // namespace log_fluentd::detail
