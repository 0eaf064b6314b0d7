// Copyright (c) 2026 The log_fluentd authors
// Distributed under the Boost Software License, Version 1.0.
// (See accompanying file LICENSE_1_0.txt or https://www.boost.org/LICENSE_1_0.txt)

#include "base/host.hpp"

#include <log_fluentd/sender.hpp>

#include <boost/test/unit_test.hpp>

#include <stdexcept>
#include <string>

using namespace log_fluentd;

BOOST_AUTO_TEST_SUITE(hosts)

std::string why_not(std::string const& host)
{
    using detail::config_member;
    return detail::why_no_host(host, {config_member("host"), config_member("port"), config_member("path")})
        .text(detail::spelling_of_code());
}

BOOST_AUTO_TEST_CASE(names_and_addresses_are_taken)
{
    std::string const label(63, 'a');
    std::string const longest = label + '.' + label + '.' + label + '.' + std::string(61, 'b');
    for (std::string const& host : {std::string("localhost"),
                                    std::string("logs.example.net"),
                                    std::string("logs.example.net."),
                                    std::string("my_service"),
                                    std::string("_fluentd._tcp.example"),
                                    std::string("xn--caf-dma.example"),
                                    std::string("caf\xc3\xa9.example"),
                                    std::string("127.0.0.1"),
                                    std::string("10.example"),
                                    std::string("1a"),
                                    std::string("a-b"),
                                    std::string("0.0.0.0"),
                                    std::string("::1"),
                                    std::string("::"),
                                    std::string("2001:db8::7"),
                                    std::string("fe80::1%eth0"),
                                    std::string("::1%lo"),
                                    std::string("fe80::1%2"),
                                    std::string("::ffff:127.0.0.1"),
                                    longest,
                                    longest + '.'})
        BOOST_TEST(why_not(host) == "", host);
}

BOOST_AUTO_TEST_CASE(what_can_be_no_host_is_an_error_with_what_to_write)
{
    struct
    {
        std::string host;
        std::string says;
    } const cases[] = {
        {"http://x", "has a scheme; write host = \"x\""},
        {"tcp://logs.example.net:24224", "has a scheme; write host = \"logs.example.net\" and port = 24224"},
        {"tls://[::1]:24224/path", "has a scheme; write host = \"::1\" and port = 24224"},
        {"http://user:word@x:1/y?z#f", "has a scheme; write host = \"x\" and port = 1"},
        {"tcp://", "has a scheme; write the name or the address alone"},
        {"://x", "has a scheme; write host = \"x\""},
        {"x:24224", "has a port in it; write host = \"x\" and port = 24224"},
        {"127.0.0.1:1", "has a port in it; write host = \"127.0.0.1\" and port = 1"},
        {"x:", "has a colon in it; write host = \"x\""},
        {"x:forward", "has a colon in it; write host = \"x\""},
        {":24224", "has a port in it; write the name or the address alone"},
        {"[::1]", "has brackets; write an IPv6 address without them"},
        {"[::1]:24224", "has brackets; write an IPv6 address without them, host = \"::1\" and port = 24224"},
        {"[x", "has brackets"},
        {"x]", "has brackets"},
        {" x", "has a blank in it"},
        {"x ", "has a blank in it"},
        {"x y", "has a blank in it"},
        {"x\n", "has a control character in it"},
        {std::string("x\0y", 3), "has a control character in it"},
        {"\tx", "has a control character in it"},
        {"x\x7f", "has a control character in it"},
        {"user@x", "has a user in it; write host = \"x\""},
        {"x/path", "has a path in it; write host = \"x\""},
        {"x?y", "has a path in it"},
        {"/run/fluentd.sock", "is the path of a socket; write path = \"/run/fluentd.sock\""},
        {"unix:/run/x", "is the path of a socket; write path = \"/run/x\""},
        {"unix:///run/x", "is the path of a socket; write path = \"/run/x\""},
        {"unix://run/x", "is the path of a socket; write path = \"/run/x\""},
        {"UNIX:/run/x.sock", "is the path of a socket; write path = \"/run/x.sock\""},
        {"unix:@fluentd", "is the path of a socket; write path = \"@fluentd\""},
        {"unix://@fluentd", "is the path of a socket; write path = \"@fluentd\""},
        {"unix:24224", "has a port in it; write host = \"unix\" and port = 24224"},
        {"unix://", "has a scheme; write the name or the address alone"},
        {"@fluentd", "is the path of a socket; write path = \"@fluentd\""},
        {"a..b", "has an empty label"},
        {".a", "has an empty label"},
        {".", "has an empty label"},
        {"a..", "has an empty label"},
        {std::string(64, 'a'), "has a label of 64 bytes; each has at most 63"},
        {std::string(63, 'a') + "." + std::string(64, 'b') + ".c", "has a label of 64 bytes"},
        {"256.1.1.1",
         "ends in a number and is not an IPv4 address; write four numbers of at most 255 with dots "
         "between, such as host = \"192.0.2.7\", or a name"},
        {"1.2.3.4.5", "ends in a number and is not an IPv4 address"},
        {"999999", "ends in a number and is not an IPv4 address"},
        {"10", "ends in a number and is not an IPv4 address"},
        {"1.2.3", "ends in a number and is not an IPv4 address"},
        {"127.0.0.1.", "ends in a number and is not an IPv4 address"},
        {"logs.7", "ends in a number and is not an IPv4 address"},
        {"256.1.1.1:24224", "has a port in it; write the name or the address alone"},
        {"tcp:logs", "has a scheme; write host = \"logs\""},
        {"TCP:logs.example.net:24224", "has a scheme; write host = \"logs.example.net\" and port = 24224"},
        {"http:", "has a scheme; write the name or the address alone"},
        {"tcp:24224", "has a port in it; write host = \"tcp\" and port = 24224"},
        {"1:2:3", "is not an IPv6 address"},
        {"::1%", "is not an IPv6 address"},
        {"a:b:c", "is not an IPv6 address"},
        {"a,b", "has the character , in it"},
        {"${HOST}", "has the character $ in it"},
        {"*.example.net", "has the character * in it"},
        {"x\\y", "has the character \\ in it"},
        {"a%eth0", "has the character % in it"},
    };
    for (auto const& one : cases) {
        auto const why = why_not(one.host);
        BOOST_CHECK_MESSAGE(why.compare(0, one.says.size(), one.says) == 0, one.host << ": " << why);
    }
    std::string long_name;
    for (int i = 0; i < 127; ++i)
        long_name += "a.";
    BOOST_TEST(why_not(long_name + "b").find("has 255 bytes; a name has at most 253") == 0u);
}

BOOST_AUTO_TEST_CASE(hosts_in_code_are_checked_and_certificate_names_alike)
{
    auto const error_of = [](std::string const& host, std::string const& tls_name) -> std::string {
        sender_config config;
        config.servers.resize(2);
        config.servers[1].host = host;
        config.servers[1].tls_name = tls_name;
        try {
            validate(config);
        } catch (std::invalid_argument const& error) {
            return error.what();
        }
        return {};
    };
    BOOST_TEST(error_of("fe80::1%eth0", "logs.example.net.") == "");
    BOOST_TEST(error_of("http://x:1", "") == "servers[1].host has a scheme; write host = \"x\" and port = 1");
    BOOST_TEST(error_of("unix:/run/x", "") ==
               "servers[1].host is the path of a socket; write path = \"/run/x\"");
    BOOST_TEST(error_of("x", "unix:/run/x") == "servers[1].tls_name is not the name of a host");
    BOOST_TEST(error_of("x", "x:1") == "servers[1].tls_name has a port in it; write tls_name = \"x\"");
    BOOST_TEST(error_of("x", "https://x") == "servers[1].tls_name has a scheme; write tls_name = \"x\"");
}

BOOST_AUTO_TEST_SUITE_END()
