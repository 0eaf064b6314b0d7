// Copyright (c) 2026 The log_fluentd authors
// Distributed under the Boost Software License, Version 1.0.
// (See accompanying file LICENSE_1_0.txt or https://www.boost.org/LICENSE_1_0.txt)

#include "forward/handshake.hpp"

#include "forward/digest.hpp"
#include "forward/foreign_peer.hpp"
#include "forward/messages.hpp"

#include <log_fluentd/error.hpp>

#include <exception>
#include <utility>

namespace log_fluentd::detail {

namespace {

/// The text at that place of an array; empty if there is none.
std::string_view text_at(msgpack::object const& array, std::uint32_t place) noexcept
{
    auto const& elements = array.via.array;
    return place < elements.size && is_text(elements.ptr[place]) ? text(elements.ptr[place])
                                                                 : std::string_view();
}

std::error_code refusal(std::string_view reason) noexcept
{
    if (reason == "shared_key mismatch")
        return errc::wrong_shared_key;
    if (reason == "username/password mismatch")
        return errc::wrong_password;
    return errc::handshake_refused;
}

} // namespace

handshake::handshake(auth_config const& auth, std::string self_hostname, std::string salt)
    : auth_(auth),
      self_hostname_(std::move(self_hostname)),
      salt_(std::move(salt)),
      unpacker_(nullptr, nullptr, max_size, limits_of_messages(max_size))
{}

std::error_code handshake::feed(char const* data, std::size_t size)
{
    if (received_ == 0) {
        if (auto const foreign = foreign_peer({data, size}))
            return foreign;
    }
    received_ += size;
    if (received_ > max_size)
        return errc::bad_handshake;
    try {
        detail::feed(unpacker_, data, size);
        msgpack::object_handle message;
        while (!done() && unpacker_.next(message)) {
            if (auto const error = take(message.get()))
                return error;
        }
    } catch (std::bad_alloc const&) {
        throw;
    } catch (std::exception const&) { // not msgpack, or beyond the limits
        return errc::bad_handshake;
    }
    return {};
}

std::string_view handshake::rest() noexcept
{
    return {unpacker_.nonparsed_buffer(), unpacker_.nonparsed_size()};
}

std::string handshake::take_output()
{
    return std::exchange(output_, {});
}

std::error_code handshake::take(msgpack::object const& message)
{
    if (step_ == step::helo)
        return begins_with(message, "HELO") ? take_helo(message) : errc::bad_handshake;
    return begins_with(message, "PONG") ? take_pong(message) : errc::bad_handshake;
}

/// `["HELO", {"nonce": .., "auth": .., "keepalive": ..}]`
std::error_code handshake::take_helo(msgpack::object const& message)
{
    auto const& array = message.via.array;
    if (array.size < 2 || array.ptr[1].type != msgpack::type::MAP)
        return errc::bad_handshake;
    std::string_view user_salt;
    auto const& options = array.ptr[1].via.map;
    for (auto const* option = options.ptr; option != options.ptr + options.size; ++option) {
        if (is_text(option->key) && text(option->key) == "keepalive" &&
            option->val.type == msgpack::type::BOOLEAN)
            keeps_alive_ = option->val.via.boolean; // Fluent Bit does not send this, and keeps the connection
        if (!is_text(option->key) || !is_text(option->val))
            continue;
        if (text(option->key) == "nonce")
            nonce_ = text(option->val);
        else if (text(option->key) == "auth")
            user_salt = text(option->val);
    }
    if (nonce_.empty())
        return errc::bad_handshake;
    write_ping(user_salt);
    step_ = step::pong;
    return {};
}

/// `["PING", hostname, salt, digest of the key, user name, digest of the password]`. Fluent Bit requires that
/// all of them are `str`.
void handshake::write_ping(std::string_view user_salt)
{
    string_stream stream{output_};
    string_packer pack(stream);
    pack.pack_array(6);
    pack_string(pack, "PING");
    pack_string(pack, self_hostname_);
    pack_string(pack, salt_);
    pack_string(pack, sha512_hex({salt_, self_hostname_, nonce_, auth_.shared_key.reveal()}));
    bool const names_user = !user_salt.empty();
    pack_string(pack, names_user ? std::string_view(auth_.username) : "");
    pack_string(pack, names_user ? sha512_hex({user_salt, auth_.username, auth_.password.reveal()}) : "");
}

/// `["PONG", whether, reason, hostname, digest of the key]`
std::error_code handshake::take_pong(msgpack::object const& message)
{
    auto const& array = message.via.array;
    if (array.size < 2 || array.ptr[1].type != msgpack::type::BOOLEAN)
        return errc::bad_handshake;
    if (!array.ptr[1].via.boolean) {
        reason_ = text_at(message, 2);
        return refusal(reason_);
    }
    auto const hostname = text_at(message, 3);
    auto const expected = sha512_hex({salt_, hostname, nonce_, auth_.shared_key.reveal()});
    if (!same_digest(text_at(message, 4), expected))
        return errc::false_server;
    if (hostname == self_hostname_)
        return errc::own_hostname;
    step_ = step::done;
    return {};
}

} // namespace log_fluentd::detail
