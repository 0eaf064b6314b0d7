// Copyright (c) 2026 The log_fluentd authors
// Distributed under the Boost Software License, Version 1.0.
// (See accompanying file LICENSE_1_0.txt or https://www.boost.org/LICENSE_1_0.txt)

#include "receiver/server_handshake.hpp"

#include "forward/digest.hpp"
#include "forward/messages.hpp"

#include <utility>

namespace log_fluentd::detail::receiving {

namespace {

/// `["PONG", whether, reason, hostname, digest of the key]`
std::string pong(bool accepts, std::string_view reason, std::string_view hostname, std::string_view digest)
{
    std::string bytes;
    string_stream stream{bytes};
    string_packer pack(stream);
    pack.pack_array(5);
    pack_string(pack, "PONG");
    accepts ? pack.pack_true() : pack.pack_false();
    for (auto const text : {reason, hostname, digest})
        pack_string(pack, text);
    return bytes;
}

} // namespace

server_handshake::server_handshake(receiver_security const& config, std::string nonce, std::string user_salt)
    : config_(config),
      nonce_(std::move(nonce)),
      user_salt_(std::move(user_salt)),
      unpacker_(nullptr, nullptr, max_size, limits_of_messages(max_size))
{}

/// The salts are binary, as in Fluentd. There is one for the user only if users are required, as the protocol
/// says.
std::string server_handshake::helo() const
{
    std::string bytes;
    string_stream stream{bytes};
    string_packer pack(stream);
    auto const pack_binary = [&](std::string_view value) {
        pack.pack_bin(static_cast<std::uint32_t>(value.size()));
        pack.pack_bin_body(value.data(), static_cast<std::uint32_t>(value.size()));
    };
    pack.pack_array(2);
    pack_string(pack, "HELO");
    pack.pack_map(3);
    pack_string(pack, "nonce");
    pack_binary(nonce_);
    pack_string(pack, "auth");
    pack_binary(config_.users.empty() ? std::string_view() : user_salt_);
    pack_string(pack, "keepalive");
    pack.pack_true();
    return bytes;
}

std::string server_handshake::feed(std::string_view bytes)
{
    received_ += bytes.size();
    if (received_ > max_size) {
        error_ = "There is no PING in the first " + std::to_string(max_size) + " bytes.";
        return {};
    }
    try {
        detail::feed(unpacker_, bytes.data(), bytes.size());
        msgpack::object_handle message;
        return unpacker_.next(message) ? take_ping(message.get()) : std::string();
    } catch (msgpack::unpack_error const&) { // not msgpack, or beyond the limits
        return refuse("invalid ping message");
    }
}

/// `["PING", hostname, salt, digest of the key, user name, digest of the password]`
std::string server_handshake::take_ping(msgpack::object const& message)
{
    auto const& array = message.via.array;
    bool is_good = begins_with(message, "PING") && array.size == 6;
    for (std::uint32_t i = 0; is_good && i < array.size; ++i)
        is_good = is_text(array.ptr[i]);
    if (!is_good)
        return refuse("invalid ping message");
    auto const at = [&](std::uint32_t i) { return text(array.ptr[i]); };
    auto const key = config_.shared_key.reveal();
    // Both are checked in any case, so that the time reveals nothing.
    bool const has_key = same_digest(at(3), sha512_hex({at(2), at(1), nonce_, key}));
    bool const has_password = config_.users.empty() || knows_user(at(4), at(5));
    if (!has_key)
        return refuse("shared_key mismatch");
    if (!has_password)
        return refuse("username/password mismatch");
    done_ = true;
    auto const& hostname = config_.self_hostname;
    return pong(true, "", hostname, sha512_hex({at(2), hostname, nonce_, key}));
}

bool server_handshake::knows_user(std::string_view name, std::string_view digest) const
{
    bool result = false;
    for (auto const& user : config_.users) {
        bool const is_same = same_digest(digest, sha512_hex({user_salt_, user.name, user.password.reveal()}));
        result = result || (is_same && user.name == name);
    }
    return result;
}

std::string server_handshake::refuse(std::string const& reason)
{
    error_ = "The handshake failed: " + reason + ".";
    return pong(false, reason, "", "");
}

} // namespace log_fluentd::detail::receiving
