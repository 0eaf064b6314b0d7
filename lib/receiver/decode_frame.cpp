// Copyright (c) 2026 The log_fluentd authors
// Distributed under the Boost Software License, Version 1.0.
// (See accompanying file LICENSE_1_0.txt or https://www.boost.org/LICENSE_1_0.txt)

#include "forward/messages.hpp"
#include "receiver/decode.hpp"
#include "receiver/inflate.hpp"
#include "receiver/message_scanner.hpp"
#include "receiver/print.hpp"
#include "receiver/refused.hpp"

#include <string>

namespace log_fluentd::detail::receiving {

namespace json = boost::json;
using msgpack::type::object_type;

namespace {

// Strings may stay in place, because the bytes outlive the unpacked value.
bool refer_to_bytes(object_type, std::size_t, void*) noexcept
{
    return true;
}

received_event decode_whole_entry(msgpack::object const& entry)
{
    if (entry.type != object_type::ARRAY)
        throw refused("an entry is " + std::string(type_name(entry)) + ", not an array of time and record");
    if (entry.via.array.size != 2)
        throw refused("an entry has " + std::to_string(entry.via.array.size) +
                      " elements, not 2 (time and record)");
    return decode_entry(entry.via.array.ptr[0], entry.via.array.ptr[1]);
}

std::vector<received_event> decode_entry_array(msgpack::object_array const& entries)
{
    std::vector<received_event> result;
    result.reserve(entries.size);
    for (std::uint32_t i = 0; i != entries.size; ++i)
        result.push_back(decode_whole_entry(entries.ptr[i]));
    return result;
}

// Sets options and chunk. The chunk is checked before it becomes JSON, in which a binary and a string are the
// same: the sender must get back what it sent.
void decode_options(received_frame& frame, msgpack::object const& options)
{
    if (options.type == object_type::NIL)
        return;
    if (options.type != object_type::MAP)
        throw refused("its options are " + std::string(type_name(options)) + ", not a map");
    std::size_t repeated_keys = 0;
    frame.options = decode_value(options, repeated_keys).as_object();
    msgpack::object_map const& map = options.via.map;
    for (std::uint32_t i = 0; i != map.size; ++i) {
        if (text(map.ptr[i].key) != "chunk" || map.ptr[i].val.type == object_type::NIL)
            continue;
        if (map.ptr[i].val.type != object_type::STR)
            throw refused("its option chunk is " + std::string(type_name(map.ptr[i].val)) + ", not a string");
        frame.chunk = text(map.ptr[i].val);
    }
    json::value const* const size = frame.options.if_contains("size");
    if (size && !size->is_null() && !size->is_int64() && !size->is_uint64())
        throw refused("its option size is not an integer");
}

/// For a Message frame, in which it is an option.
void take_metadata(received_frame& frame)
{
    json::value const* const metadata = frame.options.if_contains("metadata");
    if (!metadata || metadata->is_null())
        return;
    if (!metadata->is_object())
        throw refused("its option metadata is not a map");
    frame.events.front().metadata = metadata->get_object();
}

using inflater = std::string (*)(std::string_view compressed, std::size_t limit);

/// Null if the entries are not compressed.
inflater find_inflater(json::object const& options)
{
    json::value const* const compressed = options.if_contains("compressed");
    if (!compressed || compressed->is_null())
        return nullptr;
    if (!compressed->is_string())
        throw refused("its option compressed is not a string");
    json::string const& name = compressed->get_string();
    if (name == "text")
        return nullptr;
    if (name == "gzip")
        return inflate_gzip;
    if (name == "zstd")
        return inflate_zstd;
    throw refused("its entries are compressed with " + in_quotes({name.data(), name.size()}) +
                  ", and this receiver knows gzip and zstd");
}

void check_length(msgpack::object_array const& message, std::uint32_t least, std::uint32_t most,
                  std::string_view kind)
{
    if (message.size < least || message.size > most)
        throw refused("as a " + std::string(kind) + " frame it has " + std::to_string(message.size) +
                      " elements, not " + std::to_string(least) + " or " + std::to_string(most));
}

void decode_events(received_frame& frame, msgpack::object_array const& message, std::size_t inflate_limit)
{
    msgpack::object const& second = message.ptr[1];
    switch (second.type) {
    case object_type::ARRAY:
        check_length(message, 2, 3, "Forward");
        frame.kind = frame_kind::forward;
        if (message.size == 3)
            decode_options(frame, message.ptr[2]);
        frame.events = decode_entry_array(second.via.array);
        break;
    case object_type::STR:
    case object_type::BIN:
        check_length(message, 2, 3, "PackedForward");
        frame.kind = frame_kind::packed_forward;
        if (message.size == 3)
            decode_options(frame, message.ptr[2]);
        if (auto const inflate = find_inflater(frame.options)) {
            frame.kind = frame_kind::compressed_packed_forward;
            frame.events = decode_entries(inflate(text(second), inflate_limit));
        } else {
            frame.events = decode_entries(text(second));
        }
        break;
    default:
        check_length(message, 3, 4, "Message");
        frame.kind = frame_kind::message;
        if (message.size == 4)
            decode_options(frame, message.ptr[3]);
        frame.events.push_back(decode_event(second, message.ptr[2]));
        take_metadata(frame);
    }
}

} // namespace

std::vector<received_event> decode_entries(std::string_view entries)
{
    std::vector<received_event> result;
    message_scanner scanner;
    std::size_t begin = 0;
    while (begin != entries.size()) {
        std::size_t end = begin;
        switch (scanner.scan(entries, end)) {
        case scan_result::whole:
            break;
        case scan_result::incomplete:
            throw refused("its entries end in the middle of an entry");
        case scan_result::too_deep:
            throw refused("an entry is nested deeper than " + std::to_string(max_depth) + " levels");
        case scan_result::no_msgpack:
            throw refused("its entries are not MessagePack");
        }
        msgpack::object_handle const entry =
            msgpack::unpack(entries.data() + begin, end - begin, refer_to_bytes);
        result.push_back(decode_whole_entry(entry.get()));
        begin = end;
    }
    return result;
}

received_frame decode_frame(msgpack::object const& message, std::size_t inflate_limit)
{
    received_frame result;
    msgpack::object_array const& elements = message.via.array;
    if (elements.size < 2)
        throw refused("The frame was refused: it has " + std::to_string(elements.size) +
                      " elements, not 2 to 4");
    if (elements.ptr[0].type != object_type::STR)
        throw refused("The frame was refused: its tag is " + std::string(type_name(elements.ptr[0])) +
                      ", not a string");
    result.tag = text(elements.ptr[0]);
    try {
        decode_events(result, elements, inflate_limit);
    } catch (refused const& reason) {
        throw refused("The frame with the tag " + in_quotes(result.tag) + " was refused: " + reason.what());
    }
    for (received_event& event : result.events)
        event.tag = result.tag;
    return result;
}

} // namespace log_fluentd::detail::receiving
