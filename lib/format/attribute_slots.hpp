// Copyright (c) 2026 The log_fluentd authors
// Distributed under the Boost Software License, Version 1.0.
// (See accompanying file LICENSE_1_0.txt or https://www.boost.org/LICENSE_1_0.txt)

#ifndef LOG_FLUENTD_LIB_FORMAT_ATTRIBUTE_SLOTS_HPP_INCLUDED_
#define LOG_FLUENTD_LIB_FORMAT_ATTRIBUTE_SLOTS_HPP_INCLUDED_

/// \file
/// The attributes that a format looks at, found once per record.

#include "format/attribute_walk.hpp"

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

    /// What a record has of the names.
    class values
    {
    public:
        /// Null when the record has none. \pre `of` is not `none`.
        boost::log::attribute_value const* operator[](slot of) const noexcept
        {
            return (present_ & bit(of)) != 0 ? by_slot_[of] : nullptr;
        }
        /// Whether it has one of those slots, which are given as bits.
        bool has_any(std::uint32_t slots) const noexcept { return (present_ & slots) != 0; }

    private:
        friend class attribute_slots;

        std::uint32_t present_ = 0;
        std::array<boost::log::attribute_value const*, most> by_slot_; // those present
    };

    static constexpr std::uint32_t bit(slot of) noexcept { return std::uint32_t{1} << of; }

    slot add(boost::log::attribute_name name)
    {
        auto const id = name.id();
        if (id >= by_id_.size())
            by_id_.resize(id + 1, none);
        if (by_id_[id] == none && count_ < most)
            by_id_[id] = static_cast<slot>(count_++);
        return by_id_[id];
    }

    // In one pass over the record: half of all look-ups would be for attributes that are not there.
    void find(boost::log::attribute_value_set const& record, values& found) const
    {
        slot const* const by_id = by_id_.data();
        std::size_t const size = by_id_.size();
        std::uint32_t present = 0;
        auto const end = record.end();
        for (auto it = record.begin(); it != end; it = next_of(it)) {
            auto const id = it->first.id(); // small and dense: Boost.Log counts them
            slot const of = id < size ? by_id[id] : none;
            if (of == none || !it->second)
                continue;
            found.by_slot_[of] = &it->second;
            present |= bit(of);
        }
        found.present_ = present;
    }

private:
    std::vector<slot> by_id_;
    std::size_t count_ = 0;
};

} // namespace log_fluentd::detail

#endif
