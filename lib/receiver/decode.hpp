// Copyright (c) 2026 The log_fluentd authors
// Distributed under the Boost Software License, Version 1.0.
// (See accompanying file LICENSE_1_0.txt or https://www.boost.org/LICENSE_1_0.txt)

#pragma once

/// \file
/// Decodes MessagePack values into frames, events and JSON. All functions throw `refused`.

#include <log_fluentd/receiver.hpp>

#include <boost/json/value.hpp>
#include <msgpack.hpp>

#include <cstddef>
#include <string_view>

namespace log_fluentd::detail::receiving {

/// Decodes a value into JSON. Adds the number of repeated keys in its maps to `repeated_keys`.
boost::json::value decode_value(msgpack::object const& value, std::size_t& repeated_keys);

/// Decodes an event from the time and the record of a frame or an entry. Its tag is empty.
received_event decode_event(msgpack::object const& time, msgpack::object const& record);

/// The same for an entry, whose time may come with metadata: `[time, metadata]` (Forward v1.5).
received_event decode_entry(msgpack::object const& time, msgpack::object const& record);

/// Decodes the entries of a PackedForward frame: `[time, record]`, one after the other.
std::vector<received_event> decode_entries(std::string_view entries);

/// Decodes a whole message into a frame. Its `bytes` and `connection` are not set. Compressed entries may
/// have up to `inflate_limit` bytes after decompression.
received_frame decode_frame(msgpack::object const& message, std::size_t inflate_limit);

/// The type of a value as words for a sentence: "a float", "nil".
std::string_view type_name(msgpack::object const& value) noexcept;

} // namespace log_fluentd::detail::receiving
