// Copyright (c) 2026 The log_fluentd authors
// Distributed under the Boost Software License, Version 1.0.
// (See accompanying file LICENSE_1_0.txt or https://www.boost.org/LICENSE_1_0.txt)

#include "command/server_options.hpp"

#include "base/host.hpp"
#include "base/printable.hpp"
#include "command/check_dict_config.hpp"
#include "command/configured_sink.hpp"
#include "settings/quantity.hpp"

#include <boost/program_options/value_semantic.hpp>

#include <algorithm>
#include <filesystem>
#include <limits>
#include <stdexcept>
#include <system_error>

namespace log_fluentd::detail::command {

namespace {

constexpr std::string_view unix_prefix = "unix:";

bool is_file(std::string const& target)
{
    std::error_code ignored;
    return is_dict_config(target) || std::filesystem::is_regular_file(target, ignored) ||
           (target.compare(0, unix_prefix.size(), unix_prefix) != 0 && target.find('/') != target.npos);
}

std::uint16_t read_server_port(std::string const& text)
{
    std::uint64_t number = 0;
    try {
        number = parse_whole_number(text);
    } catch (std::invalid_argument const&) { // is 0, then
    }
    if (number == 0 || number > std::numeric_limits<std::uint16_t>::max())
        throw bad_usage("'" + text + "' is not a port; write a number from 1 to 65535");
    return static_cast<std::uint16_t>(number);
}

/// \throws bad_usage
server read_server(std::string const& target)
{
    server result;
    if (target.compare(0, unix_prefix.size(), unix_prefix) == 0) {
        result.path = target.substr(unix_prefix.size());
        return result;
    }
    result.host = target;
    auto const bracket = target.rfind(']');
    auto const colon = target.rfind(':');
    bool const has_brackets = !target.empty() && target.front() == '[' && bracket != target.npos;
    bool const is_one_colon = colon != target.npos && target.find(':') == colon;
    if (has_brackets) {
        result.host = target.substr(1, bracket - 1);
        if (bracket + 1 != target.size())
            result.port = read_server_port(target.substr(bracket + 2));
    } else if (is_one_colon) {
        result.host = target.substr(0, colon);
        result.port = read_server_port(target.substr(colon + 1));
    }
    if (result.host.empty())
        throw bad_usage("'" + target + "' has no host; write such as 127.0.0.1:24224");
    config_member const member("the server");
    if (auto const why = why_no_host(result.host, {member, {}, {}}); !why.empty())
        throw bad_usage("the server '" + result.host + "' " + why.text(spelling_of_code()));
    return result;
}

void set_security(sender_config& into, server_options const& chosen)
{
    auto& tls = into.tls;
    tls.enabled = tls.enabled || chosen.tls || !chosen.ca_file.empty() || !chosen.tls_name.empty() ||
                  !chosen.certificate_file.empty() || chosen.insecure;
    if (!chosen.ca_file.empty())
        tls.ca_file = chosen.ca_file;
    if (!chosen.certificate_file.empty())
        tls.certificate_file = chosen.certificate_file;
    if (!chosen.key_file.empty())
        tls.key_file = chosen.key_file;
    tls.insecure_accept_any_certificate = tls.insecure_accept_any_certificate || chosen.insecure;
    if (!chosen.shared_key.empty() && !chosen.shared_key_file.empty())
        throw bad_usage("--shared-key and --shared-key-file are both given; leave one of them");
    if (!chosen.shared_key.empty())
        into.auth.shared_key = chosen.shared_key;
    if (!chosen.shared_key_file.empty())
        into.auth.shared_key = read_secret_file(chosen.shared_key_file);
    check_user(chosen.user, chosen.password_file);
    if (!chosen.user.empty()) {
        into.auth.username = chosen.user;
        into.auth.password = read_secret_file(chosen.password_file);
    }
    for (auto& one : into.servers)
        if (!chosen.tls_name.empty())
            one.tls_name = chosen.tls_name;
}

void set_timeouts(sender_config& into, std::string const& text)
{
    if (text.empty())
        return;
    try {
        auto const timeout = parse_duration(text);
        for (auto* const one : {&into.resolve_timeout, &into.connect_timeout, &into.handshake_timeout,
                                &into.write_timeout, &into.ack_timeout})
            *one = timeout;
    } catch (std::invalid_argument const& error) {
        throw bad_usage("--timeout " + text + ' ' + error.what());
    }
}

} // namespace

void server_options::describe(options::options_description& to)
{
    auto add = to.add_options();
    add("tls", options::bool_switch(&tls), "speak TLS");
    add("tls-ca", options::value(&ca_file)->value_name("FILE"),
        "the authorities that may issue the server's certificate, in PEM");
    add("tls-name", options::value(&tls_name)->value_name("NAME"), "the name that the certificate is for");
    add("tls-certificate", options::value(&certificate_file)->value_name("FILE"),
        "the client's own certificate, in PEM");
    add("tls-key", options::value(&key_file)->value_name("FILE"), "the private key to it");
    add("tls-insecure", options::bool_switch(&insecure), "accept any certificate; for experiments only");
    add("shared-key", options::value(&shared_key)->value_name("KEY"),
        "the shared key; other users of this host can read it there");
    add("shared-key-file", options::value(&shared_key_file)->value_name("FILE"),
        "the shared key is the first line of FILE");
    add("user", options::value(&user)->value_name("NAME"), "the user");
    add("password-file", options::value(&password_file)->value_name("FILE"),
        "the user's password is the first line of FILE");
    add("timeout", options::value(&timeout)->value_name("TIME"), "most time for each step, such as 3s");
    add("sink", options::value(&sink)->value_name("NAME"),
        "of a file with settings: only the sink of the section [Sinks.NAME], or of the handler NAME");
    add("section", options::value(&section)->value_name("PATH"),
        "where in a dictConfig's file the configuration stands, such as logging");
}

std::vector<named_sender> senders_of(std::string const& target, server_options const& chosen)
{
    std::vector<named_sender> result;
    if (is_file(target)) {
        for (auto& sink : read_sinks(target, chosen.section)) {
            bool const is_meant = chosen.sink.empty() ? !sink.shares_sender : chosen.sink == sink.name;
            if (is_meant)
                result.push_back({sink.name, std::move(sink.config.sender)});
        }
        if (result.empty())
            throw std::runtime_error("there is no sink " + chosen.sink + " to Fluentd in " + target);
    } else {
        result.emplace_back();
        result.back().config.servers = {read_server(target)};
        constexpr std::chrono::milliseconds patience{5000};
        auto& config = result.back().config;
        for (auto* const one : {&config.resolve_timeout, &config.connect_timeout, &config.handshake_timeout,
                                &config.ack_timeout})
            *one = patience;
    }
    for (auto& one : result) {
        set_security(one.config, chosen);
        set_timeouts(one.config, chosen.timeout);
    }
    return result;
}

} // namespace log_fluentd::detail::command
