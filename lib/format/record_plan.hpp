// Copyright (c) 2026 The log_fluentd authors
// Distributed under the Boost Software License, Version 1.0.
// (See accompanying file LICENSE_1_0.txt or https://www.boost.org/LICENSE_1_0.txt)

#pragma once

/// \file
/// A format dictionary as a sequence of steps, by which nearly every record is written: bytes that are always
/// the same, then a value. The cost of logging is mostly the amount of code that each record brings into the
/// processor's cache.

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
        /// A text of the scope, with its key. Not if the record has an attribute of `own`.
        scope,
        /// `record_writer` writes `key`.
        unusual,
    };

    kind what = kind::unusual;
    attribute_slots::slot slot = attribute_slots::none;
    /// The number of entries in `before`.
    std::uint32_t entries = 0;
    std::uint32_t own = 0;
    /// The size of the constants' keys and values, which come first.
    std::uint32_t before = 0;
    /// The same with the key of the value.
    std::uint32_t size = 0;
    /// For `copy_padded`.
    char const* bytes = nullptr;
    compiled_key const* key = nullptr;
};

class record_plan
{
public:
    record_plan() = default;
    /// \param keys Must outlive the plan.
    /// \param message_key If null, more than the message follows the keys.
    record_plan(std::vector<compiled_key> const& keys, padded_bytes const* message_key);

    std::vector<plan_step> const& steps() const noexcept { return steps_; }
    /// The constants at the end, and the key of the message.
    plan_step const& tail() const noexcept { return tail_; }
    /// Whether only the message follows.
    bool ends_with_message() const noexcept { return tail_.size != tail_.before; }
    /// The most bytes that are always the same.
    std::size_t constant_size() const noexcept { return constant_size_; }
    /// Attributes that replace a constant. The plan does not apply to a record that has one of them.
    std::uint32_t displacing() const noexcept { return displacing_; }

private:
    std::vector<plan_step> steps_;
    plan_step tail_;
    std::uint32_t displacing_ = 0;
    std::size_t constant_size_ = 0;
    std::vector<char> bytes_;
};

} // namespace log_fluentd::detail
