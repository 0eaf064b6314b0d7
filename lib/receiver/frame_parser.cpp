// Copyright (c) 2026 The log_fluentd authors
// Distributed under the Boost Software License, Version 1.0.
// (See accompanying file LICENSE_1_0.txt or https://www.boost.org/LICENSE_1_0.txt)

#include "receiver/frame_parser.hpp"

#include "base/ascii.hpp"
#include "receiver/decode.hpp"
#include "receiver/print.hpp"
#include "receiver/refused.hpp"

#include <array>

namespace log_fluentd::detail::receiving {

namespace {

constexpr unsigned char nil = 0xc0;

bool begins_array(unsigned char byte) noexcept
{
    return (byte & 0xf0) == 0x90 || byte == 0xdc || byte == 0xdd;
}

// Names the protocol of a peer that does not speak Forward: most often the port is wrong.
std::string describe_stranger(std::string_view bytes)
{
    for (char const* const method :
         {"GET ", "POST ", "PUT ", "HEAD ", "DELETE ", "OPTIONS ", "PATCH ", "CONNECT ", "HTTP/"})
        if (starts_with(bytes, method))
            return "The peer speaks HTTP; this port accepts the Fluentd Forward protocol.";
    if (starts_with(bytes, "\x16\x03"))
        return "The peer speaks TLS; this port accepts the Fluentd Forward protocol without TLS.";
    if (bytes.front() == '[' || bytes.front() == '{')
        return "The peer seems to speak JSON; this port accepts the MessagePack form of the Fluentd Forward "
               "protocol.";
    return "The peer sent something that is not a Forward frame, which is an array; it begins with " +
           in_quotes(bytes) + ".";
}

} // namespace

void frame_parser::feed(std::string_view bytes)
{
    if (!error_.empty())
        return;
    buffer_.erase(0, begin_);
    scanned_ -= begin_;
    begin_ = 0;
    // The memory of a large frame is freed, so that a connection that lasts for weeks stays small.
    constexpr std::size_t kept = std::size_t{1} << 20;
    if (buffer_.empty() && buffer_.capacity() > kept)
        buffer_ = {};
    buffer_ += bytes;
}

std::optional<received_frame> frame_parser::next()
{
    if (!error_.empty() || !has_frame_start() || !has_whole_frame())
        return std::nullopt;
    try {
        return take_frame();
    } catch (refused const& reason) {
        error_ = std::string(reason.what()) + ".";
        return std::nullopt;
    }
}

bool frame_parser::has_frame_start()
{
    if (scanned_ != begin_)
        return true;
    while (begin_ != buffer_.size() && static_cast<unsigned char>(buffer_[begin_]) == nil)
        scanned_ = ++begin_;
    if (begin_ == buffer_.size())
        return false;
    if (begins_array(static_cast<unsigned char>(buffer_[begin_])))
        return true;
    error_ = describe_stranger(std::string_view(buffer_).substr(begin_));
    return false;
}

bool frame_parser::has_whole_frame()
{
    scan_result const result = scanner_.scan(buffer_, scanned_);
    std::size_t const size = (result == scan_result::whole ? scanned_ : buffer_.size()) - begin_;
    if (result == scan_result::too_deep)
        error_ = "The frame was refused: it is nested deeper than " + std::to_string(max_depth) + " levels.";
    else if (result == scan_result::no_msgpack)
        error_ = "The frame was refused: it is not MessagePack.";
    else if (size > max_frame_size_)
        error_ = "The frame was refused: it has more than " + std::to_string(max_frame_size_) + " bytes.";
    return error_.empty() && result == scan_result::whole;
}

received_frame frame_parser::take_frame()
{
    std::string_view const bytes = std::string_view(buffer_).substr(begin_, scanned_ - begin_);
    begin_ = scanned_;
    msgpack::object_handle const message = msgpack::unpack(
        bytes.data(), bytes.size(), [](msgpack::type::object_type, std::size_t, void*) { return true; });
    received_frame frame = decode_frame(message.get(), max_frame_size_);
    frame.bytes = bytes;
    return frame;
}

} // namespace log_fluentd::detail::receiving
