// Copyright (c) 2026 The log_fluentd authors
// Distributed under the Boost Software License, Version 1.0.
// (See accompanying file LICENSE_1_0.txt or https://www.boost.org/LICENSE_1_0.txt)

/// \file
/// How a dictConfig names what is wrong with a Fluentd handler.

#include "dict_config/handlers/handlers.hpp"
#include "settings/settings_keys.hpp"
#include "support/settings_text.hpp"
#include "support/wrong_senders.hpp"
#include "unit/dict_config/configuration.hpp"

#include <log_fluentd/sender.hpp>

#include <exception>

using namespace log_fluentd;
using namespace log_fluentd::test;

BOOST_AUTO_TEST_SUITE(fluentd_errors)

/// A path of a member has a dot; other members are called in a dictConfig as they are in code.
void check_has_no_path(std::string const& message)
{
    for (auto const& key : detail::settings_keys())
        if (key.member.find('.') != key.member.npos)
            BOOST_CHECK_MESSAGE(message.find(key.member) == message.npos,
                                "\"" << message << "\" has \"" << key.member << "\"");
    BOOST_TEST(message.find("auth.") == message.npos, message);
}

BOOST_AUTO_TEST_CASE(an_error_of_a_member_names_its_key)
{
    auto const spelling = detail::python_spelling();
    for (auto const& key : detail::settings_keys())
        if (!key.member.empty())
            BOOST_TEST(spelling.name(member_of(key)) == detail::snake_case(key.key));
    for (auto const& key : detail::server_keys())
        if (!key.member.empty())
            BOOST_TEST(spelling.name(detail::config_member(std::string(key.member), 1)) ==
                       detail::snake_case(key.key));
    detail::config_sentence const remedy{
        detail::config_assignment{detail::config_member("port", 0), "24224"}};
    BOOST_TEST(remedy.text(spelling) == "port: 24224");
}

BOOST_AUTO_TEST_CASE(no_error_of_a_sender_shows_a_path_of_code)
{
    for (auto const& wrong : wrong_senders()) {
        sender_config config;
        config.servers.emplace_back();
        wrong.change(config);
        try {
            validate(config);
            BOOST_ERROR("accepted: " << wrong.message);
        } catch (detail::config_error const& error) {
            auto const message = error.text(detail::python_spelling());
            check_has_no_path(message);
            BOOST_TEST(message.find("servers[") == message.npos, message);
        }
    }
}

BOOST_AUTO_TEST_CASE(no_error_of_any_value_is_in_terms_of_code)
{
    configured const here;
    boost::json::value const values[] = {nullptr,
                                         0,
                                         1,
                                         11,
                                         99999,
                                         true,
                                         "",
                                         "a",
                                         "0s",
                                         "2h",
                                         "200h",
                                         "1KiB",
                                         "5MiB",
                                         "65GiB",
                                         "gzip",
                                         "block",
                                         "/nowhere",
                                         "forward",
                                         boost::json::string(1100, 'x'),
                                         {"", "b"}};
    std::pair<char const*, boost::json::value> const others[] = {
        {"require_ack", false}, {"tls", true}, {"username", "me"}, {"compress", "zstd"}};
    for (auto const& entry : detail::settings_keys())
        for (auto const& value : values)
            for (auto const& [key, other] : others) {
                auto document =
                    json(R"({"version": 1, "handlers": {"h": {"class": "fluentd", "tag": "a"}}})");
                auto& handler = document.at("handlers").at("h").as_object();
                handler[key] = other;
                handler[detail::snake_case(entry.key)] = value;
                try {
                    dict_config(document);
                } catch (dict_config_error const& error) {
                    check_has_no_path(error.what());
                }
            }
}

BOOST_AUTO_TEST_SUITE_END()
