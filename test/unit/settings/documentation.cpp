// Copyright (c) 2026 The log_fluentd authors
// Distributed under the Boost Software License, Version 1.0.
// (See accompanying file LICENSE_1_0.txt or https://www.boost.org/LICENSE_1_0.txt)

/// \file
/// doc/settings.md says what is true: its keys are those of the table, its defaults are the defaults, its
/// examples are taken.

#include "settings/settings_keys.hpp"
#include "support/repository.hpp"
#include "support/settings_text.hpp"

#include <algorithm>
#include <map>
#include <vector>

using namespace log_fluentd;
using namespace log_fluentd::test;

BOOST_AUTO_TEST_SUITE(settings_documentation)

struct documented_key
{
    std::string key;
    std::string default_value; // with backticks
};

/// The rows of all tables whose head begins with this.
std::vector<documented_key> documented(std::string const& head)
{
    std::vector<documented_key> result;
    for (auto const& columns : table_rows("settings.md", head)) {
        BOOST_REQUIRE_MESSAGE(columns.size() == 5u, columns.at(0));
        BOOST_TEST(!columns.at(4).empty(), columns.at(0));
        result.push_back({columns.at(0), columns.at(2)});
    }
    return result;
}

std::vector<std::string> sorted_keys(std::vector<documented_key> const& rows)
{
    std::vector<std::string> result;
    for (auto const& row : rows)
        result.push_back(row.key);
    std::sort(result.begin(), result.end());
    return result;
}

template <typename Key>
std::vector<std::string> sorted_keys(std::vector<Key> const& table)
{
    std::vector<std::string> result;
    for (auto const& entry : table)
        result.push_back("`" + std::string(entry.key) + "`");
    std::sort(result.begin(), result.end());
    return result;
}

BOOST_AUTO_TEST_CASE(each_key_is_documented_and_no_other)
{
    BOOST_TEST(sorted_keys(documented("key")) == sorted_keys(detail::settings_keys()),
               boost::test_tools::per_element());
    BOOST_TEST(sorted_keys(documented("server key")) == sorted_keys(detail::server_keys()),
               boost::test_tools::per_element());
}

/// Everything that settings can set, in one text.
std::string show(sink_config const& config)
{
    auto const& s = config.sender;
    std::ostringstream out;
    out << config.tag << '|' << config.max_tags << '|' << config.format.size() << '|' << config.time_attribute
        << '|' << static_cast<int>(config.zone) << '|' << config.options.message_key << '|'
        << static_cast<int>(config.options.message_json) << '|' << config.options.include_others << '|'
        << config.options.exclude.size() << '|' << config.options.fill_missing << '|'
        << config.options.max_event_size << '|' << s.max_event_size << '|' << s.name << '|' << s.tag << '|'
        << s.servers.at(0).host << '|' << s.servers.at(0).port << '|' << s.buffer.limit << '|'
        << s.buffer.chunk_limit << '|' << s.buffer.flush_interval.count() << '|'
        << static_cast<int>(s.buffer.overflow) << '|' << s.retry.initial_interval.count() << '|'
        << s.retry.max_interval.count() << '|' << s.require_ack << '|' << s.window << '|'
        << s.resolve_timeout.count() << '|' << s.connect_timeout.count() << '|' << s.write_timeout.count()
        << '|' << s.ack_timeout.count() << '|' << s.window_bytes << '|' << s.buffer.block_timeout.count()
        << '|' << s.buffer.gap_events << '|' << s.max_connection_age.count() << '|' << s.idle_timeout.count()
        << '|' << s.tcp_keepalive.count() << '|' << s.tcp_user_timeout.count() << '|' << config.keep_severity
        << '|' << s.flush_timeout.count() << '|' << s.close_timeout.count() << '|' << s.servers.at(0).path
        << '|' << s.servers.at(0).tls_name << '|' << s.tls.enabled << '|' << s.tls.ca_file << '|'
        << s.tls.ca_directory << '|' << s.tls.certificate_file << '|' << s.tls.key_file << '|'
        << s.tls.key_passphrase.reveal() << '|' << static_cast<int>(s.tls.min_version) << '|'
        << s.tls.insecure_accept_any_certificate << '|' << s.auth.shared_key.reveal() << '|'
        << s.auth.empty_shared_key << '|' << s.auth.username << '|' << s.auth.password.reveal() << '|'
        << s.self_hostname << '|' << s.handshake_timeout.count() << '|' << static_cast<int>(s.frame.mode)
        << '|' << s.frame.time_as_integer << '|' << s.frame.packed_as_string << '|' << s.frame.options << '|'
        << static_cast<int>(s.compress.method) << '|' << s.compress.level << '|' << s.compress.min_size;
    return out.str();
}

BOOST_AUTO_TEST_CASE(the_documented_defaults_are_the_defaults)
{
    sink_config built;
    built.sender.servers.emplace_back(); // what none stands for
    auto const defaults = show(built);
    for (auto const& row : documented("key")) {
        auto const* const entry = detail::find_settings_key(row.key.substr(1, row.key.size() - 2));
        BOOST_REQUIRE_MESSAGE(entry, row.key);
        // These have no default, or a default that is the same as not being there.
        if (!entry->apply || entry->key == "Destination" || entry->key == "Sender")
            continue;
        BOOST_REQUIRE_MESSAGE(row.default_value.size() > 2, row.key);
        auto value = row.default_value.substr(1, row.default_value.size() - 2);
        if (value == "\"\"")
            value.clear();
        detail::sink_settings settings;
        entry->apply(settings, value);
        BOOST_TEST(show(settings.config) == defaults, row.key);
        BOOST_TEST(!settings.asynchronous);
    }
}

BOOST_AUTO_TEST_CASE(the_server_s_documented_defaults_are_the_defaults)
{
    for (auto const& row : documented("server key"))
        for (auto const& entry : detail::server_keys())
            if ("`" + std::string(entry.key) + "`" == row.key) {
                server changed{"other", 1, 2, true, "/path", "name"};
                auto const value = row.default_value.substr(1, row.default_value.size() - 2);
                entry.apply(changed, value == "\"\"" ? "" : value);
                BOOST_TEST((changed.host == server().host) == (entry.key == "Host"));
                BOOST_TEST((changed.port == server().port) == (entry.key == "Port"));
                BOOST_TEST((changed.weight == server().weight) == (entry.key == "Weight"));
                BOOST_TEST((changed.standby == server().standby) == (entry.key == "Standby"));
                BOOST_TEST(changed.path.empty() == (entry.key == "Path"));
                BOOST_TEST(changed.tls_name.empty() == (entry.key == "TlsName"));
                BOOST_TEST(changed.auth.shared_key.empty());
                BOOST_TEST(!changed.auth.empty_shared_key);
            }
}

BOOST_AUTO_TEST_CASE(the_examples_are_taken)
{
    std::size_t sinks = 0;
    std::string example;
    bool within = false;
    for (auto const& line : page_lines("settings.md")) {
        if (line == "```ini") {
            within = true;
            example.clear();
        } else if (line == "```" && within) {
            within = false;
            std::istringstream in(example);
            auto const settings = boost::log::parse_settings(in);
            for (auto const& [name, section] : settings.property_tree().get_child("Sinks"))
                if (section.count("Destination") != 0) {
                    detail::parse_sink_settings(section);
                    ++sinks;
                }
        } else if (within) {
            example += line + '\n';
        }
    }
    BOOST_TEST(sinks == 6u);
}

BOOST_AUTO_TEST_SUITE_END()
