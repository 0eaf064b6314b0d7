// Copyright (c) 2026 The log_fluentd authors
// Distributed under the Boost Software License, Version 1.0.
// (See accompanying file LICENSE_1_0.txt or https://www.boost.org/LICENSE_1_0.txt)

#include "receiver/receiver_fault.hpp"

#include "base/printable.hpp"

#include <algorithm>
#include <charconv>
#include <iterator>
#include <stdexcept>

namespace log_fluentd {

using kind = receiver_fault::kind;

namespace {

struct word
{
    kind what;
    std::string_view text;
    std::string_view argument; ///< What follows the colon; empty if there is none.
};

constexpr word words[] = {
    {kind::none, "none", ""},
    {kind::refuse, "refuse", ""},
    {kind::never_read, "never-read", ""},
    {kind::read_slowly, "read-slowly", "BYTES"},
    {kind::close_after, "close-after", "BYTES"},
    {kind::reset_after, "reset-after", "BYTES"},
    {kind::stall_after, "stall-after", "BYTES"},
    {kind::never_acknowledge, "never-acknowledge", ""},
    {kind::acknowledge_late, "acknowledge-late", "MILLISECONDS"},
    {kind::acknowledge_twice, "acknowledge-twice", ""},
    {kind::acknowledge_wrongly, "acknowledge-wrongly", ""},
    {kind::acknowledge_another, "acknowledge-another", ""},
    {kind::send_garbage, "send-garbage", ""},
    {kind::send_half, "send-half", ""},
    {kind::refuse_frames, "refuse-frames", ""},
};

[[noreturn]] void fail_text(std::string_view text)
{
    std::string sentence = "'" + detail::printable(text) + "' is not a fault; there are";
    for (auto const& one : words) {
        sentence += &one == std::begin(words) ? " " : ", ";
        sentence += one.text;
        if (!one.argument.empty())
            sentence += ":" + std::string(one.argument);
    }
    throw std::invalid_argument(sentence);
}

} // namespace

receiver_fault parse_receiver_fault(std::string_view text)
{
    auto const colon = std::min(text.find(':'), text.size());
    auto const found = std::find_if(std::begin(words), std::end(words), [&](word const& one) {
        return one.text == text.substr(0, colon) && one.argument.empty() == (colon == text.size());
    });
    if (found == std::end(words))
        fail_text(text);
    receiver_fault result;
    result.what = found->what;
    if (found->argument.empty())
        return result;
    auto const number = text.substr(colon + 1);
    std::uint32_t value = 0;
    auto const end = number.data() + number.size();
    auto const read = std::from_chars(number.data(), end, value);
    if (read.ec != std::errc() || read.ptr != end || (value == 0 && found->what == kind::read_slowly))
        fail_text(text);
    result.bytes = value;
    result.delay = std::chrono::milliseconds(value);
    return result;
}

namespace detail::receiving {

connection_plan plan_of(receiver_fault const& fault)
{
    connection_plan plan;
    switch (fault.what) {
    case kind::refuse:
        plan.read_limit = 0;
        plan.reset = true;
        break;
    case kind::never_read:
        plan.read_limit = 0;
        plan.close_at_limit = false;
        break;
    case kind::read_slowly:
        plan.bytes_per_second = fault.bytes;
        break;
    case kind::reset_after:
        plan.reset = true;
        plan.read_limit = fault.bytes;
        break;
    case kind::close_after:
        plan.read_limit = fault.bytes;
        break;
    case kind::stall_after:
        plan.read_limit = fault.bytes;
        plan.close_at_limit = false;
        break;
    default:
        break;
    }
    return plan;
}

frame_reply reply_of(receiver_fault const& fault, received_frame const& frame,
                     std::optional<std::string> const& before)
{
    frame_reply reply = acknowledge(frame);
    switch (fault.what) {
    case kind::never_acknowledge:
        reply.bytes.clear();
        break;
    case kind::acknowledge_late:
        reply.delay = fault.delay;
        break;
    case kind::acknowledge_twice:
        reply.bytes += reply.bytes;
        break;
    case kind::acknowledge_wrongly: {
        received_frame other;
        other.chunk = "bm9ib2R5J3MgY2h1bms=";
        reply.bytes = acknowledge(other).bytes;
        break;
    }
    case kind::acknowledge_another: {
        received_frame other;
        other.chunk = before;
        reply.bytes = acknowledge(other).bytes;
        break;
    }
    case kind::send_garbage:
        reply.bytes = "\xc1 this is not msgpack";
        break;
    case kind::send_half:
        reply.bytes.resize(reply.bytes.size() / 2);
        break;
    case kind::refuse_frames:
        return {"", true, false, {}};
    default:
        break;
    }
    return reply;
}

} // namespace detail::receiving

} // namespace log_fluentd
