// Copyright (c) 2026 The log_fluentd authors
// Distributed under the Boost Software License, Version 1.0.
// (See accompanying file LICENSE_1_0.txt or https://www.boost.org/LICENSE_1_0.txt)

#include <log_fluentd/prometheus.hpp>

#include <array>
#include <chrono>

namespace log_fluentd {

namespace {

std::string escaped(std::string_view label)
{
    std::string result;
    for (char const c : label) {
        if (c == '\\' || c == '"')
            result += '\\';
        if (c == '\n')
            result += "\\n";
        else
            result += c;
    }
    return result;
}

std::string text_of(std::uint64_t number)
{
    return std::to_string(number);
}

std::string text_of(std::chrono::milliseconds time)
{
    auto const thousandths = std::to_string(1000 + time.count() % 1000);
    return std::to_string(time.count() / 1000) + '.' + thousandths.substr(1); // independent of the locale
}

/// One page. Families are written one after the other, each with the samples of all senders.
class page
{
public:
    explicit page(std::vector<named_statistics> const& senders) : senders_(senders) {}

    /// \param samples Writes the samples of one sender.
    template <typename Samples>
    void family(char const* name, char const* type, char const* help, Samples samples)
    {
        name_ = "log_fluentd_" + std::string(name);
        text_ += "# HELP " + name_ + ' ' + help + "\n# TYPE " + name_ + ' ' + type + '\n';
        for (auto const& one : senders_) {
            sender_ = "sender=\"" + escaped(one.name) + '"';
            samples(one.counters);
        }
    }

    template <typename Value>
    void sample(Value value, std::string const& labels = {})
    {
        text_ += name_ + '{' + sender_ + (labels.empty() ? "" : "," + labels) + "} " + text_of(value) + '\n';
    }

    std::string take() { return std::move(text_); }

private:
    std::vector<named_statistics> const& senders_;
    std::string text_;
    std::string name_;
    std::string sender_;
};

std::string label(char const* name, std::string_view value)
{
    return std::string(name) + "=\"" + escaped(value) + '"';
}

template <typename Member>
void put_amount(page& to, std::string const& name, char const* what, char const* suffix, char const* type,
                Member member)
{
    to.family((name + "_events" + suffix).c_str(), type, (std::string("Events ") + what + '.').c_str(),
              [&](statistics const& s) { to.sample((s.*member).events); });
    to.family((name + "_bytes" + suffix).c_str(), type,
              (std::string("Bytes of the events ") + what + '.').c_str(),
              [&](statistics const& s) { to.sample((s.*member).bytes); });
}

template <typename Reason, std::size_t Count>
void put_reasons(page& to, std::string const& name, char const* what,
                 std::array<amount, Count> statistics::*member, std::string_view (*word)(Reason) = to_string)
{
    auto const put = [&](char const* unit, std::string const& help, std::uint64_t amount::*part) {
        to.family((name + unit).c_str(), "counter", help.c_str(), [&](statistics const& s) {
            for (std::size_t i = 0; i < Count; ++i)
                to.sample((s.*member)[i].*part, label("reason", word(static_cast<Reason>(i))));
        });
    };
    put("_events_total", std::string("Events ") + what + ", by reason.", &amount::events);
    put("_bytes_total", std::string("Bytes of the events ") + what + ", by reason.", &amount::bytes);
}

template <typename Member>
void put_counter(page& to, char const* name, char const* help, Member member)
{
    to.family(name, "counter", help, [&](statistics const& s) { to.sample(std::uint64_t{s.*member}); });
}

template <typename Value>
void put_of_servers(page& to, char const* name, char const* type, char const* help, Value value)
{
    to.family(name, type, help, [&](statistics const& s) {
        for (auto const& one : s.servers)
            to.sample(std::uint64_t{value(one)}, label("server", one.address));
    });
}

void put_amounts(page& to)
{
    put_amount(to, "offered", "handed to the sender", "_total", "counter", &statistics::offered);
    put_amount(to, "accepted", "taken into the buffer", "_total", "counter", &statistics::accepted);
    put_reasons<rejection>(to, "rejected", "rejected at once", &statistics::rejected);
    put_amount(to, "delivered", "delivered", "_total", "counter", &statistics::delivered);
    put_reasons<discard_reason>(to, "discarded", "discarded after they were accepted",
                                &statistics::discarded);
    put_amount(to, "waiting", "in the buffer", "", "gauge", &statistics::waiting);
    put_amount(to, "resent", "that were resent after a fault", "_total", "counter", &statistics::resent);
    put_amount(to, "compressed", "whose chunks were compressed", "_total", "counter",
               &statistics::compressed);
    put_amount(to, "discards_taken", "handed to the discard handler", "_total", "counter",
               &statistics::discards_taken);
    put_amount(to, "discards_missed", "discarded and not handed over", "_total", "counter",
               &statistics::discards_missed);
    put_amount(to, "discards_waiting", "waiting for the discard handler", "", "gauge",
               &statistics::discards_waiting);
    put_amount(to, "gaps_made", "that tell of lost ones", "_total", "counter", &statistics::gaps_made);
    put_amount(to, "gaps_delivered", "that tell of lost ones, delivered", "_total", "counter",
               &statistics::gaps_delivered);
    put_amount(to, "gaps_discarded", "that tell of lost ones, discarded", "_total", "counter",
               &statistics::gaps_discarded);
    put_amount(to, "gaps_waiting", "that tell of lost ones, in the buffer", "", "gauge",
               &statistics::gaps_waiting);
}

/// The names of version 0.1, which version 0.3 removes; see doc/renamed.md.
void put_old_names(page& to)
{
    put_reasons<discard_reason>(to, "dropped", "discarded; deprecated, read discarded",
                                &statistics::discarded, [](discard_reason reason) {
                                    return reason == discard_reason::buffer_full
                                               ? std::string_view("overflow")
                                               : to_string(reason);
                                });
    put_amount(to, "overflow_taken", "handed over; deprecated, read discards_taken", "_total", "counter",
               &statistics::discards_taken);
    put_amount(to, "overflow_missed", "not handed over; deprecated, read discards_missed", "_total",
               "counter", &statistics::discards_missed);
    put_amount(to, "overflow_waiting", "to be handed over; deprecated, read discards_waiting", "", "gauge",
               &statistics::discards_waiting);
    put_amount(to, "gaps_dropped", "discarded; deprecated, read gaps_discarded", "_total", "counter",
               &statistics::gaps_discarded);
}

void put_counters(page& to)
{
    put_counter(to, "chunks_delivered_total", "Chunks delivered.", &statistics::chunks_delivered);
    put_counter(to, "chunks_resent_total", "Chunks that were resent after a fault.",
                &statistics::chunks_resent);
    put_counter(to, "compressed_to_bytes_total", "Bytes of compressed chunks, compressed.",
                &statistics::compressed_to);
    put_counter(to, "blocked_events_total", "Events that waited for room.", &statistics::blocked_events);
    put_counter(to, "connects_total", "Connections made.", &statistics::connects);
    put_counter(to, "connect_failures_total", "Connections that could not be made.",
                &statistics::connect_failures);
    put_counter(to, "connections_lost_total", "Connections that broke.", &statistics::connections_lost);
    put_counter(to, "reconnects_total", "Connections made to a server that had one before.",
                &statistics::reconnects);
    put_counter(to, "protocol_errors_total", "Connections that broke because of what the server sent.",
                &statistics::protocol_errors);
    put_counter(to, "unknown_types_total", "Values without an encoding.", &statistics::unknown_types);
    put_counter(to, "repaired_strings_total", "Strings that were not valid UTF-8.",
                &statistics::repaired_strings);
    put_counter(to, "truncated_events_total", "Events whose strings were cut.",
                &statistics::truncated_events);
    put_counter(to, "format_errors_total", "Values whose formatter or writer threw.",
                &statistics::format_errors);
    put_counter(to, "handler_errors_total", "Exceptions that left a handler.", &statistics::handler_errors);
    put_counter(to, "fallback_tags_total", "Records whose tag was one too many.", &statistics::fallback_tags);
    to.family("buffer_bytes", "gauge", "Memory of the buffer in use.",
              [&](statistics const& s) { to.sample(std::uint64_t{s.buffer_bytes}); });
    to.family("unacknowledged_chunks", "gauge", "Chunks on the way.",
              [&](statistics const& s) { to.sample(std::uint64_t{s.unacknowledged}); });
    to.family("oldest_waiting_seconds", "gauge", "Age of the oldest event in the buffer.",
              [&](statistics const& s) { to.sample(s.oldest_waiting); });
    to.family("connected", "gauge", "1 while a connection stands, to any server.",
              [&](statistics const& s) { to.sample(std::uint64_t{s.connected}); });
}

void put_servers(page& to)
{
    to.family("server_state", "gauge", "1 for the state that the server is in.", [&](statistics const& s) {
        for (auto const& one : s.servers) {
            for (auto const state :
                 {server_state::idle, server_state::connecting, server_state::up, server_state::down})
                to.sample(std::uint64_t{one.state == state},
                          label("server", one.address) + ',' + label("state", to_string(state)));
        }
    });
    using server = server_statistics;
    put_of_servers(to, "server_standby", "gauge", "1 where the server stands by for others.",
                   [](server const& s) { return std::uint64_t{s.standby}; });
    put_of_servers(to, "server_delivered_events_total", "counter", "Events delivered to the server.",
                   [](server const& s) { return s.delivered.events; });
    put_of_servers(to, "server_delivered_bytes_total", "counter", "Bytes of these.",
                   [](server const& s) { return s.delivered.bytes; });
    put_of_servers(to, "server_delivered_chunks_total", "counter", "The same in chunks.",
                   [](server const& s) { return s.chunks_delivered; });
    put_of_servers(to, "server_unacknowledged_chunks", "gauge", "Chunks on the way to the server.",
                   [](server const& s) { return std::uint64_t{s.unacknowledged}; });
    put_of_servers(to, "server_connects_total", "counter", "Connections made to the server.",
                   [](server const& s) { return s.connects; });
    put_of_servers(to, "server_connect_failures_total", "counter",
                   "Connections to the server that could not be made.",
                   [](server const& s) { return s.connect_failures; });
    put_of_servers(to, "server_connections_lost_total", "counter", "Connections to the server that broke.",
                   [](server const& s) { return s.connections_lost; });
    put_of_servers(to, "server_refusals_total", "counter", "Connections that broke over a chunk.",
                   [](server const& s) { return s.refusals; });
}

} // namespace

std::string prometheus_text(std::vector<named_statistics> const& senders)
{
    page result(senders);
    put_amounts(result);
    put_old_names(result);
    put_counters(result);
    put_servers(result);
    return result.take();
}

std::string prometheus_text(statistics const& counters, std::string_view sender_name)
{
    return prometheus_text({{std::string(sender_name), counters}});
}

} // namespace log_fluentd
