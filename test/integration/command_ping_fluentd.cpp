// Copyright (c) 2026 The log_fluentd authors
// Distributed under the Boost Software License, Version 1.0.
// (See accompanying file LICENSE_1_0.txt or https://www.boost.org/LICENSE_1_0.txt)

// log_fluentd ping with a real Fluentd, guarded in each way: what is missing, or wrong, is named.

#include "support/guarded_fluentd.hpp"

#include <boost/test/unit_test.hpp>

#include <fstream>
#include <string>
#include <vector>

using namespace log_fluentd::test;

namespace {

bool contains(std::string const& text, std::string const& part)
{
    return text.find(part) != std::string::npos;
}

/// A client that has everything, but for what a test changes.
struct client
{
    std::string server;
    std::vector<std::string> tls{"--tls-ca", made().ca.ca_file()};
    std::vector<std::string> certificate;
    std::vector<std::string> key;
    std::vector<std::string> user;
    std::string timeout = "20s";

    std::string ping(int status) const
    {
        std::vector<std::string> arguments{LOG_FLUENTD_PROGRAM, "ping", server, "--timeout", timeout};
        for (auto const* const some : {&tls, &certificate, &key, &user})
            arguments.insert(arguments.end(), some->begin(), some->end());
        auto const result = run_process(arguments);
        BOOST_TEST(result.status == status, result.output << result.errors);
        return result.output;
    }
    /// Checks that this step fails, and the remedy.
    void check(std::string const& step, std::string const& remedy) const
    {
        auto const output = ping(1);
        auto const failed = output.find("failed: ");
        BOOST_TEST_REQUIRE(failed != output.npos, output);
        auto const line = output.substr(output.rfind('\n', failed) + 1);
        BOOST_TEST(line.rfind("  " + step, 0) == 0u, output);
        BOOST_TEST(contains(line, remedy), output);
    }
};

struct secret_files
{
    temporary_folder folder;

    std::string write(char const* name, std::string const& text) const
    {
        auto const path = (folder.path() / name).string();
        std::ofstream(path) << text << '\n';
        return path;
    }
};

} // namespace

BOOST_AUTO_TEST_SUITE(command_ping_fluentd, *boost::unit_test::precondition(needs_fluentd))

BOOST_AUTO_TEST_CASE(with_mutual_TLS_and_users)
{
    fluentd_options options;
    options.source_lines = source_lines({transport::mutual_tls, authentication::key_and_user});
    fluentd server(options);
    secret_files const files;
    client right;
    right.server = "localhost:" + std::to_string(server.port());
    right.certificate = {"--tls-certificate", made().client.certificate_file, "--tls-key",
                         made().client.key_file};
    right.key = {"--shared-key-file", files.write("key", "the shared key")};
    auto const password = files.write("password", "the password");
    right.user = {"--user", "me", "--password-file", password};
    auto const output = right.ping(0);
    BOOST_TEST(contains(output, "as me"));
    BOOST_TEST(server.wait_for(1));

    auto wrong = right;
    wrong.certificate.clear();
    wrong.check("TLS", "write TlsCertificateFile");
    wrong = right;
    wrong.key[1] = files.write("other", "another key");
    wrong.check("handshake", "another shared key");
    wrong = right;
    wrong.user[1] = "you";
    wrong.check("handshake", "does not know the user");
    wrong = right;
    wrong.tls = {"--tls"};
    wrong.check("TLS", "TlsCaFile (--tls-ca)");
}

BOOST_AUTO_TEST_CASE(with_TLS)
{
    fluentd_options options;
    options.source_lines = source_lines({transport::tls, authentication::none});
    fluentd const server(options);
    client right;
    right.server = "localhost:" + std::to_string(server.port());
    right.ping(0);
    auto wrong = right;
    wrong.tls.clear();
    wrong.check("TLS", "write Tls=true (--tls)");
    wrong = right;
    wrong.tls.insert(wrong.tls.end(), {"--tls-name", "logs.example.net"});
    wrong.check("TLS", "TlsName (--tls-name)");
}

BOOST_AUTO_TEST_CASE(with_a_key_and_without_TLS)
{
    fluentd_options options;
    options.source_lines = source_lines({transport::plain, authentication::key});
    fluentd const server(options);
    client wrong;
    wrong.server = "localhost:" + std::to_string(server.port());
    wrong.check("TLS", "<transport tls>");
    wrong.tls.clear();
    wrong.check("handshake", "write SharedKeyFile");
}

BOOST_AUTO_TEST_CASE(in_unix)
{
    temporary_folder const folder;
    auto const path = (folder.path() / "socket").string();
    fluentd_options options;
    options.source_lines = "</source>\n<source>\n  @type unix\n  path " + path + '\n'; // another source
    fluentd server(options);
    client wrong;
    wrong.server = "unix:" + path;
    wrong.tls.clear();
    wrong.timeout = "300ms";
    wrong.check("acknowledge", "Fluentd's in_unix cannot: write RequireAck=false");
    BOOST_TEST(server.wait_for(1)); // it has the event all the same
    secret_files const files;
    client right;
    right.server = files.write(
        "unix.ini", "[Sinks.X]\nDestination=Fluentd\nTag=a\nRequireAck=false\nPath=\"" + path + '"');
    right.tls.clear();
    right.ping(0);
}

BOOST_AUTO_TEST_SUITE_END()
