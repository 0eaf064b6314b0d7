// Copyright (c) 2026 The log_fluentd authors
// Distributed under the Boost Software License, Version 1.0.
// (See accompanying file LICENSE_1_0.txt or https://www.boost.org/LICENSE_1_0.txt)

#include "command/wire_frame.hpp"

#include "command/sample_record.hpp"
#include "delivery/delivery.hpp"
#include "engine/engine.hpp"
#include "forward/frame.hpp"
#include "sender/make_core.hpp"
#include "sink/record_consumer.hpp"

#include <log_fluentd/sender.hpp>

#include <memory>
#include <optional>
#include <stdexcept>
#include <utility>

namespace log_fluentd::detail::command {

namespace {

/// An engine that does nothing, so that what is put into the buffer stays there.
class idle_engine final : public engine
{
public:
    void wake() noexcept override {}
    void hurry() noexcept override {}
    bool close(clock::time_point) noexcept override { return true; }
    bool report(diagnostic) noexcept override { return false; }
    bool runs_here() const noexcept override { return false; }
    void join() noexcept override {}
    bool can_be_locked(clock::time_point) noexcept override { return true; }
};

/// A sender with such an engine.
/// \param taken Becomes its buffer with the first event.
std::shared_ptr<sender> make_idle_sender(sink_config const& config, std::shared_ptr<buffer>& taken)
{
    auto const make_engine = [&taken](std::shared_ptr<buffer> source, sender_config const&, engine_events) {
        taken = std::move(source);
        return std::make_shared<idle_engine>();
    };
    return detail_access::make(make_core(check_sender_of(config), make_engine, sender_core::at_exit::leave));
}

/// What a connection writes.
std::string bytes_of(delivery_step const& step, slab_pool const& pool)
{
    std::string events(step.compressed);
    if (step.compressed.empty())
        for_each_piece(*step.subject, pool,
                       [&](char const* data, std::size_t size) { events.append(data, size); });
    return std::string(step.head) + events.substr(step.skipped) + std::string(step.tail);
}

/// Does what a driver does, up to the first write.
wire_frame first_frame(delivery& machine, slab_pool const& pool)
{
    auto const now = delivery::clock::now();
    for (;;) {
        auto const step = machine.next(now);
        if (step.what == delivery_step::kind::connect)
            machine.connected(step.server, now);
        else if (step.what == delivery_step::kind::write)
            return {bytes_of(step, pool), step.server};
        else if (machine.compresses())
            machine.compress_some();
        else
            throw std::runtime_error("no server takes the event: each has the weight 0, or is a standby");
    }
}

} // namespace

wire_frame frame_of(sink_config config, boost::log::record_view const& record, std::string const& chunk)
{
    if (config.time_attribute.empty())
        config.time_attribute = exact_time_attribute;
    config.options.exclude.emplace_back(exact_time_attribute);
    std::shared_ptr<buffer> source;
    record_consumer consumer(config);
    consumer.use(make_idle_sender(config, source));
    consumer.consume(record);
    auto const& idle = *consumer.sender();
    if (idle.statistics().waiting.events != 1 || !source)
        throw std::runtime_error("the event is rejected: " + idle.last_error().message);
    source->seal_all();
    delivery machine(
        *source, idle.config(), [] { return 0.5; }, [&] { return chunk.empty() ? make_chunk_id() : chunk; });
    auto result = first_frame(machine, source->pool());
    machine.disconnected(result.server, {}, delivery::clock::now());
    machine.discard(discard_reason::closed);
    return result;
}

} // namespace log_fluentd::detail::command
