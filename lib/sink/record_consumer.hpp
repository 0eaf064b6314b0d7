// Copyright (c) 2026 The log_fluentd authors
// Distributed under the Boost Software License, Version 1.0.
// (See accompanying file LICENSE_1_0.txt or https://www.boost.org/LICENSE_1_0.txt)

#pragma once

/// \file
/// The work of a `sink_backend`. It is implemented in sink_backend.cpp, so that the compiler can put
/// `consume` into the function that Boost.Log calls for each record.

#include "format/compiled_format.hpp"
#include "msgpack/scratch.hpp"
#include "sender/sender_validate.hpp"
#include "sink/checked_filter.hpp"
#include "sink/tag_source.hpp"
#include "sink/time_source.hpp"

#include <log_fluentd/sender.hpp>
#include <log_fluentd/sink_config.hpp>

#include <boost/log/core/record_view.hpp>
#include <boost/log/expressions/filter.hpp>

#include <cstddef>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

namespace log_fluentd::detail {

class sender_core;

/// Makes events from records and puts them into a sender. The constructor also checks a sink's configuration,
/// except `sink_config::sender`, so every way of set-up compiles the format dictionary once.
class LOG_FLUENTD_DECL record_consumer
{
public:
    /// \throws config_error
    explicit record_consumer(sink_config const& config);
    ~record_consumer();

    /// Returns likely mistakes in `keep_severity`, in whole sentences, for the caller to report. If nobody
    /// calls it, the sender reports the mistake at the first record that shows it.
    std::vector<std::string> take_doubts();
    /// Sets the sender of all events. Call it once, before the first record.
    /// \throws config_error if neither the sink nor the sender has a tag
    void use(std::shared_ptr<log_fluentd::sender> to);

    std::shared_ptr<log_fluentd::sender> const& sender() const noexcept { return sender_; }
    void consume(boost::log::record_view const& record) noexcept;

private:
    [[gnu::noinline]] void put_unusual(boost::log::record_view const& record, sender_core& core,
                                       std::string_view label, scratch& event);

    std::shared_ptr<log_fluentd::sender> sender_;
    tag_source tag_;
    std::size_t max_event_size_;
    compiled_format format_;
    time_source time_;
    bool keeps_; // whether a part of the buffer is kept for some severities
    boost::log::filter keep_;
    // For `use`:
    std::string keep_severity_;
    checked_filter checked_keep_;
    bool has_tag_;
};

/// Checks `sink_config::sender`.
/// \throws config_error
LOG_FLUENTD_DECL checked_sender check_sender_of(sink_config const& config);

/// \throws config_error if neither the sink nor the sender has a tag
void check_has_tag(bool has_tag, sender_config const& sender);

} // namespace log_fluentd::detail
