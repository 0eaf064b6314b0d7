// Copyright (c) 2026 The log_fluentd authors
// Distributed under the Boost Software License, Version 1.0.
// (See accompanying file LICENSE_1_0.txt or https://www.boost.org/LICENSE_1_0.txt)

#pragma once

/// \file
/// What is known about the names of attributes that are sent under their own name.

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
    /// Its key in the map: its name.
    std::string key;
    /// The same as msgpack.
    padded_bytes encoded_key;
    /// Whether it is sent at all.
    bool is_sent = false;
    /// Whether its key is the one of messages that are not merged.
    bool is_message_key = false;
};

/// Made once for each name and found by the number that Boost.Log gives it.
///
/// \par Thread safety `find` may be called from several threads at a time.
class attribute_names
{
public:
    /// \param unsent Names of attributes that are not sent. \param dictionary_keys Keys that no attribute
    /// gets.
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

    // Numbers are dense and names few, so most programs never need the map twice for a name.
    mutable std::array<std::atomic<other_attribute const*>, 512> quick_{};
    mutable fork_safe_member_mutex mutex_;
    mutable std::unordered_map<boost::log::attribute_name::id_type, std::unique_ptr<other_attribute const>>
        all_;
};

} // namespace log_fluentd::detail
