// Copyright (c) 2026 The log_fluentd authors
// Distributed under the Boost Software License, Version 1.0.
// (See accompanying file LICENSE_1_0.txt or https://www.boost.org/LICENSE_1_0.txt)

#ifndef LOG_FLUENTD_TEST_SUPPORT_WRONG_SENDERS_HPP_INCLUDED_
#define LOG_FLUENTD_TEST_SUPPORT_WRONG_SENDERS_HPP_INCLUDED_

/// \file
/// Configurations that `validate` does not accept, for the tests of its messages and those of the front ends.

#include <log_fluentd/sender_config.hpp>

#include <chrono>
#include <functional>
#include <string>
#include <vector>

namespace log_fluentd::test {

struct wrong_sender
{
    /// Applied to a configuration with one server.
    std::function<void(sender_config&)> change;
    /// With the names in code.
    std::string message;
};

inline std::vector<wrong_sender> wrong_senders()
{
    using namespace std::chrono_literals;
    return {
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
        {[](auto& c) { c.servers[0].path = "relative"; },
         "servers[0].path must be an absolute path, or @ and an abstract name, but is \"relative\""},
        {[](auto& c) { c.servers[0].path = '/' + std::string(200, 'p'); },
         "servers[0].path must be at most 107 bytes, but has 201"},
        {[](auto& c) { c.servers[0].host = "http://x:1"; },
         "servers[0].host has a scheme; write host = \"x\" and port = 1"},
        {[](auto& c) { c.servers[0].tls_name = "x:1"; },
         "servers[0].tls_name has a port in it; write tls_name = \"x\""},
        {[](auto& c) { c.auth.username = "me"; }, "auth.shared_key must be given where a user is: the "
                                                  "handshake requires both; where the server's key is "
                                                  "empty, write auth.empty_shared_key = true"},
        {[](auto& c) { c.servers[0].auth.username = "me"; },
         "servers[0].auth.shared_key must be given where a user is: the handshake requires both; where the "
         "server's key is empty, write auth.empty_shared_key = true"},
        {[](auto& c) { c.auth.password = "p"; }, "auth.username must be given where a password is"},
        {[](auto& c) {
             c.auth.shared_key = "k";
             c.auth.empty_shared_key = true;
         },
         "auth.empty_shared_key must not be true where a shared key is given"},
        {[](auto& c) { c.self_hostname.assign(256, 'h'); },
         "self_hostname must be at most 255 bytes, but has 256"},
        {[](auto& c) { c.tls.certificate_file = "/a"; },
         "tls.key_file must be given too: a certificate and its key belong together"},
        {[](auto& c) {
             c.tls.enabled = true;
             c.tls.ca_file = "/nowhere.pem";
         },
         "tls.ca_file \"/nowhere.pem\" cannot be read: No such file or directory"},
        {[](auto& c) { c.frame.options = false; },
         "frame.options must be true where require_ack is: an acknowledgement is asked for by an option"},
        {[](auto& c) { c.compress.level = 10; },
         "compress.level must be between 1 and 9 for gzip, but is 10"},
        {[](auto& c) { c.compress.min_size = 5 << 20; },
         "compress.min_size must be between 0 bytes and 4 MiB, but is 5 MiB"},
        {[](auto& c) {
             c.compress.method = compression::gzip;
             c.frame.mode = event_mode::forward;
         },
         "compress.method requires packed_forward as frame.mode: the other modes cannot be compressed"},
        {[](auto& c) {
             c.compress.method = compression::gzip;
             c.require_ack = c.frame.options = false;
         },
         "compress.method requires frame.options: the receiver learns of it by an option"},
        {[](auto& c) { c.handshake_timeout = 0ms; },
         "handshake_timeout must be between 1 ms and 1 h, but is 0 ms"},
    };
}

} // namespace log_fluentd::test

#endif
