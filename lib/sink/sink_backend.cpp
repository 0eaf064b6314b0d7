// Copyright (c) 2026 The log_fluentd authors
// Distributed under the Boost Software License, Version 1.0.
// (See accompanying file LICENSE_1_0.txt or https://www.boost.org/LICENSE_1_0.txt)

#include "base/config_error.hpp"
#include "base/printable.hpp"
#include "buffer/chunk.hpp"
#include "format/format_record.hpp"
#include "msgpack/entry.hpp"
#include "msgpack/utf8.hpp"
#include "os/fork.hpp"
#include "sender/make_core.hpp"
#include "sender/own_core.hpp"
#include "sender/process.hpp"
#include "sender/thread_scratch.hpp"
#include "sink/hasty_flush.hpp"
#include "sink/record_consumer.hpp"
#include "sink/severity_filter.hpp"
#include "sink/watched_filter.hpp"

#include <log_fluentd/sink_backend.hpp>

#include <boost/config.hpp>
#include <boost/log/core/core.hpp>
#include <boost/make_shared.hpp>

#include <atomic>
#include <chrono>
#include <new>
#include <stdexcept>
#include <string>
#include <string_view>
#include <utility>

namespace log_fluentd {

namespace {

/// Keeps Boost.Log's core until the process is gone, so that a record logged from a static destructor finds
/// its sinks. Has the exit hook run before Boost.Log ends.
struct kept_until_exit
{
    boost::log::core_ptr const core = boost::log::core::get();
    detail::registered_exit_hook const hook;
};

/// Allocates nothing itself.
[[gnu::noinline, gnu::cold]] void prepare_for_exit(std::atomic<bool>& prepared) noexcept
{
    if (prepared.exchange(true))
        return;
    using core_ptr = boost::log::core_ptr;
    alignas(core_ptr) static char kept[sizeof(core_ptr)]; // never destroyed
    prepared = detail::register_exit_hook();              // if false, the next record tries again
    if (prepared)
        new (kept) core_ptr(boost::log::core::get());
}

std::atomic<bool> is_prepared_for_exit{false}; // done at the first record

void check_tag(char const* member, std::string const& tag)
{
    if (tag.size() > detail::max_tag_size || !detail::is_utf8(tag))
        detail::fail_member(member, {"must be UTF-8 of at most 1024 bytes"});
}

detail::tag_source make_tag_source(sink_config const& config)
{
    check_tag("tag", config.tag);
    if (config.max_tags < 1 || config.max_tags > 65536)
        detail::fail_member("max_tags",
                            {"must be between 1 and 65536, but is " + std::to_string(config.max_tags)});
    try {
        return {config.tag, config.max_tags, config.options.exclude};
    } catch (std::invalid_argument const& error) {
        detail::config_member const tag("tag");
        throw detail::config_error(tag, {tag, ' ' + detail::in_quotes(config.tag) + ": " + error.what()});
    }
}

} // namespace

detail::record_consumer::record_consumer(sink_config const& config)
    : tag_(make_tag_source(config)),
      max_event_size_(config.options.max_event_size),
      format_(config.format, config.options),
      time_(config.time_attribute, config.zone),
      keeps_(!config.keep_severity.empty()),
      keep_severity_(config.keep_severity),
      checked_keep_(keeps_ ? make_severity_filter(config.keep_severity) : checked_filter()),
      has_tag_(!config.tag.empty())
{}

detail::record_consumer::~record_consumer() = default;

std::vector<std::string> detail::record_consumer::take_doubts()
{
    if (!checked_keep_.doubts.empty())
        checked_keep_.relations.clear();
    return std::exchange(checked_keep_.doubts, {});
}

void detail::record_consumer::use(std::shared_ptr<log_fluentd::sender> to)
{
    check_has_tag(has_tag_, to->config());
    if (keeps_) {
        keep_ = watch(std::move(checked_keep_), "keep_severity = \"" + keep_severity_ + '"', report_by(to));
        detail_access::own(*to).keep_room();
    }
    sender_ = std::move(to);
}

[[gnu::hot]] void detail::record_consumer::consume(boost::log::record_view const& record) noexcept
{
    if (BOOST_UNLIKELY(!is_prepared_for_exit.load(std::memory_order_relaxed)))
        prepare_for_exit(is_prepared_for_exit);
    auto& core = detail_access::core(*sender_);
    inside_library const inside;
    if (BOOST_UNLIKELY(inside.again()))
        return core.count_reentrant();
    try {
        scratch_loan event;
        auto const label = tag_(record, *event, core);
        begin_entry(*event, time_(record), max_event_size_, core.config().frame.time_as_integer);
        format_record(format_, record, *event);
        if (BOOST_UNLIKELY(keeps_ || event->size() > max_event_size_))
            put_unusual(record, core, label, *event);
        else
            core.put(label, *event);
    } catch (...) { // no exception may leave a logging statement
        core.count_rejected(rejection::out_of_memory);
    }
}

void detail::record_consumer::put_unusual(boost::log::record_view const& record, sender_core& core,
                                          std::string_view label, scratch& event)
{
    if (fit_event(event, max_event_size_))
        core.put(label, event, {nullptr, keeps_ && keep_(record.attribute_values())});
    else
        core.reject_too_large(label, event);
}

detail::checked_sender detail::check_sender_of(sink_config const& config)
{
    check_tag("sender.tag", config.sender.tag);
    return checked_sender(config.sender);
}

void detail::check_has_tag(bool has_tag, sender_config const& sender)
{
    if (!has_tag && sender.tag.empty())
        fail_member("tag", {"must not be empty; Fluentd routes events by their tag"});
}

sink_backend::sink_backend(sink_config config)
{
    detail::check_has_tag(!config.tag.empty(), config.sender);
    consumer_ = std::make_unique<detail::record_consumer>(config);
    consumer_->use(detail::make_sender(detail::check_sender_of(config)));
}

sink_backend::sink_backend(std::shared_ptr<log_fluentd::sender> shared, sink_config config)
{
    if (!shared)
        throw std::invalid_argument("sender must not be null");
    consumer_ = std::make_unique<detail::record_consumer>(config);
    consumer_->use(std::move(shared));
}

sink_backend::sink_backend(std::unique_ptr<detail::record_consumer> consumer) noexcept
    : consumer_(std::move(consumer))
{}

sink_backend::~sink_backend() = default;

void sink_backend::consume(boost::log::record_view const& record) noexcept
{
    consumer_->consume(record);
}

unsigned& detail::hasty_flush::count() noexcept
{
    static thread_local unsigned alive = 0;
    return alive;
}

void sink_backend::flush() noexcept
{
    auto const patience = detail::hasty_flush::here() ? std::chrono::milliseconds(0)
                                                      : consumer_->sender()->config().flush_timeout;
    // Boost.Log accepts no result; the statistics show what is left.
    static_cast<void>(consumer_->sender()->flush(patience));
}

std::shared_ptr<log_fluentd::sender> const& sink_backend::sender() const noexcept
{
    return consumer_->sender();
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
