// Copyright (c) 2026 The log_fluentd authors
// Distributed under the Boost Software License, Version 1.0.
// (See accompanying file LICENSE_1_0.txt or https://www.boost.org/LICENSE_1_0.txt)

// The counters for Prometheus: in its format, and complete.

#include <log_fluentd/prometheus.hpp>

#include <boost/test/unit_test.hpp>

#include <map>
#include <regex>
#include <set>
#include <sstream>
#include <string>
#include <vector>

using namespace log_fluentd;
using namespace std::chrono_literals;

namespace {

/// A page, read by the rules of the text format 0.0.4.
struct page
{
    std::map<std::string, std::string> types;   // by family
    std::map<std::string, std::string> samples; // values, by name and labels

    explicit page(std::string const& text)
    {
        static std::regex const comment("# (HELP|TYPE) ([a-zA-Z_:][a-zA-Z0-9_:]*) (.+)");
        static std::regex const sample(
            R"re(([a-zA-Z_:][a-zA-Z0-9_:]*)\{((?:[a-z]+="(?:[^"\\]|\\["\\n])*",?)+)\} ([0-9.]+))re");
        BOOST_TEST(text.back() == '\n');
        std::istringstream in(text);
        std::string family;
        for (std::string line; std::getline(in, line);) {
            std::smatch found;
            if (std::regex_match(line, found, comment)) {
                family = found[2];
                if (found[1] == "TYPE") {
                    BOOST_CHECK_MESSAGE(types.emplace(family, found[3]).second, family << " is there twice");
                    BOOST_TEST((found[3] == "counter" || found[3] == "gauge"));
                    bool const is_total = family.rfind("_total") == family.size() - 6;
                    BOOST_TEST(is_total == (found[3] == "counter"), family);
                }
                continue;
            }
            BOOST_REQUIRE_MESSAGE(std::regex_match(line, found, sample), line);
            BOOST_TEST(found[1] == family);
            BOOST_TEST(types.count(family) == 1u);
            BOOST_TEST(
                samples.emplace(std::string(found[1]) + '{' + std::string(found[2]) + '}', found[3]).second,
                line);
        }
    }
    std::string of(std::string const& name, std::string const& labels = "sender=\"s\"") const
    {
        auto const found = samples.find("log_fluentd_" + name + '{' + labels + '}');
        return found == samples.end() ? "missing" : found->second;
    }
};

/// Each counter has another number.
statistics numbered()
{
    statistics s;
    std::size_t n = 1000;
    for (amount* a : {&s.offered, &s.accepted, &s.delivered, &s.waiting, &s.discards_taken,
                      &s.discards_missed, &s.discards_waiting, &s.gaps_made, &s.gaps_delivered,
                      &s.gaps_discarded, &s.gaps_waiting, &s.resent})
        *a = {n++, n++};
    for (auto& a : s.rejected)
        a = {n++, n++};
    for (auto& a : s.discarded)
        a = {n++, n++};
    for (std::uint64_t* c :
         {&s.blocked_events, &s.chunks_delivered, &s.chunks_resent, &s.connects, &s.connect_failures,
          &s.connections_lost, &s.reconnects, &s.protocol_errors, &s.unknown_types, &s.repaired_strings,
          &s.truncated_events, &s.format_errors, &s.handler_errors, &s.fallback_tags})
        *c = n++;
    s.buffer_bytes = n++;
    s.unacknowledged = n++;
    s.connected = true;
    s.oldest_waiting = 1500ms;
    for (char const* address : {"a:1", "b:2"}) {
        server_statistics one;
        one.address = address;
        one.state = server_state::down;
        one.standby = true;
        one.delivered = {n++, n++};
        for (std::uint64_t* c : {&one.chunks_delivered, &one.connects, &one.connect_failures,
                                 &one.connections_lost, &one.refusals})
            *c = n++;
        one.unacknowledged = n++;
        s.servers.push_back(one);
    }
    return s;
}

} // namespace

BOOST_AUTO_TEST_SUITE(prometheus)

BOOST_AUTO_TEST_CASE(every_counter_is_there)
{
    page const p(prometheus_text(numbered(), "s"));
    std::set<std::string> values;
    for (auto const& [name, value] : p.samples)
        values.insert(value);
    // 12 amounts, 8 rejections, 3 discards, 14 counters, 2 sizes, two servers with an amount and six numbers.
    for (int n = 1000; n < 1000 + 2 * (12 + 8 + 3) + 14 + 2 + 2 * 8; ++n)
        BOOST_TEST(values.count(std::to_string(n)) == 1u, n);
    BOOST_TEST(p.of("offered_events_total") == "1000");
    BOOST_TEST(p.of("offered_bytes_total") == "1001");
    BOOST_TEST(p.of("rejected_events_total", "sender=\"s\",reason=\"buffer_full\"") == "1024");
    BOOST_TEST(p.of("discarded_events_total", "sender=\"s\",reason=\"refused\"") == "1044");
    BOOST_TEST(p.of("oldest_waiting_seconds") == "1.500");
    BOOST_TEST(p.of("connected") == "1");
    BOOST_TEST(p.of("server_state", "sender=\"s\",server=\"b:2\",state=\"down\"") == "1");
    BOOST_TEST(p.of("server_state", "sender=\"s\",server=\"b:2\",state=\"up\"") == "0");
}

// doc/renamed.md
BOOST_AUTO_TEST_CASE(the_names_of_version_0_1_are_there_too)
{
    page const p(prometheus_text(numbered(), "s"));
    for (std::string const unit : {"_events_total", "_bytes_total"}) {
        BOOST_TEST(p.of("overflow_taken" + unit) == p.of("discards_taken" + unit));
        BOOST_TEST(p.of("overflow_missed" + unit) == p.of("discards_missed" + unit));
        BOOST_TEST(p.of("gaps_dropped" + unit) == p.of("gaps_discarded" + unit));
        BOOST_TEST(p.of("dropped" + unit, "sender=\"s\",reason=\"overflow\"") ==
                   p.of("discarded" + unit, "sender=\"s\",reason=\"buffer_full\""));
        BOOST_TEST(p.of("dropped" + unit, "sender=\"s\",reason=\"closed\"") ==
                   p.of("discarded" + unit, "sender=\"s\",reason=\"closed\""));
    }
    BOOST_TEST(p.of("overflow_waiting_events") == p.of("discards_waiting_events"));
    BOOST_TEST(p.of("overflow_waiting_bytes") != "missing");
}

BOOST_AUTO_TEST_CASE(several_senders_share_a_page)
{
    page const p(prometheus_text({{"s", numbered()}, {"t", statistics{}}}));
    BOOST_TEST(p.of("offered_events_total") == "1000");
    BOOST_TEST(p.of("offered_events_total", "sender=\"t\"") == "0");
}

BOOST_AUTO_TEST_CASE(names_are_escaped)
{
    page const p(prometheus_text(statistics{}, "a\"b\\c\nd"));
    BOOST_TEST(p.of("connected", "sender=\"a\\\"b\\\\c\\nd\"") == "0");
}

BOOST_AUTO_TEST_SUITE_END()
