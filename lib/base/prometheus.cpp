// Copyright (c) 2026 The log_fluentd authors
// Distributed under the Boost Software License, Version 1.0.
// (See accompanying file LICENSE_1_0.txt or https://www.boost.org/LICENSE_1_0.txt)

#include <log_fluentd/prometheus.hpp>

#include <array>
#include <chrono>
#include <functional>
#include <utility>

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

enum class sort
{
    counter,
    gauge
};

/// One page. Families are written one after the other, each with the samples of all senders.
class page
{
public:
    explicit page(std::vector<named_statistics> const& senders) : senders_(senders) {}

    /// \param name Without `_total`, with which the names of counters end.
    /// \param samples Writes the samples of one sender.
    template <typename Samples>
    void family(std::string const& name, std::string const& help, sort of, Samples samples)
    {
        bool const is_counter = of == sort::counter;
        name_ = "log_fluentd_" + name + (is_counter ? "_total" : "");
        text_ +=
            "# HELP " + name_ + ' ' + help + "\n# TYPE " + name_ + (is_counter ? " counter\n" : " gauge\n");
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

template <typename Value>
void put(page& to, std::string const& name, std::string const& help, Value value, sort of = sort::counter)
{
    to.family(name, help, of, [&](statistics const& s) { to.sample(std::invoke(value, s)); });
}

void put_amount(page& to, std::string const& name, std::string const& what, amount statistics::*member,
                sort of = sort::counter)
{
    put(
        to, name + "_events", "Events " + what + '.', [=](auto const& s) { return (s.*member).events; }, of);
    put(
        to, name + "_bytes", "Bytes of the events " + what + '.',
        [=](auto const& s) { return (s.*member).bytes; }, of);
}

template <typename Reason, std::size_t Count>
void put_reasons(page& to, std::string const& name, std::string const& what,
                 std::array<amount, Count> statistics::*member, std::string_view (*word)(Reason) = to_string)
{
    auto const part_of = [&](char const* unit, char const* begin, std::uint64_t amount::*part) {
        to.family(name + unit, begin + what + ", by reason.", sort::counter, [&](statistics const& s) {
            for (std::size_t i = 0; i < Count; ++i)
                to.sample((s.*member)[i].*part, label("reason", word(static_cast<Reason>(i))));
        });
    };
    part_of("_events", "Events ", &amount::events);
    part_of("_bytes", "Bytes of the events ", &amount::bytes);
}

template <typename Value>
void put_of_servers(page& to, char const* name, char const* help, Value value, sort of = sort::counter)
{
    to.family(name, help, of, [&](statistics const& s) {
        for (auto const& one : s.servers)
            to.sample(std::invoke(value, one), label("server", one.address));
    });
}

void put_amounts(page& to)
{
    using all = statistics;
    put_amount(to, "offered", "handed to the sender", &all::offered);
    put_amount(to, "accepted", "taken into the buffer", &all::accepted);
    put_reasons<rejection>(to, "rejected", "rejected at once", &all::rejected);
    put_amount(to, "delivered", "delivered", &all::delivered);
    put_reasons<discard_reason>(to, "discarded", "discarded after they were accepted", &all::discarded);
    put_amount(to, "waiting", "in the buffer", &all::waiting, sort::gauge);
    put_amount(to, "resent", "that were resent after a fault", &all::resent);
    put_amount(to, "compressed", "whose chunks were compressed", &all::compressed);
    put_amount(to, "discards_taken", "handed to the discard handler", &all::discards_taken);
    put_amount(to, "discards_missed", "discarded and not handed over", &all::discards_missed);
    put_amount(to, "discards_waiting", "waiting for the discard handler", &all::discards_waiting,
               sort::gauge);
    put_amount(to, "gaps_made", "that report lost ones", &all::gaps_made);
    put_amount(to, "gaps_delivered", "that report lost ones, delivered", &all::gaps_delivered);
    put_amount(to, "gaps_discarded", "that report lost ones, discarded", &all::gaps_discarded);
    put_amount(to, "gaps_waiting", "that report lost ones, in the buffer", &all::gaps_waiting, sort::gauge);
}

std::string_view old_word(discard_reason reason)
{
    return reason == discard_reason::buffer_full ? "overflow" : to_string(reason);
}

/// The names of version 0.1, which version 0.3 removes; see doc/renamed.md.
void put_old_names(page& to)
{
    using all = statistics;
    put_reasons(to, "dropped", "discarded; deprecated, read discarded", &all::discarded, old_word);
    put_amount(to, "overflow_taken", "handed over; deprecated, read discards_taken", &all::discards_taken);
    put_amount(to, "overflow_missed", "not handed over; deprecated, read discards_missed",
               &all::discards_missed);
    put_amount(to, "overflow_waiting", "to be handed over; deprecated, read discards_waiting",
               &all::discards_waiting, sort::gauge);
    put_amount(to, "gaps_dropped", "discarded; deprecated, read gaps_discarded", &all::gaps_discarded);
}

void put_counters(page& to)
{
    using all = statistics;
    put(to, "chunks_delivered", "Chunks delivered.", &all::chunks_delivered);
    put(to, "chunks_resent", "Chunks that were resent after a fault.", &all::chunks_resent);
    put(to, "compressed_to_bytes", "Bytes of compressed chunks, compressed.", &all::compressed_to);
    put(to, "blocked_events", "Events that waited for room.", &all::blocked_events);
    put(to, "connects", "Connections made.", &all::connects);
    put(to, "connect_failures", "Connections that could not be made.", &all::connect_failures);
    put(to, "connections_lost", "Connections that broke.", &all::connections_lost);
    put(to, "reconnects", "Connections made to a server that had one before.", &all::reconnects);
    put(to, "protocol_errors", "Connections that broke because of what the server sent.",
        &all::protocol_errors);
    put(to, "unknown_types", "Values without an encoding.", &all::unknown_types);
    put(to, "repaired_strings", "Strings that were not valid UTF-8.", &all::repaired_strings);
    put(to, "truncated_events", "Events whose strings were cut.", &all::truncated_events);
    put(to, "format_errors", "Values whose formatter or writer threw.", &all::format_errors);
    put(to, "handler_errors", "Exceptions that left a handler.", &all::handler_errors);
    put(to, "fallback_tags", "Records whose tag was one too many.", &all::fallback_tags);
    put(to, "buffer_bytes", "Memory of the buffer in use.", &all::buffer_bytes, sort::gauge);
    put(to, "unacknowledged_chunks", "Chunks on the way.", &all::unacknowledged, sort::gauge);
    put(to, "oldest_waiting_seconds", "Age of the oldest event in the buffer.", &all::oldest_waiting,
        sort::gauge);
    put(to, "connected", "1 while a connection stands, to any server.", &all::connected, sort::gauge);
}

void put_servers(page& to)
{
    using server = server_statistics;
    to.family(
        "server_state", "1 for the state that the server is in.", sort::gauge, [&](statistics const& s) {
            for (auto const& one : s.servers)
                for (auto const state :
                     {server_state::idle, server_state::connecting, server_state::up, server_state::down})
                    to.sample(one.state == state,
                              label("server", one.address) + ',' + label("state", to_string(state)));
        });
    put_of_servers(to, "server_standby", "1 where the server stands by for others.", &server::standby,
                   sort::gauge);
    put_of_servers(to, "server_delivered_events", "Events delivered to the server.",
                   [](server const& s) { return s.delivered.events; });
    put_of_servers(to, "server_delivered_bytes", "Bytes of these.",
                   [](server const& s) { return s.delivered.bytes; });
    put_of_servers(to, "server_delivered_chunks", "The same in chunks.", &server::chunks_delivered);
    put_of_servers(to, "server_unacknowledged_chunks", "Chunks on the way to the server.",
                   &server::unacknowledged, sort::gauge);
    put_of_servers(to, "server_connects", "Connections made to the server.", &server::connects);
    put_of_servers(to, "server_connect_failures", "Connections to the server that could not be made.",
                   &server::connect_failures);
    put_of_servers(to, "server_connections_lost", "Connections to the server that broke.",
                   &server::connections_lost);
    put_of_servers(to, "server_refusals", "Connections that broke over a chunk.", &server::refusals);
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
