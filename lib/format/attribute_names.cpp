// Copyright (c) 2026 The log_fluentd authors
// Distributed under the Boost Software License, Version 1.0.
// (See accompanying file LICENSE_1_0.txt or https://www.boost.org/LICENSE_1_0.txt)

#include "format/attribute_names.hpp"

#include "msgpack/encoder.hpp"
#include "msgpack/utf8.hpp"

#include <utility>

namespace log_fluentd::detail {

attribute_names::attribute_names(std::unordered_set<std::string> unsent,
                                 std::unordered_set<std::string> dictionary_keys, std::string message_key)
    : unsent_(std::move(unsent)),
      dictionary_keys_(std::move(dictionary_keys)),
      message_key_(std::move(message_key))
{}

other_attribute const& attribute_names::find_slowly(boost::log::attribute_name name) const
{
    std::lock_guard const lock(mutex_);
    auto& known = all_[name.id()];
    if (!known)
        known = make(name);
    if (name.id() < quick_.size())
        quick_[name.id()].store(known.get(), std::memory_order_release);
    return *known;
}

std::unique_ptr<other_attribute const> attribute_names::make(boost::log::attribute_name name) const
{
    auto made = std::make_unique<other_attribute>();
    made->key = name.string();
    made->is_sent = unsent_.count(made->key) == 0 && dictionary_keys_.count(made->key) == 0;
    made->is_message_key = made->key == message_key_;
    scratch encoded;
    if (!is_utf8(made->key)) {
        // Two names may be equal once they are repaired, and a map must not have a key twice.
        std::string repaired(repaired_size(made->key), '\0');
        repair_utf8(made->key, repaired.data());
        made->key = repaired + " (" + std::to_string(name.id()) + ")";
    }
    write_string(encoded, made->key);
    made->encoded_key.assign({encoded.data(), encoded.size()});
    return made;
}

} // namespace log_fluentd::detail
