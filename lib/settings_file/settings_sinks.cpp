// Copyright (c) 2026 The log_fluentd authors
// Distributed under the Boost Software License, Version 1.0.
// (See accompanying file LICENSE_1_0.txt or https://www.boost.org/LICENSE_1_0.txt)

#include "settings_file/settings_sinks.hpp"

#include "os/fork.hpp"
#include "settings/retired_sinks.hpp"
#include "settings/settings_keys.hpp"

#include <boost/weak_ptr.hpp>

#include <algorithm>
#include <mutex>
#include <utility>

namespace log_fluentd::detail {

namespace {

struct remembered
{
    boost::weak_ptr<replaceable_sink> what;
    boost::log::filter filter;
    std::shared_ptr<sender_identity const> identity;
};

struct registry
{
    fork_safe_mutex mutex;
    std::vector<remembered> sinks;
};

// Never destroyed, like that of the senders.
fork_safe_static<registry> the_registry;

void add_secrets(std::vector<secret>& to, auth_config const& of)
{
    to.push_back(of.shared_key);
    to.push_back(of.password);
}

/// The `Server` sections, without their secrets.
settings_tree without_secrets(settings_tree node)
{
    for (auto& [name, server] : node)
        for (auto const& entry : server_keys())
            if (entry.is_secret())
                server.erase(std::string(entry.key));
    return node;
}

remembered to_remember(settings_sink const& made)
{
    return {made.sink.what, made.sink.filter, made.identity};
}

} // namespace

sender_identity identity_of(settings_tree const& section, sink_settings const& settings)
{
    sender_identity result;
    for (auto const& [key, node] : section) {
        auto const* const entry = find_settings_key(key);
        // `MaxEventSize` applies to a sender too, for events that a program passes to its `emit`.
        if ((entry && entry->of_sender && !entry->is_secret()) || key == "MaxEventSize")
            result.keys.emplace(key, without_secrets(node));
    }
    auto const& config = settings.config.sender;
    result.secrets.push_back(config.tls.key_passphrase);
    add_secrets(result.secrets, config.auth);
    for (auto const& one : config.servers)
        add_secrets(result.secrets, one.auth);
    return result;
}

bool operator==(sender_identity const& a, sender_identity const& b)
{
    return a.keys == b.keys &&
           std::equal(a.secrets.begin(), a.secrets.end(), b.secrets.begin(), b.secrets.end(),
                      [](secret const& one, secret const& other) { return one.reveal() == other.reveal(); });
}

void remember_sink(settings_sink const& made)
{
    auto& all = the_registry.get();
    std::lock_guard<fork_safe_mutex> const lock(all.mutex);
    auto const is_gone = [](remembered const& one) { return one.what.expired(); };
    all.sinks.erase(std::remove_if(all.sinks.begin(), all.sinks.end(), is_gone), all.sinks.end());
    all.sinks.push_back(to_remember(made));
}

std::vector<settings_sink> remembered_sinks()
{
    auto& all = the_registry.get();
    std::lock_guard<fork_safe_mutex> const lock(all.mutex);
    std::vector<settings_sink> result;
    for (auto const& one : all.sinks)
        if (auto alive = one.what.lock()) {
            auto used = alive->locked_backend()->sender();
            result.push_back({{std::move(alive), one.filter}, std::move(used), one.identity});
        }
    return result;
}

void remember_only(std::vector<settings_sink> const& made)
{
    std::vector<remembered> renewed;
    for (auto const& one : made)
        renewed.push_back(to_remember(one));
    auto& all = the_registry.get();
    std::lock_guard<fork_safe_mutex> const lock(all.mutex);
    all.sinks.swap(renewed);
}

void retire_sinks(std::vector<settings_sink> sinks)
{
    for (auto& one : sinks)
        one.sender.reset(); // so that the sender closes with the last of its sinks
    for (auto& one : sinks) {
        auto life = make_life(one.sink.what);
        retire_sink(std::move(one.sink.what), std::move(life));
    }
}

} // namespace log_fluentd::detail
