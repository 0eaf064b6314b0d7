// Copyright (c) 2026 The log_fluentd authors
// Distributed under the Boost Software License, Version 1.0.
// (See accompanying file LICENSE_1_0.txt or https://www.boost.org/LICENSE_1_0.txt)

#pragma once

/// \file
/// The attributes that a format uses, found once per record.

#include <boost/log/attributes/attribute_name.hpp>
#include <boost/log/attributes/attribute_value.hpp>
#include <boost/log/attributes/attribute_value_set.hpp>

#include <array>
#include <cstddef>
#include <cstdint>
#include <vector>

namespace log_fluentd::detail {

using attribute_iterator = boost::log::attribute_value_set::const_iterator;

/// The same as `begin` and `++`, for the record that a sink consumes, without their calls into Boost.Log.
/// \param end The end of the same record.
attribute_iterator first_of(boost::log::attribute_value_set const& record, attribute_iterator end);
attribute_iterator next_of(attribute_iterator it);

/// Gives a small number to each name.
class attribute_slots
{
public:
    using slot = std::uint8_t;
    static constexpr std::size_t most = 31;
    /// For a name beyond `most`, which has to be looked up. No record has a value there.
    static constexpr slot none = most;

    /// A record's values of the names.
    class values
    {
    public:
        values() noexcept {} // leaves most of it uninitialised
        /// Null if the record has no such attribute.
        boost::log::attribute_value const* operator[](slot of) const noexcept
        {
            return (present_ & bit(of)) != 0 ? by_slot_[of] : nullptr;
        }
        /// Whether it has a value in any of the slots, which are given as bits.
        bool has_any(std::uint32_t slots) const noexcept { return (present_ & slots) != 0; }

    private:
        friend class attribute_slots;

        std::uint32_t present_ = 0;
        std::array<boost::log::attribute_value const*, most> by_slot_; // only those present are set
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

    void find(boost::log::attribute_value_set const& record, values& found) const;

private:
    std::vector<slot> by_id_;
    std::size_t count_ = 0;
};

} // namespace log_fluentd::detail
