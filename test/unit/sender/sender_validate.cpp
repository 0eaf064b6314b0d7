// Copyright (c) 2026 The log_fluentd authors
// Distributed under the Boost Software License, Version 1.0.
// (See accompanying file LICENSE_1_0.txt or https://www.boost.org/LICENSE_1_0.txt)

#include "support/wrong_senders.hpp"

#include <log_fluentd/sender.hpp>
#include <log_fluentd/sink_config.hpp>

#include <boost/test/unit_test.hpp>

#include <stdexcept>
#include <string>
#include <type_traits>

using namespace log_fluentd;
using namespace std::chrono_literals;

namespace {

template <typename Config, typename Change>
std::string error_of(Change const& change)
{
    Config config;
    if constexpr (std::is_same_v<Config, sender_config>)
        config.servers.emplace_back(); // to be changed
    change(config);
    try {
        validate(config);
    } catch (std::invalid_argument const& e) {
        return e.what();
    }
    return "accepted";
}

} // namespace

BOOST_AUTO_TEST_SUITE(validation)

BOOST_AUTO_TEST_CASE(the_server_is_a_local_one_where_none_is_given)
{
    sender_config config;
    BOOST_TEST(config.servers.empty());
    BOOST_CHECK_NO_THROW(validate(config));
    config.tls.enabled = true; // needs a name to verify
    BOOST_CHECK_NO_THROW(validate(config));
    config.tls.enabled = false;
    sender const s(config);
    BOOST_REQUIRE(s.config().servers.size() == 1u);
    BOOST_TEST(s.config().servers[0].host == "127.0.0.1");
    BOOST_TEST(s.config().servers[0].port == 24224u);
    BOOST_REQUIRE(s.statistics().servers.size() == 1u);
    BOOST_TEST(s.statistics().servers[0].address == "127.0.0.1:24224");
}

BOOST_AUTO_TEST_CASE(a_server_that_is_added_is_the_only_one)
{
    sender_config config;
    config.servers.push_back({"127.0.0.1", 1});
    sender const s(config);
    BOOST_REQUIRE(s.statistics().servers.size() == 1u);
    BOOST_TEST(s.statistics().servers[0].address == "127.0.0.1:1");
}

BOOST_AUTO_TEST_CASE(a_secret_of_a_null_pointer_is_empty_and_an_error)
{
    char const* const unset = nullptr; // as std::getenv returns it
    secret const none = unset;
    BOOST_TEST(none.empty());
    BOOST_TEST(none.reveal() == "");
    BOOST_TEST(none.is_missing());
    BOOST_TEST(secret(none).is_missing());
    BOOST_TEST(!secret("").is_missing());
    BOOST_TEST(!secret().is_missing());
    secret later = unset;
    later = "key";
    BOOST_TEST(!later.is_missing());

    std::string const why = " is missing: it was made of a null pointer; is the environment variable set?";
    test::wrong_sender const table[] = {
        {[=](auto& c) { c.auth.shared_key = unset; }, "auth.shared_key"},
        {[=](auto& c) {
             c.auth.shared_key = "key";
             c.auth.username = "me";
             c.auth.password = unset;
         },
         "auth.password"},
        {[=](auto& c) { c.servers[0].auth.shared_key = unset; }, "servers[0].auth.shared_key"},
        {[=](auto& c) { c.servers[0].auth.password = unset; }, "servers[0].auth.password"},
        {[=](auto& c) { c.tls.key_passphrase = unset; }, "tls.key_passphrase"},
    };
    for (auto const& bad : table)
        BOOST_TEST(error_of<sender_config>(bad.change) == bad.message + why);
}

BOOST_AUTO_TEST_CASE(the_defaults_are_good)
{
    BOOST_CHECK_NO_THROW(validate(sender_config{}));
    sink_config sink;
    sink.tag = "app";
    BOOST_CHECK_NO_THROW(validate(sink));
}

BOOST_AUTO_TEST_CASE(each_member_is_named_with_its_bounds)
{
    for (auto const& bad : test::wrong_senders())
        BOOST_TEST(error_of<sender_config>(bad.change) == bad.message);
}

BOOST_AUTO_TEST_CASE(a_sink_needs_a_tag_and_templates_that_parse)
{
    BOOST_TEST(error_of<sink_config>([](sink_config&) {}) ==
               "tag must not be empty; Fluentd routes events by their tag");
    BOOST_TEST(error_of<sink_config>([](sink_config& c) { c.sender.tag = "app"; }) == "accepted");
    auto const bad_template = error_of<sink_config>([](sink_config& c) {
        c.tag = "app";
        c.format = {{"where", "%File"}};
    });
    BOOST_TEST(bad_template.find("where") != std::string::npos);
    BOOST_TEST(error_of<sink_config>([](sink_config& c) {
                   c.tag = "app";
                   c.sender.window = 0;
               }) == "window must be between 1 and 1024 chunks, but is 0");
}

BOOST_AUTO_TEST_CASE(a_sender_checks_its_configuration)
{
    sender_config config;
    config.window = 0;
    BOOST_CHECK_THROW(sender{config}, std::invalid_argument);
}

BOOST_AUTO_TEST_CASE(errors_have_sentences)
{
    for (int code = int(errc::buffer_full); code <= int(errc::discarded); ++code)
        BOOST_TEST(make_error_code(errc(code)).message().size() > 15u);
    BOOST_TEST(make_error_code(errc::closed).category().name() == std::string("log_fluentd"));
}

BOOST_AUTO_TEST_SUITE_END()
