// Copyright (c) 2026 The log_fluentd authors
// Distributed under the Boost Software License, Version 1.0.
// (See accompanying file LICENSE_1_0.txt or https://www.boost.org/LICENSE_1_0.txt)

#pragma once

/// \file
/// The cryptography of the handshake (Forward protocol v1, "Authentication"). Header only, because the
/// receiver library needs it too.

#include <array>
#include <cstddef>
#include <initializer_list>
#include <memory>
#include <openssl/crypto.h>
#include <openssl/evp.h>
#include <openssl/rand.h>
#include <stdexcept>
#include <string>
#include <string_view>

namespace log_fluentd::detail {

inline std::string to_hex(std::string_view bytes)
{
    constexpr char digits[] = "0123456789abcdef";
    std::string text;
    text.reserve(2 * bytes.size());
    for (char const c : bytes) {
        text += digits[static_cast<unsigned char>(c) >> 4];
        text += digits[static_cast<unsigned char>(c) & 15];
    }
    return text;
}

/// SHA-512 of all parts, one after the other, in hexadecimal. The parts, which include a key, are not copied
/// into one text.
/// \throws std::runtime_error if OpenSSL has no memory, or no SHA-512.
inline std::string sha512_hex(std::initializer_list<std::string_view> parts)
{
    std::unique_ptr<EVP_MD_CTX, decltype(&EVP_MD_CTX_free)> const context(EVP_MD_CTX_new(), EVP_MD_CTX_free);
    bool good = context && EVP_DigestInit_ex(context.get(), EVP_sha512(), nullptr) == 1;
    for (auto const part : parts)
        good = good && EVP_DigestUpdate(context.get(), part.data(), part.size()) == 1;
    std::array<unsigned char, EVP_MAX_MD_SIZE> bytes{};
    unsigned size = 0;
    if (!good || EVP_DigestFinal_ex(context.get(), bytes.data(), &size) != 1)
        throw std::runtime_error("OpenSSL cannot make a SHA-512 digest");
    return to_hex({reinterpret_cast<char const*>(bytes.data()), size});
}

/// Compares digests in a time that does not depend on where they differ.
inline bool same_digest(std::string_view a, std::string_view b) noexcept
{
    return a.size() == b.size() && CRYPTO_memcmp(a.data(), b.data(), a.size()) == 0;
}

/// `size` random bytes from a cryptographic source.
/// \throws std::runtime_error.
inline std::string random_bytes(std::size_t size)
{
    std::string bytes(size, '\0');
    if (RAND_bytes(reinterpret_cast<unsigned char*>(bytes.data()), static_cast<int>(size)) != 1)
        throw std::runtime_error("OpenSSL has no random bytes");
    return bytes;
}

/// A salt: 16 random bytes as text, which every server accepts.
inline std::string make_salt()
{
    return to_hex(random_bytes(16));
}

} // namespace log_fluentd::detail
