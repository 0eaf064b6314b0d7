// Copyright (c) 2026 The log_fluentd authors
// Distributed under the Boost Software License, Version 1.0.
// (See accompanying file LICENSE_1_0.txt or https://www.boost.org/LICENSE_1_0.txt)

#include "settings/sink_settings.hpp"

#include "support/settings_text.hpp"

#include <boost/exception/get_error_info.hpp>
#include <boost/log/exceptions.hpp>

#include <map>

using namespace log_fluentd;
using boost::log::invalid_value;
using boost::log::missing_value;
using test::check_message;
using test::parse;

BOOST_AUTO_TEST_SUITE(sink_settings)

BOOST_AUTO_TEST_CASE(an_unknown_key_is_an_error_with_the_nearest_one)
{
    check_message<invalid_value>([] { parse("Tag=a\nBuferLimit=1MiB"); },
                                 "In the settings of the sink with Destination=\"Fluentd\" and Tag=\"a\": "
                                 "there is no key BuferLimit; did "
                                 "you mean BufferLimit?");
    check_message<invalid_value>([] { parse("Tag=a\nflush_interval=1s"); }, "did you mean FlushInterval?");
    check_message<invalid_value>([] { parse("Tag=a\nport=1"); }, "there is no key port; did you mean Port?");
}

BOOST_AUTO_TEST_CASE(an_unknown_key_like_no_other_is_an_error_with_the_list)
{
    check_message<invalid_value>([] { parse("Tag=a\nRotationSize=1"); },
                                 "there is no key RotationSize; the keys are Destination, Tag, ",
                                 "CloseTimeout");
}

BOOST_AUTO_TEST_CASE(an_unknown_section_is_an_error)
{
    check_message<invalid_value>([] { parse("Tag=a\n[Sinks.X.Formt]\na=b"); },
                                 "there is no section Formt; did you mean Format?");
}

BOOST_AUTO_TEST_CASE(a_member_s_name_finds_its_key)
{
    check_message<invalid_value>([] { parse("Tag=a\nbuffer.chunk_limit=8KiB"); },
                                 "there is no key buffer.chunk_limit; did you mean ChunkLimit?");
    check_message<invalid_value>([] { parse("Tag=a\nzone=utc"); },
                                 "there is no key zone; did you mean TimeZone?");
    check_message<invalid_value>([] { parse("Tag=a\nbuffer.size=8KiB"); },
                                 "there is no section buffer; did you mean BufferLimit?");
}

BOOST_AUTO_TEST_CASE(a_section_in_place_of_a_value_is_an_error)
{
    check_message<invalid_value>([] { parse("Tag=a\nHost.a=b"); },
                                 "Host is a value, not a section; there is Host.a below it");
    check_message<invalid_value>(
        [] { parse("Tag=a\n[Sinks.X.FormatFile]\na=b"); },
        "FormatFile is a value, not a section; write the keys into a section Format");
}

BOOST_AUTO_TEST_CASE(the_sink_is_named_by_what_its_section_says)
{
    check_message<invalid_value>([] { parse("Tag=a\nName=audit\nWindow=x"); },
                                 "the sink with Name=\"audit\": ");
    check_message<invalid_value>([] { parse("Tag=a.b\nWindow=x"); },
                                 "the sink with Destination=\"Fluentd\" and Tag=\"a.b\": ");
    check_message<invalid_value>([] { parse("Window=x"); },
                                 "the sink with Destination=\"Fluentd\" and no Tag: ");
}

BOOST_AUTO_TEST_CASE(a_long_value_is_shortened)
{
    auto const message =
        test::message_of<invalid_value>([] { parse("Tag=a\nWindow=\"" + std::string(5000, 'x') + "\""); });
    BOOST_TEST(message.size() < 300u);
    BOOST_TEST(message.find("xxx...\"") != std::string::npos);
}

BOOST_AUTO_TEST_CASE(a_sink_without_any_tag_is_an_error)
{
    check_message<missing_value>([] { parse(""); },
                                 "Tag is missing; write a tag for the events, such as Tag=app.shop");
    check_message<missing_value>([] { parse("Tag=\"\""); }, "Tag is missing");
    parse("TagPrefix=prod");
    parse("Sender=audit"); // the other section's sender may have a prefix
}

BOOST_AUTO_TEST_CASE(a_key_twice_in_settings_made_in_code_is_an_error)
{
    detail::settings_tree tree;
    tree.add("Tag", "a");
    tree.add("Tag", "b");
    check_message<invalid_value>([&] { detail::parse_sink_settings(tree); },
                                 "Tag is there twice; remove one");
}

BOOST_AUTO_TEST_CASE(a_server_s_section)
{
    auto const parsed = parse("Tag=a\n[Sinks.X.Server.main]\nHost=log.example\n");
    BOOST_TEST(parsed.config.sender.servers.size() == 1u);
    BOOST_TEST(parsed.config.sender.servers.at(0).host == "log.example");
    BOOST_TEST(parsed.config.sender.servers.at(0).port == 24224u);
}

BOOST_AUTO_TEST_CASE(what_is_wrong_in_a_server_s_section_is_an_error_with_the_section)
{
    check_message<invalid_value>([] { parse("Tag=a\n[Sinks.X.Server.a]\nHots=b"); },
                                 "in the section Server.a, there is no key Hots; did you mean Host?");
    check_message<invalid_value>([] { parse("Tag=a\n[Sinks.X.Server.a]\nPassphrase=b"); },
                                 "there is no key Passphrase; the keys are Host, Port, Weight, Standby");
    check_message<invalid_value>([] { parse("Tag=a\n[Sinks.X.Server.a]\nWeight=1001"); },
                                 "Server.a.Weight=\"1001\" is not a weight; write a number from 0 to 1000");
    check_message<invalid_value>([] { parse("Tag=a\n[Sinks.X.Server.a]\nStandby=maybe"); },
                                 "Server.a.Standby=\"maybe\"");
    check_message<invalid_value>([] { parse("Tag=a\n[Sinks.X.Server.a]\nPort=70000"); },
                                 "Server.a.Port=\"70000\" is not a TCP port");
    check_message<invalid_value>([] { parse("Tag=a\n[Sinks.X.Server.a.Host]\nb=c"); },
                                 "Server.a.Host is a value, not a section");
}

BOOST_AUTO_TEST_CASE(several_servers_come_in_the_order_of_the_file)
{
    auto const parsed = parse("Tag=a\n[Sinks.X.Server.z]\nHost=a\nWeight=20\n[Sinks.X.Server.b]\nHost=b\n"
                              "Port=4711\nStandby=true\n");
    auto const& servers = parsed.config.sender.servers;
    BOOST_REQUIRE(servers.size() == 2u);
    BOOST_TEST(servers[0].host == "a");
    BOOST_TEST(servers[0].weight == 20u);
    BOOST_TEST(!servers[0].standby);
    BOOST_TEST(servers[1].host == "b");
    BOOST_TEST(servers[1].port == 4711u);
    BOOST_TEST(servers[1].weight == 60u);
    BOOST_TEST(servers[1].standby);
    BOOST_TEST(parsed.server_names == (std::vector<std::string>{"z", "b"}), boost::test_tools::per_element());
}

BOOST_AUTO_TEST_CASE(a_server_beside_host_or_port_is_an_error)
{
    check_message<invalid_value>([] { parse("Tag=a\nHost=h\n[Sinks.X.Server.a]\nPort=1"); },
                                 "Host and a section Server are both given; write Host into the section "
                                 "Server, or remove that section");
    check_message<invalid_value>([] { parse("Tag=a\nPort=2\n[Sinks.X.Server.a]\nPort=1"); },
                                 "Port and a section Server are both given");
}

BOOST_AUTO_TEST_CASE(a_server_that_is_no_section_is_an_error)
{
    check_message<invalid_value>([] { parse("Tag=a\nServer=log.example"); },
                                 "Server=\"log.example\" is a section, not a value; write Host and Port");
    check_message<invalid_value>(
        [] { parse("Tag=a\n[Sinks.X.Server]\nHost=h"); },
        "Server.Host is a section, not a value; a server has a name of its own choice: write "
        "[Sinks.<sink>.Server.a]");
}

BOOST_AUTO_TEST_CASE(the_sender_s_keys_do_not_stand_beside_sender)
{
    check_message<invalid_value>([] { parse("Tag=a\nSender=audit\nHost=h\nBufferLimit=1MiB\nExclude=A"); },
                                 "Sender=\"audit\" uses a sender that another section configures, so Host, "
                                 "BufferLimit can only stand in "
                                 "that section");
    check_message<invalid_value>([] { parse("Sender=audit\nName=b"); },
                                 "so Name can only stand in that section");
    check_message<invalid_value>([] { parse("Sender=audit\n[Sinks.X.Server.a]\nHost=h"); },
                                 "so Server can only stand in that section");
    BOOST_TEST(parse("Sender=audit\nTag=b\nMessageKey=text").shared_sender == "audit");
}

BOOST_AUTO_TEST_CASE(an_error_has_its_key_as_data)
{
    auto const key_of_error = [](std::string const& lines) {
        try {
            parse(lines);
        } catch (std::exception const& error) {
            auto const* const mistake = boost::get_error_info<detail::errinfo_settings_mistake>(error);
            return mistake ? mistake->key + ": " + mistake->sentence : std::string("no data");
        }
        return std::string("nothing was thrown");
    };
    BOOST_TEST(key_of_error("Tag=a\nPort=0") ==
               "Port: Port=\"0\" is not a TCP port; write a number from 1 to 65535");
    for (auto const& [lines, key] :
         std::map<std::string, std::string>{{"Tag=a\nHots=h", "Hots"},
                                            {"Tag=a\n[Sinks.X.Server.a]\nWeight=a", "Server.a.Weight"},
                                            {"Tag=a\n[Sinks.X.Server.a]\nHots=h", "Server.a.Hots"},
                                            {"Tag=a\nPort.a=1", "Port.a"},
                                            {"Tag=a\nFilter=\"%Severity%>=info\"", "Filter"},
                                            {"Tag=a\nFormat=\"{\"", "Format"},
                                            {"Tag=a\nFormatFile=\"/no/such/file\"", "FormatFile"},
                                            {"Tag=a\n[Sinks.X.Format]\na=\"x\"\na.b=\"y\"", "Format.a"},
                                            {"Sender=a\nPort=1", "Sender"},
                                            {"Port=1", ""}})
        BOOST_TEST(key_of_error(lines).rfind(key + ": ", 0) == 0u, key_of_error(lines));
}

BOOST_AUTO_TEST_SUITE_END()
