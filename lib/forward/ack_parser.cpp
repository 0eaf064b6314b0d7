// Copyright (c) 2026 The log_fluentd authors
// Distributed under the Boost Software License, Version 1.0.
// (See accompanying file LICENSE_1_0.txt or https://www.boost.org/LICENSE_1_0.txt)

#include "forward/ack_parser.hpp"

#include "forward/foreign_peer.hpp"
#include "forward/messages.hpp"

#include <log_fluentd/error.hpp>

#include <algorithm>
#include <exception>
#include <utility>

namespace log_fluentd::detail {

ack_parser::ack_parser() : unpacker_(nullptr, nullptr, max_size, limits_of_messages(max_size)) {}

std::error_code ack_parser::feed(char const* data, std::size_t size, std::vector<std::string>& ids)
{
    if (std::exchange(first_, false)) {
        if (auto const foreign = foreign_peer({data, size}))
            return foreign;
    }
    try {
        while (size) { // in small steps, so that unfinished values stay bounded
            std::size_t const step = std::min(size, max_size);
            detail::feed(unpacker_, data, step);
            data += step;
            size -= step;
            unfinished_ += step;
            msgpack::object_handle handle;
            while (unpacker_.next(handle)) {
                unfinished_ = unpacker_.nonparsed_size();
                if (auto const error = take(handle.get(), ids))
                    return error;
            }
            if (unfinished_ > max_size)
                return errc::protocol_error;
        }
    } catch (std::exception const&) { // not msgpack, or beyond the limits
        return errc::protocol_error;
    }
    return {};
}

std::error_code ack_parser::take(msgpack::object const& object, std::vector<std::string>& ids)
{
    if (begins_with(object, "HELO"))
        return errc::unexpected_handshake;
    if (object.type != msgpack::type::MAP)
        return errc::protocol_error;
    auto const& map = object.via.map;
    auto const ack = std::find_if(map.ptr, map.ptr + map.size, [](msgpack::object_kv const& entry) {
        return is_text(entry.key) && text(entry.key) == "ack";
    });
    if (ack == map.ptr + map.size || !is_text(ack->val))
        return errc::protocol_error;
    ids.emplace_back(text(ack->val));
    return {};
}

} // namespace log_fluentd::detail
