// Copyright (c) 2026 The log_fluentd authors
// Distributed under the Boost Software License, Version 1.0.
// (See accompanying file LICENSE_1_0.txt or https://www.boost.org/LICENSE_1_0.txt)

#ifndef LOG_FLUENTD_TEST_SUPPORT_GUARDED_FLUENTD_HPP_INCLUDED_
#define LOG_FLUENTD_TEST_SUPPORT_GUARDED_FLUENTD_HPP_INCLUDED_

/// \file
/// The ways to guard a connection: the settings for each, of a Fluentd and of a sender to it.

#include "support/certificates.hpp"
#include "support/fluentd.hpp"
#include "support/sender_access.hpp"

#include <boost/json.hpp>

#include <cstdint>
#include <ostream>
#include <string>
#include <vector>

namespace log_fluentd::test {

enum class transport
{
    plain,
    tls,
    mutual_tls
};
enum class authentication
{
    none,
    key,
    key_and_user
};

inline char const* const transport_names[] = {"plain", "TLS", "mutual TLS"};
inline char const* const authentication_names[] = {"none", "shared key", "shared key and user"};

struct way
{
    transport over;
    authentication with;
};

inline std::ostream& operator<<(std::ostream& out, way const& w)
{
    return out << transport_names[static_cast<int>(w.over)] << ", "
               << authentication_names[static_cast<int>(w.with)];
}

inline std::vector<way> all_ways()
{
    std::vector<way> result;
    for (auto const over : {transport::plain, transport::tls, transport::mutual_tls})
        for (auto const with : {authentication::none, authentication::key, authentication::key_and_user})
            result.push_back({over, with});
    return result;
}

/// Certificates of both sides, made once because making keys takes long.
struct certificates
{
    authority ca;
    key_pair server = ca.issue("server");
    key_pair client = ca.issue("client");
};

inline certificates& made()
{
    static certificates all;
    return all;
}

/// The lines of `<source> @type forward` for that way, with more for its `<transport tls>`.
inline std::string source_lines(way const& w, key_pair const& pair = made().server,
                                std::string const& tls_lines = {})
{
    std::string lines;
    if (w.over != transport::plain)
        lines += "<transport tls>\n  cert_path " + pair.certificate_file + "\n  private_key_path " +
                 pair.key_file + "\n" + tls_lines;
    if (w.over == transport::mutual_tls)
        lines += "  client_cert_auth true\n  ca_path " + made().ca.ca_file() + "\n";
    if (w.over != transport::plain)
        lines += "</transport>\n";
    if (w.with != authentication::none)
        lines += "<security>\n  self_hostname server\n  shared_key the shared key\n";
    if (w.with == authentication::key_and_user)
        lines += "  user_auth true\n  <user>\n    username me\n    password the password\n  </user>\n";
    if (w.with != authentication::none)
        lines += "</security>\n";
    return lines;
}

inline sender_config client_of(way const& w, std::uint16_t port, diagnostics& reported)
{
    auto config = sender_to(port, reported);
    if (w.over != transport::plain) {
        config.tls.enabled = true;
        config.tls.ca_file = made().ca.ca_file();
    }
    if (w.over == transport::mutual_tls) {
        config.tls.certificate_file = made().client.certificate_file;
        config.tls.key_file = made().client.key_file;
    }
    if (w.with != authentication::none)
        config.auth.shared_key = "the shared key";
    if (w.with == authentication::key_and_user) {
        config.auth.username = "me";
        config.auth.password = "the password";
    }
    return config;
}

/// A record with a field of every type.
constexpr char const* every_type =
    R"({"nil":null,"yes":true,"no":false,"int":-7,"big":18446744073709551615,"double":1.5,"text":"grün",)"
    R"("list":[1,"b",{"c":2}],"map":{"deep":{"er":1}},"n":0})";

inline void emit(sender& s, int number)
{
    auto record = boost::json::parse(every_type).as_object();
    record["n"] = number;
    s.emit("t", record);
}

/// \returns whether exactly the events that were sent have arrived, each once.
inline bool all_arrived(std::vector<received_event> const& events, std::size_t from, int count)
{
    bool good = events.size() == from + static_cast<std::size_t>(count);
    for (int i = 0; good && i < count; ++i) {
        auto expected = boost::json::parse(every_type).as_object();
        expected["n"] = i;
        auto const& event = events[from + static_cast<std::size_t>(i)];
        good = event.tag == "test.t" && event.record == expected;
    }
    return good;
}

} // namespace log_fluentd::test

#endif
