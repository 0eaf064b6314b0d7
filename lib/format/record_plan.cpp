// Copyright (c) 2026 The log_fluentd authors
// Distributed under the Boost Software License, Version 1.0.
// (See accompanying file LICENSE_1_0.txt or https://www.boost.org/LICENSE_1_0.txt)

#include "format/record_plan.hpp"

#include "format/compiled_format.hpp"

#include <utility>

namespace log_fluentd::detail {

namespace {

/// Whether all records have the same bytes here, except those with an attribute in the key's slot.
bool is_constant(compiled_key const& key)
{
    bool const stands_in = !key.entry.empty() && key.slot != attribute_slots::none;
    return key.what == compiled_key::kind::constant || stands_in;
}

plan_step step_for(compiled_key const& key)
{
    plan_step step;
    step.key = &key;
    if (key.slot != attribute_slots::none) {
        step.what = plan_step::kind::typed;
        step.slot = key.slot;
    } else if (key.scope_text != 0) {
        step.what = plan_step::kind::scope;
        step.own = key.own;
    }
    return step;
}

} // namespace

record_plan::record_plan(std::vector<compiled_key> const& keys, padded_bytes const* message_key)
{
    plan_step pending; // the constants since the last value
    auto const append = [&](padded_bytes const& more) {
        bytes_.insert(bytes_.end(), more.data(), more.data() + more.size());
        pending.size += static_cast<std::uint32_t>(more.size());
    };
    auto const finish = [&](plan_step step, padded_bytes const* key) {
        step.entries = pending.entries;
        step.before = pending.size;
        if (key && !key->empty())
            append(*key);
        step.size = pending.size;
        pending = {};
        return step;
    };

    for (compiled_key const& key : keys) {
        if (is_constant(key)) {
            append(key.entry);
            ++pending.entries;
            if (key.slot != attribute_slots::none)
                displacing_ |= attribute_slots::bit(key.slot);
        } else {
            plan_step const step = step_for(key);
            steps_.push_back(finish(step, step.what == plan_step::kind::typed ? &key.encoded : nullptr));
        }
    }
    tail_ = finish({}, message_key);

    constant_size_ = bytes_.size();
    bytes_.resize(bytes_.size() + copy_slack);
    char const* place = bytes_.data();
    for (plan_step& step : steps_)
        step.bytes = std::exchange(place, place + step.size);
    tail_.bytes = place;
}

} // namespace log_fluentd::detail
