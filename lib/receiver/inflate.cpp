// Copyright (c) 2026 The log_fluentd authors
// Distributed under the Boost Software License, Version 1.0.
// (See accompanying file LICENSE_1_0.txt or https://www.boost.org/LICENSE_1_0.txt)

#include "receiver/inflate.hpp"

#include "receiver/refused.hpp"

#include <array>
#include <new>
#include <zlib.h>

namespace log_fluentd::detail::receiving {

namespace {

// Owns zlib's state.
class inflater
{
public:
    inflater()
    {
        constexpr int gzip_only = 15 + 16;
        if (inflateInit2(&stream, gzip_only) != Z_OK)
            throw std::bad_alloc();
    }
    inflater(inflater const&) = delete;
    inflater& operator=(inflater const&) = delete;
    ~inflater() { inflateEnd(&stream); }

    z_stream stream{};
};

} // namespace

std::string inflate_gzip(std::string_view compressed, std::size_t limit)
{
    std::string result;
    inflater zlib;
    z_stream& stream = zlib.stream;
    // zlib takes it non-const and does not write to it. Its size fits: a frame has at most 1 GiB.
    stream.next_in = reinterpret_cast<Bytef*>(const_cast<char*>(compressed.data()));
    stream.avail_in = static_cast<uInt>(compressed.size());
    std::array<char, 16384> piece;
    bool member_ended = false;
    while (!member_ended || stream.avail_in > 0) {
        if (member_ended) {
            inflateReset(&stream);
            member_ended = false;
        }
        stream.next_out = reinterpret_cast<Bytef*>(piece.data());
        stream.avail_out = static_cast<uInt>(piece.size());
        int const code = inflate(&stream, Z_NO_FLUSH);
        if (code == Z_MEM_ERROR)
            throw std::bad_alloc();
        if (code == Z_BUF_ERROR)
            throw refused("the compressed entries are cut short");
        if (code != Z_OK && code != Z_STREAM_END)
            throw refused("the compressed entries are not gzip, or damaged");
        result.append(piece.data(), piece.size() - stream.avail_out);
        if (result.size() > limit)
            throw refused("the entries inflate to more than " + std::to_string(limit) + " bytes");
        member_ended = code == Z_STREAM_END;
    }
    return result;
}

} // namespace log_fluentd::detail::receiving
