// Copyright (c) 2026 The log_fluentd authors
// Distributed under the Boost Software License, Version 1.0.
// (See accompanying file LICENSE_1_0.txt or https://www.boost.org/LICENSE_1_0.txt)

/// \file
/// Values of a Fluentd handler that are not texts.

#include "dict_config/plan.hpp"
#include "settings/settings_keys.hpp"
#include "unit/dict_config/configuration.hpp"

#include <optional>

using namespace log_fluentd;
using namespace log_fluentd::test;

BOOST_AUTO_TEST_SUITE(dict_config_fluentd_values)

/// What is wrong with a handler of these lines of YAML.
std::optional<dict_config_error> mistake(std::string const& lines)
{
    detail::document document;
    document.file = "x.yaml";
    try {
        detail::parse_yaml("version: 1\nhandlers:\n  h:\n    class: fluentd\n" + lines, document);
        detail::parse_plan(document, {});
    } catch (dict_config_error const& error) {
        return error;
    }
    return std::nullopt;
}

void check_mistake(std::string const& lines, std::string const& path, std::string const& part)
{
    auto const error = mistake(lines);
    BOOST_REQUIRE_MESSAGE(error.has_value(), lines << " was taken");
    BOOST_TEST(error->path() == "handlers.h." + path, error->what());
    BOOST_TEST(std::string(error->what()).find(part) != std::string::npos, error->what());
}

BOOST_AUTO_TEST_CASE(where_a_text_belongs_nothing_else_is_taken)
{
    auto const invalid = [](std::string const& key, std::string const& value, std::string const& part) {
        auto const tag = key == "tag" ? "    port: 1\n" : "    tag: t\n";
        check_mistake(tag + ("    " + key + ": " + value) + "\n", key, ":6: ");
        check_mistake(tag + ("    " + key + ": " + value) + "\n", key, part + "; write it in quotes");
    };
    invalid("tag", "yes", "true is not a text");
    invalid("tag", "0x10", "16 is not a text");
    invalid("tag", "1_000", "1000 is not a text");
    invalid("tag", "1.0", "1.0 is not a text");
    invalid("host", "off", "false is not a text");
    invalid("tag_prefix", "on", "true is not a text");
    invalid("TagPrefix", "7", "7 is not a text");
    invalid("message_key", "no", "false is not a text");
    invalid("time_attribute", "yes", "true is not a text");
    invalid("username", "0x1F", "31 is not a text");
    invalid("message_json", "off", "false is not a text");
    invalid("exclude", "yes", "true is not a text");
    for (std::string const key : {"shared_key", "password", "tls_key_passphrase"})
        for (std::string const value : {"017", "yes", "1:30", "1_0.5"}) {
            invalid(key, value, key + ": is not a text"); // and no message shows it
            check_mistake("    tag: t\n    servers:\n      - {host: a, username: 7}\n", "servers[0].username",
                          "7 is not a text");
        }
    check_mistake("    tag: t\n    servers: [{password: 017}]\n", "servers[0].password",
                  "password: is not a text; write it in quotes");
    check_mistake("    tag: t\n    server: {host: on}\n", "server.host", "true is not a text");
    BOOST_TEST(!mistake("    tag: '017'\n    shared_key: '017'\n    port: 24224\n    require_ack: yes\n"
                        "    chunk_limit: 1_000_000\n    tls_min_version: 1.2\n"));
}

BOOST_AUTO_TEST_CASE(a_number_with_a_point_is_read_as_it_is_written)
{
    for (std::string const value : {"67108864.0", "100000000.0", "1.0e+8", "10_000_000.0"})
        BOOST_TEST(!mistake("    tag: t\n    buffer_limit: " + value + "\n"), value);
    BOOST_TEST(!mistake("    tag: t\n    port: 24224.0\n"));
    check_mistake("    tag: t\n    port: 100000.0\n", "port", "100000.0 is not a TCP port");
    check_mistake("    tag: t\n    port: 0.0001\n", "port", "0.0001 is not a whole number");
    check_mistake("    tag: t\n    port: 1.0e+15\n", "port", "1000000000000000.0 is not a TCP port");
    check_mistake("    tag: t\n    port: 1.0e+16\n", "port", "1e+16 is not a whole number");
    check_mistake("    tag: t\n    buffer_limit: 0.5\n", "buffer_limit",
                  "0.5 is not a whole number of bytes");
    configured const here;
    for (std::string const value : {"1.0e+6", "1000000.0", "1e6", "1000000"})
        dict_config(json(R"({"version": 1, "handlers": {"h": {"class": "rotating_file", "delay": true,
                             "backupCount": 1, "maxBytes": )" +
                         value + R"(, "filename": ")" + here.path("a") + R"("}}})"));
}

BOOST_AUTO_TEST_CASE(no_message_shows_a_secret_that_yaml_takes_for_something_else)
{
    for (std::string const value : {"2026-11-29", "99999999999999999999", "\"2026-11\\_\"", "!x 2026-11"}) {
        detail::document document;
        auto const error = error_of([&] {
            detail::parse_yaml("version: 1\nx:\n  password: " + value + "\n", document);
            detail::check_usable(document);
        });
        BOOST_TEST(error.path() == "x.password");
        BOOST_TEST(error.line() == 3u);
        std::string const message = error.what();
        BOOST_TEST(message.find("2026") == message.npos, message);
        BOOST_TEST(message.find("9999") == message.npos, message);
    }
}

// Of any key that the table gets: what takes other things than texts does not take any text.
BOOST_AUTO_TEST_CASE(no_key_takes_both_a_text_and_what_is_none)
{
    for (auto const& entry : detail::settings_keys()) {
        auto const key = detail::snake_case(entry.key);
        auto const line = (key == "tag" ? "" : "    tag: t\n") + ("    " + key) + ": ";
        auto const is_wrong = [&](std::string const& value) {
            auto const error = mistake(line + value + "\n");
            return error && error->path() == "handlers.h." + key;
        };
        BOOST_TEST((is_wrong("yes") || is_wrong("some words")), key);
        BOOST_TEST((is_wrong("15") || is_wrong("some words")), key);
        BOOST_TEST((is_wrong("1.5") || is_wrong("some words")), key);
    }
    check_mistake("    tag: t\n    keep_severity: yes\n", "keep_severity", "true");
}

BOOST_AUTO_TEST_SUITE_END()
