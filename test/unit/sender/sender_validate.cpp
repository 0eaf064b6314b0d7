// Copyright (c) 2026 The log_fluentd authors
// Distributed under the Boost Software License, Version 1.0.
// (See accompanying file LICENSE_1_0.txt or https://www.boost.org/LICENSE_1_0.txt)

#include <log_fluentd/sender.hpp>

#include <boost/test/unit_test.hpp>

#include <functional>
#include <stdexcept>
#include <string>
#include <type_traits>

using namespace log_fluentd;
using namespace std::chrono_literals;

namespace {

struct bad_sender
{
    std::function<void(sender_config&)> change;
    std::string message;
};

template <typename Config, typename Change>
std::string refusal(Change const& change)
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

BOOST_AUTO_TEST_CASE(a_secret_of_a_null_pointer_is_empty_and_refused)
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
    bad_sender const table[] = {
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
        BOOST_TEST(refusal<sender_config>(bad.change) == bad.message + why);
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
    bad_sender const table[] = {
        {[](auto& c) { c.servers.resize(65); }, "servers must be 64 at most, but 65 are given"},
        {[](auto& c) {
             c.servers.resize(2);
             c.servers[1].host.clear();
         },
         "servers[1].host must not be empty; give a name or an address"},
        {[](auto& c) { c.servers[0].weight = 1001; },
         "servers[0].weight must be between 0 and 1000, but is 1001"},
        {[](auto& c) {
             c.servers.resize(2);
             c.servers[0].weight = c.servers[1].weight = 0;
         },
         "servers[0].weight must not be 0 where no server has another weight; nothing would be sent"},
        {[](auto& c) { c.servers[0].standby = true; },
         "servers[0].standby must not be true for every server; one stands by for others, so give one that "
         "does "
         "not"},
        {[](auto& c) {
             c.servers.resize(2);
             c.servers[0].weight = 0;
             c.servers[1].standby = true;
         },
         "servers[0].weight must not be 0 where all others stand by; give a server that does not stand by a "
         "weight"},
        {[](auto& c) { c.window_bytes = 1; }, "window_bytes must be between 4 KiB and 4 GiB, but is 1 bytes"},
        {[](auto& c) { c.max_connection_age = 24h * 8; },
         "max_connection_age must be between 0 ms and 7 d, but is 8 d"},
        {[](auto& c) { c.idle_timeout = -1ms; }, "idle_timeout must be between 0 ms and 7 d, but is -1 ms"},
        {[](auto& c) { c.tcp_keepalive = 3h; }, "tcp_keepalive must be between 0 ms and 2 h, but is 3 h"},
        {[](auto& c) { c.tcp_user_timeout = 2h; },
         "tcp_user_timeout must be between 0 ms and 1 h, but is 2 h"},
        {[](auto& c) { c.buffer.block_timeout = 0ms; },
         "buffer.block_timeout must be between 1 ms and 1 h, but is 0 ms"},
        {[](auto& c) { c.servers[0].host.clear(); },
         "servers[0].host must not be empty; give a name or an address"},
        {[](auto& c) { c.servers[0].port = 0; }, "servers[0].port must be between 1 and 65535, but is 0"},
        {[](auto& c) { c.buffer.chunk_limit = 12; },
         "buffer.chunk_limit must be between 4 KiB and 4 MiB, but is 12 bytes"},
        {[](auto& c) { c.buffer.limit = 1024; },
         "buffer.limit must be between 64 KiB and 64 GiB, but is 1 KiB"},
        {[](auto& c) { c.buffer.limit = 1 << 20; },
         "buffer.limit must be at least twice buffer.chunk_limit (1 MiB), but is 1 MiB"},
        {[](auto& c) { c.buffer.flush_interval = 0ms; },
         "buffer.flush_interval must be between 1 ms and 1 h, but is 0 ms"},
        {[](auto& c) { c.retry.initial_interval = -1ms; },
         "retry.initial_interval must be between 1 ms and 1 h, but is -1 ms"},
        {[](auto& c) { c.retry.max_interval = 2h; },
         "retry.max_interval must be between 1 ms and 1 h, but is 2 h"},
        {[](auto& c) { c.retry.max_interval = 1ms; },
         "retry.max_interval must be at least retry.initial_interval (500 ms), but is 1 ms"},
        {[](auto& c) { c.tag = std::string(1025, 'x'); }, "tag must be UTF-8 of at most 1024 bytes"},
        {[](auto& c) { c.tag = "\xff"; }, "tag must be UTF-8 of at most 1024 bytes"},
        {[](auto& c) { c.window = 0; }, "window must be between 1 and 1024 chunks, but is 0"},
        {[](auto& c) { c.window = 1025; }, "window must be between 1 and 1024 chunks, but is 1025"},
        {[](auto& c) { c.max_event_size = 1; },
         "max_event_size must be between 1 KiB and 4 MiB, but is 1 bytes"},
        {[](auto& c) { c.resolve_timeout = 0ms; },
         "resolve_timeout must be between 1 ms and 1 h, but is 0 ms"},
        {[](auto& c) { c.connect_timeout = 0ms; },
         "connect_timeout must be between 1 ms and 1 h, but is 0 ms"},
        {[](auto& c) { c.write_timeout = 0ms; }, "write_timeout must be between 1 ms and 1 h, but is 0 ms"},
        {[](auto& c) { c.ack_timeout = 0ms; }, "ack_timeout must be between 1 ms and 1 h, but is 0 ms"},
        {[](auto& c) { c.flush_timeout = -1ms; }, "flush_timeout must be between 0 ms and 1 h, but is -1 ms"},
        {[](auto& c) { c.close_timeout = -1ms; }, "close_timeout must be between 0 ms and 1 h, but is -1 ms"},
    };
    for (auto const& bad : table)
        BOOST_TEST(refusal<sender_config>(bad.change) == bad.message);
}

BOOST_AUTO_TEST_CASE(a_sink_needs_a_tag_and_templates_that_parse)
{
    BOOST_TEST(refusal<sink_config>([](sink_config&) {}) ==
               "tag must not be empty; Fluentd routes events by their tag");
    BOOST_TEST(refusal<sink_config>([](sink_config& c) { c.sender.tag = "app"; }) == "accepted");
    auto const bad_template = refusal<sink_config>([](sink_config& c) {
        c.tag = "app";
        c.format = {{"where", "%File"}};
    });
    BOOST_TEST(bad_template.find("where") != std::string::npos);
    BOOST_TEST(refusal<sink_config>([](sink_config& c) {
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
