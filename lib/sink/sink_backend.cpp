// Copyright (c) 2026 The log_fluentd authors
// Distributed under the Boost Software License, Version 1.0.
// (See accompanying file LICENSE_1_0.txt or https://www.boost.org/LICENSE_1_0.txt)

#include "format/compiled_format.hpp"
#include "format/format_record.hpp"
#include "msgpack/entry.hpp"
#include "os/fork.hpp"
#include "sender/own_core.hpp"
#include "sender/process.hpp"
#include "sender/thread_scratch.hpp"
#include "sink/hasty_flush.hpp"
#include "sink/severity_filter.hpp"
#include "sink/tag_source.hpp"
#include "sink/time_source.hpp"
#include "sink/watched_filter.hpp"

#include <log_fluentd/sink_backend.hpp>

#include <boost/config.hpp>
#include <boost/log/core/core.hpp>
#include <boost/make_shared.hpp>

#include <atomic>
#include <chrono>
#include <exception>
#include <new>
#include <stdexcept>
#include <string_view>
#include <utility>

namespace log_fluentd {

namespace {

/// Keeps Boost.Log's core until the process is gone, so that a record logged from a static destructor finds
/// its sinks, and has the exit hook run before Boost.Log's own end.
struct kept_until_exit
{
    boost::log::core_ptr const core = boost::log::core::get();
    detail::registered_exit_hook const hook;
};

/// Takes no memory of ours.
[[gnu::noinline, gnu::cold]] void prepare_for_exit(std::atomic<bool>& prepared) noexcept
{
    if (prepared.exchange(true))
        return;
    using core_ptr = boost::log::core_ptr;
    alignas(core_ptr) static char kept[sizeof(core_ptr)]; // never destroyed
    prepared = detail::register_exit_hook();              // or the next record tries again
    if (prepared)
        new (kept) core_ptr(boost::log::core::get());
}

std::atomic<bool> is_prepared_for_exit{false}; // at the first record

sink_config checked(sink_config config, sender const* shared)
{
    if (shared)
        config.sender = shared->config(); // the prefix of the tag, for one thing
    validate(config);
    return config;
}

boost::log::filter keep_filter(std::string const& severity, std::shared_ptr<sender> const& told)
{
    auto filter = detail::make_severity_filter(severity);
    if (!filter.doubts.empty() && detail::severity_doubts_are_told::here())
        filter.relations.clear();
    return detail::watch(std::move(filter), "keep_severity = \"" + severity + '"', detail::report_by(told));
}

} // namespace

struct sink_backend::implementation
{
    implementation(std::shared_ptr<log_fluentd::sender> s, sink_config const& config)
        : sender(std::move(s)),
          tag(config.tag, config.max_tags, config.options.exclude),
          max_event_size(config.options.max_event_size),
          format(config.format, config.options),
          time(config.time_attribute, config.zone),
          keeps(!config.keep_severity.empty()),
          keep(keeps ? keep_filter(config.keep_severity, sender) : boost::log::filter())
    {
        if (keeps)
            detail_access::own(*sender).keep_room();
    }

    void consume(boost::log::record_view const& record);
    [[gnu::noinline]] void put_unusual(boost::log::record_view const& record, detail::sender_core& core,
                                       std::string_view label, detail::scratch& event);

    std::shared_ptr<log_fluentd::sender> sender;
    detail::tag_source tag;
    std::size_t max_event_size;
    detail::compiled_format format;
    detail::time_source time;
    bool keeps; // records of some severity, when the buffer is nearly full
    boost::log::filter keep;
};

[[gnu::hot]] void sink_backend::implementation::consume(boost::log::record_view const& record)
{
    if (BOOST_UNLIKELY(!is_prepared_for_exit.load(std::memory_order_relaxed)))
        prepare_for_exit(is_prepared_for_exit);
    auto& core = detail_access::core(*sender);
    detail::inside_library const inside;
    if (BOOST_UNLIKELY(inside.again()))
        return core.count_reentrant();
    try {
        detail::scratch_loan event;
        auto const label = tag(record, *event, core);
        begin_entry(*event, time(record), max_event_size, core.config().frame.time_as_integer);
        format_record(format, record, *event);
        if (BOOST_UNLIKELY(keeps || event->size() > max_event_size))
            put_unusual(record, core, label, *event);
        else
            core.put(label, *event);
    } catch (...) { // nothing may leave a logging statement
        core.count_rejected(rejection::out_of_memory);
    }
}

void sink_backend::implementation::put_unusual(boost::log::record_view const& record,
                                               detail::sender_core& core, std::string_view label,
                                               detail::scratch& event)
{
    if (fit_event(event, max_event_size))
        core.put(label, event, {nullptr, keeps && keep(record.attribute_values())});
    else
        core.reject_too_large(label, event);
}

sink_backend::sink_backend(sink_config config)
{
    config = checked(std::move(config), nullptr);
    auto own = std::make_shared<log_fluentd::sender>(config.sender);
    impl_ = std::make_unique<implementation>(std::move(own), config);
}

sink_backend::sink_backend(std::shared_ptr<log_fluentd::sender> shared, sink_config config)
{
    if (!shared)
        throw std::invalid_argument("sender must not be null");
    config = checked(std::move(config), shared.get());
    impl_ = std::make_unique<implementation>(std::move(shared), config);
}

sink_backend::~sink_backend() = default;

void sink_backend::consume(boost::log::record_view const& record) noexcept
{
    impl_->consume(record);
}

unsigned& detail::hasty_flush::count() noexcept
{
    static thread_local unsigned alive = 0;
    return alive;
}

void sink_backend::flush() noexcept
{
    auto const patience =
        detail::hasty_flush::here() ? std::chrono::milliseconds(0) : impl_->sender->config().flush_timeout;
    // Boost.Log cannot be told what is left; the statistics say it.
    static_cast<void>(impl_->sender->flush(patience));
}

std::shared_ptr<log_fluentd::sender> const& sink_backend::sender() const noexcept
{
    return impl_->sender;
}

boost::shared_ptr<sink> make_sink(sink_config config)
{
    return boost::make_shared<sink>(boost::make_shared<sink_backend>(std::move(config)));
}

boost::shared_ptr<sink> make_sink(std::shared_ptr<sender> shared, sink_config config)
{
    return boost::make_shared<sink>(boost::make_shared<sink_backend>(std::move(shared), std::move(config)));
}

} // namespace log_fluentd
