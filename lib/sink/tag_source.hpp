// Copyright (c) 2026 The log_fluentd authors
// Distributed under the Boost Software License, Version 1.0.
// (See accompanying file LICENSE_1_0.txt or https://www.boost.org/LICENSE_1_0.txt)

#pragma once

/// \file
/// Where the tag of an event comes from; `sink_config::tag` documents the choices.

#include "msgpack/scratch.hpp"
#include "sink/tag_set.hpp"

#include <boost/config.hpp>
#include <boost/log/attributes/attribute_name.hpp>
#include <boost/log/core/record_view.hpp>

#include <atomic>
#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace log_fluentd::detail {

class sender_core;

/// The tag of a record's event, without the sender's prefix.
class tag_source
{
public:
    /// \param excluded Names of attributes that are never sent, so they are not used in a tag either.
    /// \throws std::invalid_argument that describes what is wrong with `tag`, without naming it.
    tag_source(std::string const& tag, std::size_t max_tags, std::vector<std::string> const& excluded);

    /// \param room Memory for this call; its content is lost.
    /// \param core Reports and counts a tag above `max_tags`.
    /// \returns a tag that is valid as long as this object.
    /// \throws std::bad_alloc
    std::string_view operator()(boost::log::record_view const& record, scratch& room, sender_core& core)
    {
        return BOOST_LIKELY(parts_.empty()) ? std::string_view(constant_) : of_record(record, room, core);
    }

private:
    struct part
    {
        std::string text;                               // a literal, or a substitute for the attribute
        std::optional<boost::log::attribute_name> name; // none for a literal
    };

    std::string_view of_record(boost::log::record_view const& record, scratch& room, sender_core& core);
    std::string_view fall_back(sender_core& core);

    std::vector<part> parts_; // empty if there is no placeholder
    std::string constant_;    // the tag; if there are placeholders, `_` replaces them
    std::optional<tag_set> tags_;
    std::size_t max_tags_;
    std::atomic<bool> reported_{false};
};

} // namespace log_fluentd::detail
