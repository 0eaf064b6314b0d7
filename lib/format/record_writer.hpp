// Copyright (c) 2026 The log_fluentd authors
// Distributed under the Boost Software License, Version 1.0.
// (See accompanying file LICENSE_1_0.txt or https://www.boost.org/LICENSE_1_0.txt)

#pragma once

/// \file
/// Formats one record.

#include "format/attribute_slots.hpp"
#include "format/compiled_format.hpp"
#include "format/message.hpp"
#include "format/thread_scopes.hpp"
#include "msgpack/scratch.hpp"

#include <log_fluentd/value_writer.hpp>

#include <boost/config.hpp>
#include <boost/log/attributes/attribute_name.hpp>
#include <boost/log/attributes/attribute_value.hpp>
#include <boost/log/attributes/named_scope.hpp>
#include <boost/log/core/record_view.hpp>

#include <cstdint>
#include <string_view>

namespace log_fluentd::detail {

/// A record, what was found in it, and the destination of its map.
struct found_record
{
    compiled_format const& format;
    boost::log::record_view const& record;
    scratch& out;
    attribute_slots::values values;
    message said;

    using scopes = boost::log::attributes::named_scope_list;

    found_record(compiled_format const& f, boost::log::record_view const& r, scratch& o)
        : format(f),
          record(r),
          out(o)
    {}
    /// Null if the record does not have the attribute.
    /// \param slot `none` if the name has no slot.
    boost::log::attribute_value const* find(attribute_slots::slot slot,
                                            boost::log::attribute_name name) const;
    /// The innermost scope of the record, or null.
    scopes::const_pointer scope()
    {
        bool const is_usual = format.scope_slot() != attribute_slots::none && !values[format.scope_slot()];
        return BOOST_LIKELY(is_usual) ? innermost(thread_scopes::get()) : scope_of_attribute();
    }

private:
    static scopes::const_pointer innermost(scopes const& of) { return of.empty() ? nullptr : &of.back(); }
    scopes::const_pointer scope_of_attribute();

    scopes::const_pointer attributes_scope_ = nullptr; // kept, because the search takes long
    bool has_looked_ = false;
};

/// Writes the map of one record, or a part of it, key by key.
class record_writer
{
public:
    /// \param found Must outlive the writer.
    explicit record_writer(found_record& found);
    ~record_writer();
    record_writer& operator=(record_writer&&) = delete;

    // These write entries of a map that the caller begins and ends, and return their number.

    /// Writes all entries.
    std::uint32_t write();
    /// Writes the entry of one key, if it has a value.
    std::uint32_t write_one(compiled_key const& key);
    /// Writes the entry of a value whose key is already written.
    std::uint32_t write_one(boost::log::attribute_value const& value);
    /// Writes everything after the keys of the dictionary.
    /// \pre The message is not an object.
    std::uint32_t write_rest();

private:
    /// A position that can be restored while the same map is open.
    struct position
    {
        std::size_t size;
        std::uint32_t count;
    };

    writer_state& state() noexcept { return state_of(writer_); }
    // Entries are counted from 0 after this.
    void begin_entries() noexcept { state().enter(writer_state::level_kind::map, 0); }
    std::uint32_t end_entries() noexcept { return state().open--->count; }
    void write_entry(padded_bytes const& encoded)
    {
        out_.write_padded(encoded.data(), encoded.size());
        ++state().open->count;
    }
    void write_key(padded_bytes const& encoded)
    {
        out_.write_padded(encoded.data(), encoded.size());
        state().open->has_key = true;
    }
    position here() noexcept { return {out_.size(), state().open->count}; }
    void go_back(position to)
    {
        out_.resize(to.size);
        state().open->count = to.count;
        state().open->has_key = false;
    }
    void write_key(compiled_key const& key);
    void write_typed(compiled_key const& key);
    void write_mixed(compiled_key const& key);
    void write_nested(compiled_key const& key);
    void write_text(compiled_key const& key);
    void write_missing(compiled_key const& key);
    bool write_part(compiled_part const& part, value_writer& out);
    bool write_attribute(compiled_part const& part, value_writer& out);
    bool write_stand_in(compiled_part const& part, value_writer& out);
    bool write_formatted(compiled_part const& part, value_writer& out);
    void write_others();
    void write_others_and_message();
    void merge_message();

    void find_object();
    bool is_merged() const noexcept;
    bool message_wins(std::string_view key) const;
    bool is_sent(std::string_view key);
    boost::log::attribute_value const* find(compiled_part const& part) const;
    workspace& room();

    found_record& found_;
    compiled_format const& format_;
    boost::log::record_view const& record_;
    scratch& out_;
    message message_;
    workspace* room_ = nullptr; // ours, once it was requested
    value_writer writer_;
};

} // namespace log_fluentd::detail
