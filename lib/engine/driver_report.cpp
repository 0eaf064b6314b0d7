// Copyright (c) 2026 The log_fluentd authors
// Distributed under the Boost Software License, Version 1.0.
// (See accompanying file LICENSE_1_0.txt or https://www.boost.org/LICENSE_1_0.txt)

// The driver's reports as sentences.

#include "base/printable.hpp"
#include "engine/driver.hpp"

#include <utility>

namespace log_fluentd::detail {

void driver::report_full()
{
    std::string const begin = "the buffer is full (" + std::to_string(config_.buffer.limit) + " bytes): ";
    std::string const end = " until " + servers() + " has taken some";
    switch (config_.buffer.overflow) {
    case overflow_policy::drop_newest:
        return report(diagnostic_kind::buffer_full, begin + "events are rejected" + end);
    case overflow_policy::drop_oldest:
        return report(diagnostic_kind::discarded, begin + "the oldest events are discarded" + end);
    case overflow_policy::block:
        return report(diagnostic_kind::buffer_full, begin + "who logs waits, at most " +
                                                        std::to_string(config_.buffer.block_timeout.count()) +
                                                        " ms for an event," + end);
    }
}

void driver::report_what_is_left()
{
    auto const left = buffer_->ledger().with(
        [](statistics const& s) { return s.discarded[static_cast<std::size_t>(discard_reason::closed)]; });
    if (left.events)
        report(diagnostic_kind::discarded,
               std::to_string(left.events) + " events (" + std::to_string(left.bytes) +
                   (abandoned_
                        ? " bytes) were discarded: the execution context ended before " + servers() +
                              " took them; close the sender first"
                        : " bytes) were discarded at close: " + servers() + " did not take them in time"));
}

/// The server, or all of them, for a sentence.
std::string driver::servers() const
{
    if (connections_.size() == 1)
        return connections_.front()->target();
    std::string all = "any of";
    for (auto const& c : connections_)
        all += (c == connections_.front() ? " " : ", ") + c->target();
    return all;
}

namespace {

std::string kilobytes(std::size_t bytes)
{
    return bytes < 10000 ? std::to_string(bytes) + " bytes" : std::to_string(bytes / 1000) + " kB";
}

/// The bytes on the wire and, in brackets, those before compression.
std::string bytes_of(delivery_report const& of)
{
    bool const is_compressed = of.refused != of.content.bytes;
    return std::to_string(of.refused) + " bytes" +
           (is_compressed ? " (compressed; " + std::to_string(of.content.bytes) + " before)" : "");
}

std::string reported(delivery_report const& of, std::string const& from)
{
    std::string const what = std::to_string(of.content.events) +
                             (of.content.events == 1 ? " event" : " events") + " of the tag " +
                             printable(of.tag);
    switch (of.what) {
    case delivery_report::kind::refused:
        return from + " has closed the connection " + std::to_string(evidence::to_set_aside) +
               " times over a chunk with " + what + "; others go first now; its log may say what is wrong";
    case delivery_report::kind::event_refused:
        break;
    case delivery_report::kind::limited:
        return from + " takes no frame above " + kilobytes(of.bytes) + ", and refused one of " +
               kilobytes(of.refused) +
               ": set ChunkLimit to less than that, or raise the server's own limit (Fluent Bit's "
               "buffer_max_size, Fluentd's chunk_size_limit); until then chunks are divided";
    case delivery_report::kind::too_large:
        return from + " takes no frame above " + kilobytes(of.bytes) + ", and " + what + " has " +
               bytes_of(of) + ": raise the server's limit; after " +
               std::to_string(evidence::long_enough.count()) + " minutes the event is discarded";
    case delivery_report::kind::discarded:
        return what + " with " + bytes_of(of) + " is too large for " + from + ", which took no frame above " +
               kilobytes(of.bytes) + " for " + std::to_string(evidence::long_enough.count()) +
               " minutes; it was discarded";
    }
    return from + " refuses " + what + " again and again, and takes others like it; it was discarded";
}

} // namespace

void driver::report_all()
{
    while (auto const what = delivery_.take_reports()) {
        bool const is_lost = what->what == delivery_report::kind::event_refused ||
                             what->what == delivery_report::kind::discarded;
        report(is_lost ? diagnostic_kind::event_refused : diagnostic_kind::refused,
               reported(*what, connections_[what->server]->target()));
    }
}

void driver::report(diagnostic_kind kind, std::string message, std::error_code error, std::size_t server)
{
    message = printable(message, longest_sentence);
    if (error)
        buffer_->ledger().note_trouble(server, message, error);
    if (!config_.name.empty())
        message = printable(config_.name) + ": " + message;
    if (events_.on_diagnostic)
        events_.on_diagnostic({kind, std::move(message), error});
}

void driver::report(std::vector<diagnostic> const& reports)
{
    for (auto const& what : reports)
        events_.on_diagnostic(what);
}

} // namespace log_fluentd::detail
