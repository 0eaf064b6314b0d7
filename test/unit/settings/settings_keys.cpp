// Copyright (c) 2026 The log_fluentd authors
// Distributed under the Boost Software License, Version 1.0.
// (See accompanying file LICENSE_1_0.txt or https://www.boost.org/LICENSE_1_0.txt)

#include "settings/settings_keys.hpp"

#include "support/settings_text.hpp"
#include "support/wrong_senders.hpp"

#include <log_fluentd/sender.hpp>

#include <boost/log/exceptions.hpp>

#include <cstdlib>
#include <functional>
#include <map>
#include <set>

using namespace log_fluentd;
using namespace std::chrono_literals;
using boost::log::invalid_value;
using boost::log::parse_error;
using detail::sink_settings;
using test::check_message;
using test::parse;

BOOST_AUTO_TEST_SUITE(settings_keys)

struct good_value
{
    std::string lines;
    std::function<bool(sink_settings const&)> arrived;
};

/// For each key a value that is not the default, and how to see that it arrived.
std::map<std::string_view, good_value> good_values(test::temporary_file const& file)
{
    using s = sink_settings const&;
    return {
        {"Destination", {"", [](s) { return true; }}},
        {"Tag", {"Tag=app.shop", [](s x) { return x.config.tag == "app.shop"; }}},
        {"MaxTags", {"MaxTags=7", [](s x) { return x.config.max_tags == 7; }}},
        {"Filter",
         {"Filter=\"%Severity% >= info\"",
          [](s x) { return !x.filter.filter(boost::log::attribute_value_set()); }}},
        {"Asynchronous", {"Asynchronous=true", [](s x) { return x.asynchronous; }}},
        {"Name", {"Name=audit", [](s x) { return x.config.sender.name == "audit"; }}},
        {"Sender", {"Sender=audit", [](s x) { return x.shared_sender == "audit"; }}},
        {"Format", {"Format=\"{\\\"a\\\":\\\"%A%\\\"}\"", [](s x) { return x.config.format.size() == 1; }}},
        {"FormatFile",
         {"FormatFile=\"" + file.path() + "\"", [](s x) { return x.config.format.size() == 2; }}},
        {"MessageKey", {"MessageKey=\"\"", [](s x) { return x.config.options.message_key.empty(); }}},
        {"MessageJson",
         {"MessageJson=nest", [](s x) { return x.config.options.message_json == message_json::nest; }}},
        {"IncludeOthers", {"IncludeOthers=TRUE", [](s x) { return x.config.options.include_others; }}},
        {"Exclude",
         {"Exclude=\"A, B\"",
          [](s x) {
              return x.config.options.exclude == std::vector<std::string>{"A", "B"};
          }}},
        {"FillMissing", {"FillMissing=1", [](s x) { return x.config.options.fill_missing; }}},
        {"MaxEventSize",
         {"MaxEventSize=2KiB",
          [](s x) {
              return x.config.options.max_event_size == 2048 && x.config.sender.max_event_size == 2048;
          }}},
        {"TimeAttribute",
         {"TimeAttribute=TimeStamp", [](s x) { return x.config.time_attribute == "TimeStamp"; }}},
        {"TimeZone", {"TimeZone=utc", [](s x) { return x.config.zone == time_zone::utc; }}},
        {"Host", {"Host=10.0.0.7", [](s x) { return x.config.sender.servers.at(0).host == "10.0.0.7"; }}},
        {"Port", {"Port=4711", [](s x) { return x.config.sender.servers.at(0).port == 4711; }}},
        {"Server",
         {"[Sinks.X.Server.a]\nPort=4712\nHost=\"::1\"",
          [](s x) {
              auto const& one = x.config.sender.servers.at(0);
              return one.port == 4712 && one.host == "::1" && x.config.sender.servers.size() == 1;
          }}},
        {"TagPrefix", {"TagPrefix=prod", [](s x) { return x.config.sender.tag == "prod"; }}},
        {"BufferLimit", {"BufferLimit=1MiB", [](s x) { return x.config.sender.buffer.limit == 1u << 20; }}},
        {"ChunkLimit", {"ChunkLimit=8KiB", [](s x) { return x.config.sender.buffer.chunk_limit == 8192; }}},
        {"FlushInterval",
         {"FlushInterval=1.5s", [](s x) { return x.config.sender.buffer.flush_interval == 1500ms; }}},
        {"Overflow",
         {"Overflow=block", [](s x) { return x.config.sender.buffer.overflow == overflow_policy::block; }}},
        {"BlockTimeout",
         {"BlockTimeout=9ms", [](s x) { return x.config.sender.buffer.block_timeout == 9ms; }}},
        {"GapEvents", {"GapEvents=false", [](s x) { return !x.config.sender.buffer.gap_events; }}},
        {"KeepSeverity", {"KeepSeverity=warning", [](s x) { return x.config.keep_severity == "warning"; }}},
        {"WindowBytes", {"WindowBytes=8MiB", [](s x) { return x.config.sender.window_bytes == 8u << 20; }}},
        {"MaxConnectionAge",
         {"MaxConnectionAge=1h", [](s x) { return x.config.sender.max_connection_age == 1h; }}},
        {"IdleTimeout", {"IdleTimeout=10min", [](s x) { return x.config.sender.idle_timeout == 10min; }}},
        {"TcpKeepalive", {"TcpKeepalive=0", [](s x) { return x.config.sender.tcp_keepalive == 0ms; }}},
        {"TcpUserTimeout",
         {"TcpUserTimeout=17s", [](s x) { return x.config.sender.tcp_user_timeout == 17s; }}},
        {"RequireAck", {"RequireAck=false", [](s x) { return !x.config.sender.require_ack; }}},
        {"EventMode",
         {"EventMode=forward", [](s x) { return x.config.sender.frame.mode == event_mode::forward; }}},
        {"TimeAsInteger", {"TimeAsInteger=true", [](s x) { return x.config.sender.frame.time_as_integer; }}},
        {"PackedAsString",
         {"PackedAsString=true", [](s x) { return x.config.sender.frame.packed_as_string; }}},
        {"FrameOptions", {"FrameOptions=false", [](s x) { return !x.config.sender.frame.options; }}},
        {"Compress",
         {"Compress=zstd", [](s x) { return x.config.sender.compress.method == compression::zstd; }}},
        {"CompressLevel", {"CompressLevel=4", [](s x) { return x.config.sender.compress.level == 4; }}},
        {"CompressMinSize",
         {"CompressMinSize=9KiB", [](s x) { return x.config.sender.compress.min_size == 9u << 10; }}},
        {"Window", {"Window=7", [](s x) { return x.config.sender.window == 7; }}},
        {"RetryInitialInterval",
         {"RetryInitialInterval=11ms", [](s x) { return x.config.sender.retry.initial_interval == 11ms; }}},
        {"RetryMaxInterval",
         {"RetryMaxInterval=12s", [](s x) { return x.config.sender.retry.max_interval == 12s; }}},
        {"ResolveTimeout",
         {"ResolveTimeout=13ms", [](s x) { return x.config.sender.resolve_timeout == 13ms; }}},
        {"ConnectTimeout",
         {"ConnectTimeout=14ms", [](s x) { return x.config.sender.connect_timeout == 14ms; }}},
        {"WriteTimeout", {"WriteTimeout=15ms", [](s x) { return x.config.sender.write_timeout == 15ms; }}},
        {"AckTimeout", {"AckTimeout=16ms", [](s x) { return x.config.sender.ack_timeout == 16ms; }}},
        {"FlushTimeout", {"FlushTimeout=0", [](s x) { return x.config.sender.flush_timeout == 0ms; }}},
        {"CloseTimeout", {"CloseTimeout=1h", [](s x) { return x.config.sender.close_timeout == 1h; }}},
    };
}

/// The same of the keys that guard a connection. \param file Its first line is "from a file", and the
/// environment's LOG_FLUENTD_TEST_SECRET is "from outside".
std::map<std::string_view, good_value> good_security_values(test::temporary_file const& file)
{
    using s = detail::sink_settings const&;
    auto const key = [](s x) { return x.config.sender.auth.shared_key.reveal(); };
    auto const password = [](s x) { return x.config.sender.auth.password.reveal(); };
    auto const passphrase = [](s x) { return x.config.sender.tls.key_passphrase.reveal(); };
    auto const path = "=\"" + file.path() + "\"";
    return {
        {"Path", {"Path=\"/run/x\"", [](s x) { return x.config.sender.servers.at(0).path == "/run/x"; }}},
        {"Tls", {"Tls=true", [](s x) { return x.config.sender.tls.enabled; }}},
        {"TlsCaFile", {"TlsCaFile=\"a.pem\"", [](s x) { return x.config.sender.tls.ca_file == "a.pem"; }}},
        {"TlsCaDirectory",
         {"TlsCaDirectory=\"/d\"", [](s x) { return x.config.sender.tls.ca_directory == "/d"; }}},
        {"TlsName", {"TlsName=n", [](s x) { return x.config.sender.servers.at(0).tls_name == "n"; }}},
        {"TlsCertificateFile",
         {"TlsCertificateFile=\"c.pem\"",
          [](s x) { return x.config.sender.tls.certificate_file == "c.pem"; }}},
        {"TlsKeyFile", {"TlsKeyFile=\"k.pem\"", [](s x) { return x.config.sender.tls.key_file == "k.pem"; }}},
        {"TlsKeyPassphrase", {"TlsKeyPassphrase=p", [=](s x) { return passphrase(x) == "p"; }}},
        {"TlsKeyPassphraseFile",
         {"TlsKeyPassphraseFile" + path, [=](s x) { return passphrase(x) == "from a file"; }}},
        {"TlsKeyPassphraseEnv",
         {"TlsKeyPassphraseEnv=LOG_FLUENTD_TEST_SECRET",
          [=](s x) { return passphrase(x) == "from outside"; }}},
        {"TlsMinVersion",
         {"TlsMinVersion=\"1.3\"", [](s x) { return x.config.sender.tls.min_version == tls_version::v1_3; }}},
        {"TlsInsecureAcceptAnyCertificate",
         {"TlsInsecureAcceptAnyCertificate=true",
          [](s x) { return x.config.sender.tls.insecure_accept_any_certificate; }}},
        {"SharedKey", {"SharedKey=k", [=](s x) { return key(x) == "k"; }}},
        {"SharedKeyFile", {"SharedKeyFile" + path, [=](s x) { return key(x) == "from a file"; }}},
        {"SharedKeyEnv",
         {"SharedKeyEnv=LOG_FLUENTD_TEST_SECRET", [=](s x) { return key(x) == "from outside"; }}},
        {"EmptySharedKey",
         {"EmptySharedKey=true", [](s x) { return x.config.sender.auth.empty_shared_key; }}},
        {"Username", {"Username=me", [](s x) { return x.config.sender.auth.username == "me"; }}},
        {"Password", {"Password=p", [=](s x) { return password(x) == "p"; }}},
        {"PasswordFile", {"PasswordFile" + path, [=](s x) { return password(x) == "from a file"; }}},
        {"PasswordEnv",
         {"PasswordEnv=LOG_FLUENTD_TEST_SECRET", [=](s x) { return password(x) == "from outside"; }}},
        {"SelfHostname", {"SelfHostname=me", [](s x) { return x.config.sender.self_hostname == "me"; }}},
        {"HandshakeTimeout",
         {"HandshakeTimeout=3s", [](s x) { return x.config.sender.handshake_timeout == 3s; }}},
    };
}

BOOST_AUTO_TEST_CASE(the_value_of_every_key_arrives)
{
    test::temporary_file const file(R"({"a":"%A%","b":7})");
    test::temporary_file const secret_file("from a file\r\nand more");
    ::setenv("LOG_FLUENTD_TEST_SECRET", "from outside", 1);
    auto values = good_values(file);
    values.merge(good_security_values(secret_file));
    auto const defaults = parse("Tag=any");
    for (auto const& entry : detail::settings_keys()) {
        auto const found = values.find(entry.key);
        BOOST_REQUIRE_MESSAGE(found != values.end(), "no test value for " << entry.key);
        BOOST_TEST(found->second.arrived(parse("Tag=any\n" + found->second.lines)), entry.key);
        // Or the value would seem to arrive where it is ignored; this one has one value only.
        if (entry.key != "Destination")
            BOOST_TEST(!found->second.arrived(defaults), entry.key);
    }
}

BOOST_AUTO_TEST_CASE(each_overflow_policy_has_a_word)
{
    auto const policy = [](std::string const& word) {
        return parse("Tag=any\nOverflow=" + word).config.sender.buffer.overflow;
    };
    BOOST_TEST((policy("drop_newest") == overflow_policy::drop_newest));
    BOOST_TEST((policy("drop_oldest") == overflow_policy::drop_oldest));
    BOOST_TEST((policy("block") == overflow_policy::block));
}

BOOST_AUTO_TEST_CASE(defaults_are_those_of_the_aggregates)
{
    auto const parsed = parse("Tag=any");
    sink_config const built;
    BOOST_TEST(built.sender.servers.empty());
    BOOST_TEST(parsed.config.sender.servers.at(0).host == server().host);
    BOOST_TEST(parsed.config.sender.servers.at(0).port == server().port);
    BOOST_TEST(parsed.config.sender.buffer.limit == built.sender.buffer.limit);
    BOOST_TEST(parsed.config.format.empty());
    BOOST_TEST(parsed.filter.filter(boost::log::attribute_value_set()));
    BOOST_TEST(!parsed.asynchronous);
}

BOOST_AUTO_TEST_CASE(all_words_of_an_enumeration)
{
    BOOST_TEST((parse("Tag=a\nMessageJson=protect").config.options.message_json == message_json::protect));
    BOOST_TEST((parse("Tag=a\nMessageJson=merge").config.options.message_json == message_json::merge));
    BOOST_TEST((parse("Tag=a\nMessageJson=off").config.options.message_json == message_json::off));
    BOOST_TEST((parse("Tag=a\nTimeZone=local").config.zone == time_zone::local));
    auto const mode = [](std::string const& word) {
        return parse("Tag=a\nEventMode=" + word).config.sender.frame.mode;
    };
    BOOST_TEST((mode("packed_forward") == event_mode::packed_forward));
    BOOST_TEST((mode("message") == event_mode::message));
}

/// The key, a value that is none, and what the sentence about it says.
struct bad_value
{
    std::string key;
    std::string value;
    std::string sentence;
};

std::vector<bad_value> bad_values()
{
    std::vector<bad_value> result{
        {"Sender", "", "is empty; write the Name of another section"},
        {"MessageJson", "protct",
         "is not known here; write protect, merge, nest or off (did you mean protect?)"},
        {"Exclude", "A,,B", "has a comma with nothing before or behind it"},
        {"TimeZone", "UTC", "is not known here; write utc or local (did you mean utc?)"},
        {"Host", "", "is empty; write a name or an address"},
        {"Host", "log.example:24224", "has a port in it; write Host=\"log.example\" and Port=24224"},
        {"Host", "[::1]", "has brackets; write an IPv6 address without them"},
        {"Host", "http://x", "has a scheme; write Host=\"x\""},
        {"Host", "two words", "has a blank in it"},
        {"TlsName", "x:24224", "has a port in it; write TlsName=\"x\""},
        {"Port", "0", "is not a TCP port; write a number from 1 to 65535"},
        {"Port", "65536", "is not a TCP port"},
        {"Port", "fluentd", "is not a whole number; write digits only"},
        {"Overflow", "drop_older",
         "is not known here; write drop_newest, drop_oldest or block (did you mean drop_oldest?)"},
        {"Window", "-1", "is not a whole number"},
        {"EventMode", "packed", "is not known here; write packed_forward, forward or message"},
        {"Compress", "zip", "is not known here; write none, gzip or zstd"},
        {"CompressLevel", "0", "is not a level; write a number from 1 (fast) to 9, for zstd to 19 (small)"},
        {"CompressLevel", "20", "is not a level"},
        {"CompressLevel", "fast", "is not a whole number"},
        {"TlsMinVersion", "1.1", "is not known here; write 1.2 or 1.3"},
        {"SharedKeyEnv", "LOG_FLUENTD_NOT_SET", "is not set in the environment, or is empty"},
        {"PasswordEnv", "LOG_FLUENTD_NOT_SET", "is not set in the environment, or is empty"},
        {"TlsKeyPassphraseEnv", "LOG_FLUENTD_NOT_SET", "is not set in the environment, or is empty"},
        {"SharedKeyFile", "/nowhere/at/all", "cannot be read, or is empty"},
        {"PasswordFile", "/nowhere/at/all", "cannot be read, or is empty"},
        {"TlsKeyPassphraseFile", "/nowhere/at/all", "cannot be read, or is empty"},
        {"MaxTags", "many", "is not a whole number"},
    };
    for (auto const* key :
         {"Asynchronous", "IncludeOthers", "FillMissing", "RequireAck", "GapEvents", "Tls", "TimeAsInteger",
          "PackedAsString", "FrameOptions", "TlsInsecureAcceptAnyCertificate", "EmptySharedKey"})
        result.push_back({key, "yes", "write true"});
    for (auto const* key : {"MaxEventSize", "BufferLimit", "ChunkLimit", "WindowBytes", "CompressMinSize"})
        result.push_back({key, "64M", "has the unknown unit M"});
    for (auto const* key :
         {"FlushInterval", "RetryInitialInterval", "RetryMaxInterval", "ResolveTimeout", "ConnectTimeout",
          "WriteTimeout", "AckTimeout", "FlushTimeout", "CloseTimeout", "BlockTimeout", "MaxConnectionAge",
          "IdleTimeout", "TcpKeepalive", "TcpUserTimeout", "HandshakeTimeout"})
        result.push_back({key, "500", "has no unit; write 500ms, 500s"});
    return result;
}

BOOST_AUTO_TEST_CASE(bad_values_are_errors_with_key_value_sink_and_remedy)
{
    for (auto const& bad : bad_values())
        check_message<invalid_value>([&] { parse("Tag=app.shop\n" + bad.key + "=\"" + bad.value + "\""); },
                                     "sink with Destination=\"Fluentd\" and Tag=\"app.shop\": " + bad.key +
                                         "=\"" + bad.value + "\" ",
                                     bad.sentence);
}

BOOST_AUTO_TEST_CASE(no_message_shows_a_secret)
{
    test::temporary_file const file("hush hush from a file\n");
    ::setenv("LOG_FLUENTD_TEST_SECRET", "hush hush from outside", 1);
    std::vector<std::string> const ways = {"=\"hush hush\"", "File=\"" + file.path() + "\"",
                                           "Env=LOG_FLUENTD_TEST_SECRET"};
    for (auto const* const key : {"SharedKey", "Password", "TlsKeyPassphrase"}) {
        for (auto const& one : ways) {
            for (auto const& other : ways) {
                if (one == other)
                    continue;
                std::string message;
                try {
                    parse("Tag=a\n" + std::string(key) + one + "\n" + key + other);
                } catch (std::exception const& error) {
                    message = error.what();
                }
                BOOST_TEST(message.find("is given twice, in two ways; leave one of them") !=
                               std::string::npos,
                           message);
                BOOST_TEST(message.find("hush") == std::string::npos, message);
            }
        }
    }
}

BOOST_AUTO_TEST_CASE(a_server_has_a_key_and_a_user_of_its_own)
{
    test::temporary_file const file("from a file\n");
    ::setenv("LOG_FLUENTD_TEST_SECRET", "from outside", 1);
    auto const x =
        parse("Tag=a\n[Sinks.X.Server.a]\nPath=\"@x\"\nTlsName=n\nSharedKey=k\nUsername=u\nPassword=p\n"
              "[Sinks.X.Server.b]\nSharedKeyFile=\"" +
              file.path() +
              "\"\nPasswordEnv=LOG_FLUENTD_TEST_SECRET\n"
              "[Sinks.X.Server.c]\nSharedKeyEnv=LOG_FLUENTD_TEST_SECRET\nPasswordFile=\"" +
              file.path() + "\"");
    auto const& servers = x.config.sender.servers;
    BOOST_TEST(servers.at(0).path == "@x");
    BOOST_TEST(servers.at(0).tls_name == "n");
    BOOST_TEST(servers.at(0).auth.shared_key.reveal() == "k");
    BOOST_TEST(servers.at(0).auth.username == "u");
    BOOST_TEST(servers.at(0).auth.password.reveal() == "p");
    BOOST_TEST(servers.at(1).auth.shared_key.reveal() == "from a file");
    BOOST_TEST(servers.at(1).auth.password.reveal() == "from outside");
    BOOST_TEST(servers.at(2).auth.shared_key.reveal() == "from outside");
    BOOST_TEST(servers.at(2).auth.password.reveal() == "from a file");
}

BOOST_AUTO_TEST_CASE(every_key_with_a_syntax_has_a_bad_value)
{
    // Any text is a value for these.
    std::set<std::string_view> tested{"Destination", "Tag",           "Name",
                                      "MessageKey",  "TimeAttribute", "TagPrefix"};
    // And for these, until the sender is made, which reads the files.
    tested.insert({"Path", "TlsCaFile", "TlsCaDirectory", "TlsName", "TlsCertificateFile", "TlsKeyFile",
                   "TlsKeyPassphrase", "SharedKey", "Username", "Password", "SelfHostname"});
    // These have tests of their own.
    tested.insert({"Filter", "Format", "FormatFile", "Server", "KeepSeverity"});
    for (auto const& bad : bad_values())
        tested.insert(detail::find_settings_key(bad.key)->key);
    for (auto const& entry : detail::settings_keys())
        BOOST_TEST(tested.count(entry.key) == 1u, entry.key);
}

BOOST_AUTO_TEST_CASE(a_bad_filter_is_an_error_with_the_remedy)
{
    check_message<parse_error>([] { parse("Name=audit\nFilter=\"%Severity%>=info\""); },
                               "sink with Name=\"audit\"",
                               "Filter=\"%Severity%>=info\" is not a filter of Boost.Log",
                               "operators have spaces around them, as in Filter=\"%Severity% >= info\"");
    check_message<parse_error>([] { parse("Tag=a\nFilter=\"%Severity\""); }, "Invalid attribute placeholder");
}

BOOST_AUTO_TEST_CASE(a_filter_that_would_find_no_record_is_an_error_with_key_value_and_levels)
{
    check_message<parse_error>([] { parse("Name=audit\nFilter=\"%Severity% >= warn\""); },
                               "sink with Name=\"audit\"", "Filter=\"%Severity% >= warn\" compares",
                               "trace, debug, info, warning, error, fatal; did you mean warning?");
}

BOOST_AUTO_TEST_CASE(a_filter_with_an_invalid_regular_expression_is_an_error)
{
    check_message<parse_error>([] { parse("Tag=a\nFilter=\"%Channel% matches \\\"a(\\\"\""); },
                               "Filter=\"%Channel% matches \"a(\"\" has the regular expression \"a(\"",
                               "not valid");
}

BOOST_AUTO_TEST_CASE(every_key_has_a_member_of_its_own)
{
    std::set<std::string_view> keys;
    std::set<std::string_view> members;
    for (auto const& entry : detail::settings_keys()) {
        BOOST_TEST(keys.insert(entry.key).second, entry.key);
        if (!entry.member.empty())
            BOOST_TEST(members.insert(entry.member).second, entry.member);
    }
}

BOOST_AUTO_TEST_CASE(an_error_of_a_member_names_its_key)
{
    auto const sentence = [](detail::config_member const& member,
                             std::vector<std::string> const& servers = {}) {
        detail::config_error const error(member, {member, " is wrong"});
        return error.text(detail::settings_spelling(servers));
    };
    for (auto const& key : detail::settings_keys())
        if (!key.member.empty())
            BOOST_TEST(sentence(test::member_of(key)) == std::string(key.key) + " is wrong");
    for (auto const& key : detail::server_keys())
        if (!key.member.empty())
            BOOST_TEST(sentence(detail::config_member(std::string(key.member), 1), {"a", "b"}) ==
                       "Server.b." + std::string(key.key) + " is wrong");
    BOOST_TEST(sentence(detail::config_member("no_such_member")) == "no_such_member is wrong");
}

BOOST_AUTO_TEST_CASE(only_references_become_keys)
{
    detail::config_member const limit("buffer.limit");
    detail::config_error const error(
        limit, {limit, " must be less than ", detail::config_member("buffer.chunk_limit"),
                " in the window of the tag; write ",
                detail::config_assignment{detail::config_member("port", 0), "24224"}, ", not window_bytes"});
    BOOST_TEST(error.text(detail::settings_spelling({})) ==
               "BufferLimit must be less than ChunkLimit in the window of the tag; write Port=24224, not "
               "window_bytes");
    BOOST_TEST(error.what() == "buffer.limit must be less than buffer.chunk_limit in the window of the tag; "
                               "write port = 24224, not window_bytes");
}

BOOST_AUTO_TEST_CASE(no_error_of_a_sender_shows_a_member_of_code)
{
    for (auto const& wrong : test::wrong_senders()) {
        sink_config config;
        config.tag = "a";
        config.sender.servers.emplace_back();
        wrong.change(config.sender);
        if (config.sender.max_event_size != sender_config().max_event_size) // MaxEventSize sets both
            config.options.max_event_size = config.sender.max_event_size;
        try {
            validate(config);
            BOOST_ERROR("accepted: " << wrong.message);
        } catch (detail::config_error const& error) {
            BOOST_TEST(!detail::key_of(error.member()).empty(), error.what());
            test::check_has_no_member(error.text(detail::settings_spelling({})));
            test::check_has_no_member(error.text(detail::settings_spelling({"a", "b"})));
        }
    }
}

BOOST_AUTO_TEST_SUITE_END()
