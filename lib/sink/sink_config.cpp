// Copyright (c) 2026 The log_fluentd authors
// Distributed under the Boost Software License, Version 1.0.
// (See accompanying file LICENSE_1_0.txt or https://www.boost.org/LICENSE_1_0.txt)

#include "base/config_error.hpp"
#include "base/printable.hpp"
#include "buffer/chunk.hpp"
#include "msgpack/utf8.hpp"
#include "sink/severity_filter.hpp"
#include "sink/tag_source.hpp"

#include <log_fluentd/record_formatter.hpp>
#include <log_fluentd/sender.hpp>
#include <log_fluentd/sink_config.hpp>

#include <stdexcept>
#include <string>

namespace log_fluentd {

namespace {

void check_size(char const* member, std::string const& tag)
{
    if (tag.size() > detail::max_tag_size || !detail::is_utf8(tag))
        detail::refuse_member(member, {"must be UTF-8 of at most 1024 bytes"});
}

void check_tag(sink_config const& config)
{
    if (config.tag.empty() && config.sender.tag.empty())
        detail::refuse_member("tag", {"must not be empty; Fluentd routes events by their tag"});
    check_size("tag", config.tag);
    check_size("sender.tag", config.sender.tag);
    if (config.max_tags < 1 || config.max_tags > 65536)
        detail::refuse_member("max_tags",
                              {"must be between 1 and 65536, but is " + std::to_string(config.max_tags)});
    try {
        detail::tag_source(config.tag, config.max_tags, config.options.exclude);
    } catch (std::invalid_argument const& error) {
        detail::config_member const tag("tag");
        throw detail::config_error(tag, {tag, ' ' + detail::in_quotes(config.tag) + ": " + error.what()});
    }
}

} // namespace

void validate(sink_config const& config)
{
    check_tag(config);
    record_formatter(config.format, config.options);
    if (!config.keep_severity.empty())
        detail::make_severity_filter(config.keep_severity);
    validate(config.sender);
}

} // namespace log_fluentd
