// Copyright (c) 2026 The log_fluentd authors
// Distributed under the Boost Software License, Version 1.0.
// (See accompanying file LICENSE_1_0.txt or https://www.boost.org/LICENSE_1_0.txt)

#ifndef LOG_FLUENTD_LIB_RECEIVER_DECODE_HPP_INCLUDED_
#define LOG_FLUENTD_LIB_RECEIVER_DECODE_HPP_INCLUDED_

/// \file
/// From MessagePack values to frames, events and JSON. All of it throws `refused`.

#include <log_fluentd/receiver.hpp>

#include <boost/json/value.hpp>
#include <msgpack.hpp>

#include <cstddef>
#include <string_view>

namespace log_fluentd::detail::receiving {

/// Makes JSON of a value. Adds to `repeated_keys` how many keys its maps have once more.
boost::json::value decode_value(msgpack::object const& value, std::size_t& repeated_keys);

/// Makes an event of the time and the record of a frame or an entry. The tag is left empty.
received_event decode_event(msgpack::object const& time, msgpack::object const& record);

/// The same of an entry, whose time may have metadata with it: `[time, metadata]` (Forward v1.5).
received_event decode_entry(msgpack::object const& time, msgpack::object const& record);

/// Makes events of the entries of a PackedForward frame, `[time, record]` one behind the other.
std::vector<received_event> decode_entries(std::string_view entries);

/// Makes a frame of a whole message. `bytes` and `connection` are left empty. Entries may inflate to
/// `inflate_limit` bytes.
received_frame decode_frame(msgpack::object const& message, std::size_t inflate_limit);

/// What a value is, for a sentence: "a float", "nil".
std::string_view type_name(msgpack::object const& value) noexcept;

} // namespace log_fluentd::detail::receiving

#endif
