// Copyright (c) 2026 The log_fluentd authors
// Distributed under the Boost Software License, Version 1.0.
// (See accompanying file LICENSE_1_0.txt or https://www.boost.org/LICENSE_1_0.txt)

#ifndef LOG_FLUENTD_LIB_FORMAT_RECORD_WRITER_HPP_INCLUDED_
#define LOG_FLUENTD_LIB_FORMAT_RECORD_WRITER_HPP_INCLUDED_

/// \file
/// Formats one record.

#include "format/compiled_format.hpp"
#include "format/message.hpp"
#include "format/types.hpp"
#include "format/writer_access.hpp"

#include <log_fluentd/value_writer.hpp>

#include <boost/log/attributes/attribute_value.hpp>
#include <boost/log/attributes/attribute_value_set.hpp>
#include <boost/log/attributes/named_scope.hpp>
#include <boost/log/core/record_view.hpp>

#include <string_view>

namespace log_fluentd::detail {

/// Writes the map of one record.
class record_writer
{
public:
    record_writer(compiled_format const& format, boost::log::record_view const& record, scratch& out)
        : format_(format),
          record_(record),
          out_(out),
          dispatcher_(&writer_),
          writer_(out)
    {
        format.slots().find(record.attribute_values(), slots_);
    }
    ~record_writer()
    {
        if (room_)
            give_back_room();
    }
    record_writer(record_writer const&) = delete;
    record_writer& operator=(record_writer const&) = delete;

    void write();

private:
    using scope_entry = boost::log::attributes::named_scope_entry;

    [[gnu::always_inline]] void write_planned();
    [[gnu::always_inline]] void write_tail();
    void write_by_keys();
    void write_key(compiled_key const& key);
    void write_typed(compiled_key const& key);
    void write_mixed(compiled_key const& key);
    void write_nested(compiled_key const& key);
    void write_text(compiled_key const& key);
    void write_missing(compiled_key const& key);
    bool write_part(compiled_part const& part, value_writer& out);
    bool write_stand_in(compiled_part const& part, value_writer& out);
    bool write_formatted(compiled_part const& part);
    void write_others();
    void write_others_and_message();
    void merge_message();

    [[gnu::always_inline]] void read_message();
    void find_object();
    bool is_merged() const noexcept;
    bool message_wins(std::string_view key) const;
    bool is_sent(std::string_view key);
    boost::log::attribute_value const* find(compiled_part const& part) const;
    boost::log::attribute_value const* find(attribute_slots::slot slot,
                                            boost::log::attribute_name name) const;
    scope_entry const* innermost_scope();
    workspace& room();

    [[gnu::noinline, gnu::cold]] void give_back_room() noexcept;

    // The large ones are last: an offset that is small makes smaller code.
    compiled_format const& format_;
    boost::log::record_view const& record_;
    scratch& out_;
    message message_;
    scope_entry const* scope_ = nullptr;
    bool scope_is_known_ = false;
    workspace* room_ = nullptr; // ours, once it is asked for
    value_dispatcher dispatcher_;
    attribute_slots::values slots_;
    value_writer writer_;
};

} // namespace log_fluentd::detail

#endif
