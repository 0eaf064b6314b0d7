// Copyright (c) 2026 The log_fluentd authors
// Distributed under the Boost Software License, Version 1.0.
// (See accompanying file LICENSE_1_0.txt or https://www.boost.org/LICENSE_1_0.txt)

#pragma once

/// \file
/// A format dictionary as nearly every record is written by it: bytes that are always the same, then a value,
/// and so on. What logging costs is mostly how much code has to come into the processor's cache with every
/// record.

#include "format/attribute_slots.hpp"

#include <cstdint>
#include <vector>

namespace log_fluentd::detail {

struct compiled_key;
class padded_bytes;

/// Bytes that are always the same, then a value.
struct plan_step
{
    enum class kind : std::uint8_t
    {
        /// The value of the attribute in `slot`, with its type.
        typed,
        /// A text of the scope, with its key; not while the record has an attribute of `own`.
        scope,
        /// `key` knows.
        unusual,
    };

    kind what = kind::unusual;
    attribute_slots::slot slot = attribute_slots::none;
    /// How many entries there are in `before`.
    std::uint32_t entries = 0;
    std::uint32_t own = 0;
    /// Key and value of constants: the first bytes.
    std::uint32_t before = 0;
    /// With the key of the value.
    std::uint32_t size = 0;
    /// For `copy_padded`.
    char const* bytes = nullptr;
    compiled_key const* key = nullptr;
};

class record_plan
{
public:
    record_plan() = default;
    /// \param keys Are referred to. \param message_key Null: the message is not what comes behind them.
    record_plan(std::vector<compiled_key> const& keys, padded_bytes const* message_key);

    std::vector<plan_step> const& steps() const noexcept { return steps_; }
    /// The constants at the end, and the key of the message.
    plan_step const& tail() const noexcept { return tail_; }
    /// Whether the message is all that comes behind.
    bool ends_with_message() const noexcept { return tail_.size != tail_.before; }
    /// How many bytes are always the same, at most.
    std::size_t constant_size() const noexcept { return constant_size_; }
    /// Attributes that would stand where the plan has a constant: with one of them, the plan is none.
    std::uint32_t displacing() const noexcept { return displacing_; }

private:
    std::vector<plan_step> steps_;
    plan_step tail_;
    std::uint32_t displacing_ = 0;
    std::size_t constant_size_ = 0;
    std::vector<char> bytes_;
};

} // namespace log_fluentd::detail
