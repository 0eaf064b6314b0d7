// Copyright (c) 2026 The log_fluentd authors
// Distributed under the Boost Software License, Version 1.0.
// (See accompanying file LICENSE_1_0.txt or https://www.boost.org/LICENSE_1_0.txt)

#include "settings/sink_change.hpp"

#include <boost/log/core/core.hpp>

#include <atomic>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <utility>

namespace log_fluentd::detail {

namespace {

enum class side
{
    before,
    after,
};

/// Which side gets the record that this thread opens.
struct decision
{
    std::uint64_t change = 0; // the change that it is for; 0 if none
    side taken = side::before;
};

thread_local decision decided;

class change
{
public:
    explicit change(std::uint64_t number) : number_(number) {}

    /// Whether `asked` gets the record that is being filtered.
    /// \param is_last Whether it is the last one asked.
    bool takes(side asked, bool is_last) const
    {
        auto const current = stage_.load(std::memory_order_acquire);
        if (current == stage::prepared)
            return asked == side::before;
        if (current == stage::done)
            return asked == side::after;
        if (decided.change != number_)
            decided = {number_, current == stage::after ? side::after : side::before};
        bool const result = decided.taken == asked;
        if (is_last)
            decided = {};
        return result;
    }

    /// From now on, each record is decided once.
    void decide() { stage_.store(stage::before, std::memory_order_release); }
    void turn() { stage_.store(stage::after, std::memory_order_release); }
    void finish() { stage_.store(stage::done, std::memory_order_release); }

private:
    enum class stage
    {
        prepared,
        before,
        after,
        done,
    };

    std::uint64_t const number_;
    std::atomic<stage> stage_{stage::prepared};
};

void guard(filtered_sink const& one, std::shared_ptr<change const> of, side where, bool is_last)
{
    one.what->set_filter([of = std::move(of), where, is_last,
                          filter = one.filter](boost::log::attribute_value_set const& values) {
        return of->takes(where, is_last) && filter(values);
    });
}

/// Adds all or none.
void add(std::vector<filtered_sink> const& sinks)
{
    auto const core = boost::log::core::get();
    std::size_t added = 0;
    try {
        for (; added != sinks.size(); ++added)
            core->add_sink(sinks[added].what);
    } catch (...) { // no memory
        while (added != 0)
            core->remove_sink(sinks[--added].what);
        throw;
    }
}

} // namespace

void change_sinks(std::vector<filtered_sink> const& before, std::vector<filtered_sink> const& after,
                  std::function<void()> const& apply_core)
{
    static std::atomic<std::uint64_t> changes{0}; // constant-initialized, so without a guard
    auto const now = std::make_shared<change>(++changes);
    for (auto const& one : after)
        guard(one, now, side::after, &one == &after.back());
    add(after);
    try {
        for (auto const& one : before)
            guard(one, now, side::before, false);
    } catch (...) { // no memory; sinks that are guarded already stay so, and accept records
        for (auto const& one : after)
            boost::log::core::get()->remove_sink(one.what);
        throw;
    }
    now->decide();
    apply_core(); // once it has the lock, no record is left whose filters were called before `decide`
    now->turn();
    for (auto const& one : before)
        boost::log::core::get()->remove_sink(one.what);
    now->finish();
    for (auto const& one : after)
        one.what->set_filter(one.filter);
}

} // namespace log_fluentd::detail
