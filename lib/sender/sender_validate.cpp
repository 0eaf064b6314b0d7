// Copyright (c) 2026 The log_fluentd authors
// Distributed under the Boost Software License, Version 1.0.
// (See accompanying file LICENSE_1_0.txt or https://www.boost.org/LICENSE_1_0.txt)

#include "sender/sender_validate.hpp"

#include "base/config_error.hpp"
#include "base/host.hpp"
#include "base/readable.hpp"
#include "buffer/chunk.hpp"
#include "msgpack/utf8.hpp"
#include "os/unix_socket.hpp"

#include <log_fluentd/sender.hpp>

#include <algorithm>
#include <cstddef>
#include <optional>
#include <sys/un.h>
#include <type_traits>
#include <utility>
#include <vector>

namespace log_fluentd {

namespace {

using std::chrono::milliseconds;

constexpr milliseconds hour{3600000};
constexpr milliseconds day = 24 * hour;

/// For names in a handshake: Fluent Bit reads no more than 1023 bytes of it.
constexpr std::size_t max_name_size = 255;

using detail::config_assignment;
using detail::config_member;
using detail::fail_member;
using detail::gib;
using detail::kib;
using detail::mib;
using detail::readable;

std::string readable(milliseconds time)
{
    if (time >= day && time % day == milliseconds(0))
        return std::to_string(time / day) + " d";
    if (time >= hour && time % hour == milliseconds(0))
        return std::to_string(time / hour) + " h";
    return std::to_string(time.count()) + " ms";
}

/// The bounds decide the type, since those of sizes may be larger than a `std::size_t` of 32 bits.
template <typename Value>
void between(char const* member, std::common_type_t<Value> value, Value least, Value most)
{
    if (value < least || value > most)
        fail_member(member, {"must be between " + readable(least) + " and " + readable(most) + ", but is " +
                             readable(value)});
}

void check(buffer_config const& config)
{
    between("buffer.chunk_limit", config.chunk_limit, 4 * kib, 4 * mib);
    between("buffer.limit", config.limit, 64 * kib, 64 * gib);
    if (config.limit < 2 * config.chunk_limit)
        fail_member("buffer.limit",
                    {"must be at least twice ", config_member("buffer.chunk_limit"),
                     " (" + readable(config.chunk_limit) + "), but is " + readable(config.limit)});
    between("buffer.flush_interval", config.flush_interval, milliseconds(1), hour);
    between("buffer.block_timeout", config.block_timeout, milliseconds(1), hour);
}

void check(retry_config const& config)
{
    between("retry.initial_interval", config.initial_interval, milliseconds(1), hour);
    between("retry.max_interval", config.max_interval, milliseconds(1), hour);
    if (config.max_interval < config.initial_interval)
        fail_member(
            config_member("retry.max_interval"),
            {"must be at least ", config_member("retry.initial_interval"),
             " (" + readable(config.initial_interval) + "), but is " + readable(config.max_interval)});
}

void at_most(std::size_t most, std::string const& text, config_member const& member)
{
    if (text.size() > most)
        fail_member(member, {"must be at most " + std::to_string(most) + " bytes, but has " +
                             std::to_string(text.size())});
}

/// A secret that is missing outside must not become an empty one.
void check(secret const& config, config_member const& member)
{
    if (config.is_missing())
        fail_member(member, {"is missing: it was made of a null pointer; is the environment variable set?"});
}

void check(auth_config const& config, std::optional<std::size_t> server)
{
    auto const member = [&](char const* path) { return config_member(path, server); };
    check(config.shared_key, member("auth.shared_key"));
    check(config.password, member("auth.password"));
    at_most(max_name_size, config.username, member("auth.username"));
    if (config.username.empty() && !config.password.empty())
        fail_member(member("auth.username"), {"must be given where a password is"});
    if (!config.enabled() && !config.username.empty())
        fail_member(member("auth.shared_key"),
                    {"must be given where a user is: the handshake requires both; where the "
                     "server's key is empty, write ",
                     config_assignment{member("auth.empty_shared_key"), "true"}});
    if (config.empty_shared_key && !config.shared_key.empty())
        fail_member(member("auth.empty_shared_key"), {"must not be true where a shared key is given"});
}

void check_unix_socket(std::string const& path, config_member const& member)
{
    at_most(sizeof(sockaddr_un::sun_path) - 1, path, member);
    if (path.front() == '@' && !detail::has_abstract_sockets)
        fail_member(member, {"must be an absolute path: \"" + path +
                             "\" is an abstract name, which this system does not have"});
    if (path.front() != '/' && path.front() != '@')
        fail_member(member, {"must be an absolute path, or @ and an abstract name, but is \"" + path + '"'});
}

void check_host(std::string const& host, detail::host_members const& members)
{
    if (auto const why = detail::why_no_host(host, members); !why.empty())
        fail_member(members.host, why);
}

void check(server const& config, std::size_t number)
{
    auto const member = [&](char const* path) { return config_member(path, number); };
    if (!config.path.empty())
        check_unix_socket(config.path, member("path"));
    if (config.host.empty())
        fail_member(member("host"), {"must not be empty; give a name or an address"});
    check_host(config.host, {member("host"), member("port"), member("path")});
    if (!config.tls_name.empty())
        check_host(config.tls_name, {member("tls_name"), {}, {}});
    if (config.port == 0)
        fail_member(member("port"), {"must be between 1 and 65535, but is 0"});
    check(config.auth, number);
    if (config.weight > 1000)
        fail_member(member("weight"),
                    {"must be between 0 and 1000, but is " + std::to_string(config.weight)});
}

/// \returns what was made from the files.
std::shared_ptr<detail::tls_material const> check(tls_config const& config)
{
    check(config.key_passphrase, config_member("tls.key_passphrase"));
    if (config.certificate_file.empty() != config.key_file.empty())
        fail_member(config.key_file.empty() ? "tls.key_file" : "tls.certificate_file",
                    {"must be given too: a certificate and its key belong together"});
    if (!config.enabled)
        return nullptr;
    return detail::make_tls_material(config, detail::tls_files(config));
}

void check(compress_config const& config, frame_config const& frame)
{
    bool const is_zstd = config.method == compression::zstd;
    int const most = is_zstd ? 19 : 9;
    if (config.level < 1 || config.level > most)
        fail_member("compress.level",
                    {"must be between 1 and " + std::to_string(most) + " for " + (is_zstd ? "zstd" : "gzip") +
                     ", but is " + std::to_string(config.level)});
    between("compress.min_size", config.min_size, std::uint64_t{0}, 4 * mib);
    if (config.method == compression::none)
        return;
    if (frame.mode != event_mode::packed_forward)
        fail_member("compress.method", {"requires packed_forward as ", config_member("frame.mode"),
                                        ": the other modes cannot be compressed"});
    if (!frame.options)
        fail_member("compress.method", {"requires ", config_member("frame.options"),
                                        ": the receiver learns of it by an option"});
}

void check(std::vector<server> const& servers)
{
    constexpr std::size_t most = 64;
    if (servers.empty())
        return; // localhost
    if (servers.size() > most)
        fail_member("servers", {"must be 64 at most, but " + std::to_string(servers.size()) + " are given"});
    for (std::size_t i = 0; i < servers.size(); ++i)
        check(servers[i], i);
    auto const any = [&](auto condition) { return std::any_of(servers.begin(), servers.end(), condition); };
    if (!any([](server const& s) { return s.weight != 0; }))
        fail_member(config_member("weight", 0),
                    {"must not be 0 where no server has another weight; nothing would be sent"});
    if (!any([](server const& s) { return !s.standby; }))
        fail_member(config_member("standby", 0),
                    {"must not be true for every server; one stands by for others, so give one that does "
                     "not"});
    if (!any([](server const& s) { return s.weight && !s.standby; }))
        fail_member(config_member("weight", 0),
                    {"must not be 0 where all others stand by; give a server that does not stand "
                     "by a weight"});
}

/// \returns what was made from the TLS files; null if TLS is off.
std::shared_ptr<detail::tls_material const> check(sender_config const& config)
{
    if (config.tag.size() > detail::max_tag_size || !detail::is_utf8(config.tag))
        fail_member("tag", {"must be UTF-8 of at most 1024 bytes"});
    check(config.servers);
    check(config.buffer);
    check(config.retry);
    check(config.auth, std::nullopt);
    at_most(max_name_size, config.self_hostname, config_member("self_hostname"));
    auto material = check(config.tls);
    if (!config.frame.options && config.require_ack)
        fail_member("frame.options", {"must be true where ", config_member("require_ack"),
                                      " is: an acknowledgement is asked for by an option"});
    check(config.compress, config.frame);
    if (config.window < 1 || config.window > 1024)
        fail_member("window", {"must be between 1 and 1024 chunks, but is " + std::to_string(config.window)});
    between("window_bytes", config.window_bytes, 4 * kib, 4 * gib);
    between("max_event_size", config.max_event_size, kib, 4 * mib);
    between("resolve_timeout", config.resolve_timeout, milliseconds(1), hour);
    between("connect_timeout", config.connect_timeout, milliseconds(1), hour);
    between("handshake_timeout", config.handshake_timeout, milliseconds(1), hour);
    between("write_timeout", config.write_timeout, milliseconds(1), hour);
    between("ack_timeout", config.ack_timeout, milliseconds(1), hour);
    between("max_connection_age", config.max_connection_age, milliseconds(0), 7 * day);
    between("idle_timeout", config.idle_timeout, milliseconds(0), 7 * day);
    between("tcp_keepalive", config.tcp_keepalive, milliseconds(0), 2 * hour);
    between("tcp_user_timeout", config.tcp_user_timeout, milliseconds(0), hour);
    between("flush_timeout", config.flush_timeout, milliseconds(0), hour);
    between("close_timeout", config.close_timeout, milliseconds(0), hour);
    return material;
}

} // namespace

void validate(sender_config const& config)
{
    check(config);
}

detail::checked_sender::checked_sender(sender_config from) : config(std::move(from)), material(check(config))
{}

} // namespace log_fluentd
