// Copyright (c) 2026 The log_fluentd authors
// Distributed under the Boost Software License, Version 1.0.
// (See accompanying file LICENSE_1_0.txt or https://www.boost.org/LICENSE_1_0.txt)

#include "format/record_writer.hpp"

#include "format/dispatchers.hpp"
#include "format/text_errors.hpp"
#include "msgpack/encoder.hpp"
#include "msgpack/utf8.hpp"
#include "values/put.hpp"

#include <boost/json/object.hpp>
#include <boost/log/attributes/value_extraction.hpp>

#include <algorithm>
#include <exception>
#include <memory>
#include <utility>

namespace log_fluentd::detail {

namespace {

/// Written in place of a formatter's output.
void write_format_error(scratch& out, char const* what)
{
    ++out.report.format_errors;
    write_piece(out, "<format error: ");
    write_piece(out, what);
    write_piece(out, ">");
}

} // namespace

boost::log::attribute_value const* found_record::find(attribute_slots::slot slot,
                                                      boost::log::attribute_name name) const
{
    if (slot != attribute_slots::none)
        return values[slot];
    auto const found = record.attribute_values().find(name);
    return found != record.attribute_values().end() && found->second ? &found->second : nullptr;
}

found_record::scopes::const_pointer found_record::scope_of_attribute()
{
    if (std::exchange(has_looked_, true))
        return attributes_scope_;
    if (auto const* const value = find(format.scope_slot(), format.scope_name())) {
        auto const list = value->extract<scopes>();
        if (list && !list->empty())
            return attributes_scope_ = innermost(*list);
    }
    return attributes_scope_ = innermost(thread_scopes::get());
}

record_writer::record_writer(found_record& found)
    : found_(found),
      format_(found.format),
      record_(found.record),
      out_(found.out),
      message_(found.said),
      writer_(found.out)
{}

record_writer::~record_writer()
{
    if (room_)
        format_.give_back(&out_, std::unique_ptr<workspace>(room_));
}

std::uint32_t record_writer::write()
{
    if (message_.value && !message_.object)
        find_object();
    begin_entries();
    for (compiled_key const& key : format_.keys()) {
        if (!message_wins(key.name))
            write_key(key);
    }
    write_others_and_message();
    return end_entries();
}

std::uint32_t record_writer::write_one(compiled_key const& key)
{
    begin_entries();
    write_key(key);
    return end_entries();
}

std::uint32_t record_writer::write_one(boost::log::attribute_value const& value)
{
    begin_entries();
    state().open->has_key = true;
    write_value(writer_, value);
    return end_entries();
}

std::uint32_t record_writer::write_rest()
{
    begin_entries();
    write_others_and_message();
    return end_entries();
}

void record_writer::write_key(compiled_key const& key)
{
    switch (key.what) {
    case compiled_key::kind::constant:
        return write_entry(key.entry);
    case compiled_key::kind::typed:
        return write_typed(key);
    case compiled_key::kind::mixed:
        return write_mixed(key);
    case compiled_key::kind::nested:
        return write_nested(key);
    case compiled_key::kind::text:
        return write_text(key);
    }
}

void record_writer::write_typed(compiled_key const& key)
{
    if (!key.entry.empty() && !find(key.parts.front()))
        return write_entry(key.entry);
    position const before = here();
    write_key(key.encoded);
    if (!write_part(key.parts.front(), writer_)) {
        go_back(before);
        write_missing(key);
    }
}

void record_writer::write_mixed(compiled_key const& key)
{
    bool const is_kept = key.scope_text != 0 && !found_.values.has_any(key.own) && found_.scope();
    if (is_kept) {
        if (auto const* const entry = out_.scopes.find(key.scope_text, place_of(*found_.scope())))
            return write_entry(*entry);
    }
    position const before = here();
    write_key(key.encoded);
    std::size_t const string = begin_string(out_);
    value_writer pieces(out_);
    state_of(pieces).as_text = true;
    bool has_any = false;
    for (compiled_part const& part : key.parts) {
        if (part.what == compiled_part::kind::literal)
            out_.write(part.text.data(), part.text.size());
        else
            has_any = write_part(part, pieces) || has_any;
    }
    if (has_any) {
        end_string(out_, string);
        state().next_value();
        if (is_kept)
            out_.scopes.keep(key.scope_text, place_of(*found_.scope()),
                             {out_.data() + before.size, out_.size() - before.size});
    } else {
        go_back(before);
        write_missing(key);
    }
}

void record_writer::write_nested(compiled_key const& key)
{
    position const before = here();
    write_key(key.encoded);
    writer_.begin_map();
    for (compiled_key const& nested : key.nested)
        write_key(nested);
    if (state().open->count != 0) {
        writer_.end_map();
    } else {
        --state().open;
        go_back(before);
        write_missing(key);
    }
}

void record_writer::write_text(compiled_key const& key)
{
    out_.text.clear();
    auto const errors = text_errors;
    try {
        if (!key.text || !key.text->append(record_, out_.text))
            return write_missing(key);
    } catch (std::exception const& error) {
        ++out_.report.format_errors;
        out_.text.assign("<format error: ").append(error.what()).append(">");
    } catch (...) {
        ++out_.report.format_errors;
        out_.text.assign("<format error: unknown exception>");
    }
    out_.report.format_errors += text_errors - errors;
    write_key(key.encoded);
    writer_.string(out_.text);
    out_.let_go_of_text();
}

void record_writer::write_missing(compiled_key const& key)
{
    if (format_.options().fill_missing) {
        write_key(key.encoded);
        writer_.nil();
    }
}

// Returns whether there was anything to write.
bool record_writer::write_part(compiled_part const& part, value_writer& out)
{
    switch (part.what) {
    case compiled_part::kind::formatter:
        return write_formatted(part, out);
    case compiled_part::kind::attribute:
        return write_attribute(part, out);
    case compiled_part::kind::literal:
    case compiled_part::kind::absent:
        break;
    }
    return false;
}

bool record_writer::write_attribute(compiled_part const& part, value_writer& out)
{
    auto const* const value = find(part);
    if (!value)
        return write_stand_in(part, out);
    write_value(out, *value);
    return true;
}

bool record_writer::write_stand_in(compiled_part const& part, value_writer& out)
{
    if (part.stand_in == built_in::none)
        return false;
    if (part.stand_in == built_in::text) {
        out.string(part.text);
        return true;
    }
    auto const* const scope = found_.scope();
    if (!scope)
        return false;
    if (part.stand_in == built_in::line)
        out.unsigned_integer(scope->line);
    else
        out.string(view(part.stand_in == built_in::file ? scope->file_name : scope->scope_name));
    return true;
}

bool record_writer::write_formatted(compiled_part const& part, value_writer& out)
{
    try {
        auto const text = room().format(part.formatter, record_);
        // A formatter of the user's own may need no attribute.
        if (!text || (text->empty() && !find(part)))
            return write_attribute(part, out);
        write_piece(out_, *text);
    } catch (std::exception const& error) {
        write_format_error(out_, error.what());
    } catch (...) {
        write_format_error(out_, "unknown exception");
    }
    return true;
}

void record_writer::write_others()
{
    bool const protects = is_merged() && format_.options().message_json == message_json::protect;
    bool const message_key_is_taken = message_.value && !is_merged() && format_.sends_message();
    for (auto const& [name, value] : record_.attribute_values()) {
        other_attribute const& other = format_.others()->find(name);
        if (!other.is_sent || !value || (other.is_message_key && message_key_is_taken) ||
            message_wins(other.key))
            continue;
        write_key(other.encoded_key);
        write_value(writer_, value);
        if (protects)
            room().sent.push_back(&other);
    }
}

void record_writer::write_others_and_message()
{
    if (format_.others())
        write_others();
    if (!message_.value)
        return;
    if (is_merged())
        return merge_message();
    if (!format_.sends_message())
        return;
    write_key(format_.message_key());
    if (message_.object)
        put(writer_, *message_.object);
    else if (message_.text)
        writer_.string(*message_.text);
    else
        write_value(writer_, *message_.value);
}

void record_writer::merge_message()
{
    bool const protects = format_.options().message_json == message_json::protect;
    for (auto const& [json_key, value] : *message_.object) {
        std::string_view const key(json_key.data(), json_key.size());
        if (protects && (format_.has_key(key) || is_sent(key)))
            continue;
        writer_.key(key);
        put(writer_, value);
    }
}

// Finds the object in the message's text, if there is one.
void record_writer::find_object()
{
    if (format_.options().message_json == message_json::off)
        return;
    std::string_view text;
    if (message_.text) {
        text = *message_.text;
    } else if (message_.wide_text && message_.wide_text->size() <= format_.options().max_event_size) {
        out_.text.clear();
        append_utf8(out_.text, *message_.wide_text);
        text = out_.text;
    }
    // A larger one would have to be cut, and half an object is not an object.
    if (text.size() <= format_.options().max_event_size && may_be_object(text))
        message_.object = room().parse_object(text);
    out_.let_go_of_text();
}

// Whether the message's keys are added to the map itself.
bool record_writer::is_merged() const noexcept
{
    auto const how = format_.options().message_json;
    return message_.object && (how == message_json::protect || how == message_json::merge);
}

bool record_writer::message_wins(std::string_view key) const
{
    return message_.object && format_.options().message_json == message_json::merge &&
           message_.object->contains({key.data(), key.size()});
}

// Whether an attribute that the dictionary does not mention has the key.
bool record_writer::is_sent(std::string_view key)
{
    if (!room_)
        return false;
    auto const has_key = [&](other_attribute const* other) { return other->key == key; };
    return std::any_of(room_->sent.begin(), room_->sent.end(), has_key);
}

boost::log::attribute_value const* record_writer::find(compiled_part const& part) const
{
    return found_.find(part.slot, part.name);
}

workspace& record_writer::room()
{
    if (!room_) {
        room_ = format_.take_workspace(&out_).release();
        room_->sent.clear();
    }
    return *room_;
}

} // namespace log_fluentd::detail
