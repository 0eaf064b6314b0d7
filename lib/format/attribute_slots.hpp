// Copyright (c) 2026 The log_fluentd authors
// Distributed under the Boost Software License, Version 1.0.
// (See accompanying file LICENSE_1_0.txt or https://www.boost.org/LICENSE_1_0.txt)

#ifndef LOG_FLUENTD_LIB_FORMAT_ATTRIBUTE_SLOTS_HPP_INCLUDED_
#define LOG_FLUENTD_LIB_FORMAT_ATTRIBUTE_SLOTS_HPP_INCLUDED_

/// \file
/// The attributes that a format looks at, found in one pass over a record: looking each up by itself is what
/// costs most in a record otherwise, and half of the look-ups are for attributes that are not there.

#include <boost/log/attributes/attribute_name.hpp>
#include <boost/log/attributes/attribute_value.hpp>
#include <boost/log/attributes/attribute_value_set.hpp>

#include <array>
#include <cstddef>
#include <cstdint>
#include <vector>

namespace log_fluentd::detail {

/// Gives each name a small number.
class attribute_slots
{
public:
    using slot = std::uint8_t;
    /// For a name beyond `most`; it has to be looked up.
    static constexpr slot none = 0xFF;
    static constexpr std::size_t most = 32;
    /// A record's values by slot; null where it has none.
    using values = std::array<boost::log::attribute_value const*, most>;

    slot add(boost::log::attribute_name name)
    {
        auto const id = name.id();
        if (id >= by_id_.size())
            by_id_.resize(id + 1, none);
        if (by_id_[id] == none && count_ < most)
            by_id_[id] = static_cast<slot>(count_++);
        return by_id_[id];
    }

    void find(boost::log::attribute_value_set const& record, values& found) const
    {
        for (std::size_t i = 0; i < count_; ++i)
            found[i] = nullptr;
        for (auto it = record.begin(), end = record.end(); it != end; ++it) {
            auto const id = it->first.id(); // small and dense: Boost.Log counts them
            if (id < by_id_.size() && by_id_[id] != none && it->second)
                found[by_id_[id]] = &it->second;
        }
    }

private:
    std::vector<slot> by_id_;
    std::size_t count_ = 0;
};

} // namespace log_fluentd::detail

#endif
