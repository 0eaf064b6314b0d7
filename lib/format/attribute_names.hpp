// Copyright (c) 2026 The log_fluentd authors
// Distributed under the Boost Software License, Version 1.0.
// (See accompanying file LICENSE_1_0.txt or https://www.boost.org/LICENSE_1_0.txt)

#pragma once

/// \file
/// The attributes that are sent under their own name.

#include "msgpack/padded_bytes.hpp"
#include "os/fork.hpp"

#include <boost/log/attributes/attribute_name.hpp>

#include <array>
#include <atomic>
#include <memory>
#include <string>
#include <unordered_map>
#include <unordered_set>

namespace log_fluentd::detail {

/// An attribute that the dictionary does not mention.
struct other_attribute
{
    /// Its key in the map, which is its name.
    std::string key;
    /// The key as msgpack.
    padded_bytes encoded_key;
    /// Whether it is sent.
    bool is_sent = false;
    /// Whether its key is that of messages that are not merged.
    bool is_message_key = false;
};

/// Each attribute is made once, and found by the number that Boost.Log gives to its name.
///
/// \par Thread safety
/// `find` may be called from several threads at a time.
class attribute_names
{
public:
    /// \param unsent Names of attributes that are not sent.
    /// \param dictionary_keys Keys that no attribute may have.
    attribute_names(std::unordered_set<std::string> unsent, std::unordered_set<std::string> dictionary_keys,
                    std::string message_key);

    other_attribute const& find(boost::log::attribute_name name) const
    {
        if (name.id() < quick_.size()) {
            auto const* const known = quick_[name.id()].load(std::memory_order_acquire);
            if (known)
                return *known;
        }
        return find_slowly(name);
    }

private:
    other_attribute const& find_slowly(boost::log::attribute_name name) const;
    std::unique_ptr<other_attribute const> make(boost::log::attribute_name name) const;

    std::unordered_set<std::string> unsent_;
    std::unordered_set<std::string> dictionary_keys_;
    std::string message_key_;

    // Numbers are dense and names few, so most programs do not use the map twice for a name.
    mutable std::array<std::atomic<other_attribute const*>, 512> quick_{};
    mutable fork_safe_member_mutex mutex_;
    mutable std::unordered_map<boost::log::attribute_name::id_type, std::unique_ptr<other_attribute const>>
        all_;
};

} // namespace log_fluentd::detail
