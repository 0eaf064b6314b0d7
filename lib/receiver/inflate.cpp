// Copyright (c) 2026 The log_fluentd authors
// Distributed under the Boost Software License, Version 1.0.
// (See accompanying file LICENSE_1_0.txt or https://www.boost.org/LICENSE_1_0.txt)

#include "receiver/inflate.hpp"

#include "receiver/refused.hpp"

#include <array>
#include <memory>
#include <new>
#include <zlib.h>
#include <zstd.h>
#include <zstd_errors.h>

namespace log_fluentd::detail::receiving {

namespace {

// Owns zlib's state.
class inflate_stream
{
public:
    inflate_stream()
    {
        constexpr int gzip_only = 15 + 16;
        if (inflateInit2(&stream, gzip_only) != Z_OK)
            throw std::bad_alloc();
    }
    inflate_stream& operator=(inflate_stream&&) = delete;
    ~inflate_stream() { inflateEnd(&stream); }

    z_stream stream{};
};

struct zstd_freer
{
    void operator()(ZSTD_DCtx* context) const noexcept { ZSTD_freeDCtx(context); }
};

/// The unit of libzstd: the smallest power of two that is at least `size`, within its range.
int window_log(std::size_t size)
{
    int log = 10;
    while (log < 31 && (std::size_t{1} << log) < size)
        ++log;
    return log;
}

[[noreturn]] void refuse_zstd(std::size_t code)
{
    if (ZSTD_getErrorCode(code) == ZSTD_error_memory_allocation)
        throw std::bad_alloc();
    throw refused("the compressed entries are not zstd, or damaged (" + std::string(ZSTD_getErrorName(code)) +
                  ')');
}

[[noreturn]] void refuse_more_than(std::size_t limit)
{
    throw refused("the entries inflate to more than " + std::to_string(limit) + " bytes");
}

constexpr char cut_short[] = "the compressed entries are cut short";

} // namespace

std::string inflate_gzip(std::string_view compressed, std::size_t limit)
{
    std::string result;
    inflate_stream zlib;
    z_stream& stream = zlib.stream;
    // zlib's parameter is not const, but zlib does not write to it. The size fits: a frame has at most 1 GiB.
    stream.next_in = reinterpret_cast<Bytef*>(const_cast<char*>(compressed.data()));
    stream.avail_in = static_cast<uInt>(compressed.size());
    std::array<char, 16384> piece;
    bool member_ended = false;
    while (!member_ended || stream.avail_in > 0) {
        if (member_ended) {
            inflateReset(&stream); // fails only for a stream that was not initialised
            member_ended = false;
        }
        stream.next_out = reinterpret_cast<Bytef*>(piece.data());
        stream.avail_out = static_cast<uInt>(piece.size());
        int const code = inflate(&stream, Z_NO_FLUSH);
        if (code == Z_MEM_ERROR)
            throw std::bad_alloc();
        if (code == Z_BUF_ERROR)
            throw refused(cut_short);
        if (code != Z_OK && code != Z_STREAM_END)
            throw refused("the compressed entries are not gzip, or damaged");
        result.append(piece.data(), piece.size() - stream.avail_out);
        if (result.size() > limit)
            refuse_more_than(limit);
        member_ended = code == Z_STREAM_END;
    }
    return result;
}

std::string inflate_zstd(std::string_view compressed, std::size_t limit)
{
    std::string result;
    std::unique_ptr<ZSTD_DCtx, zstd_freer> const context(ZSTD_createDCtx());
    if (!context)
        throw std::bad_alloc();
    if (auto const code = ZSTD_DCtx_setParameter(context.get(), ZSTD_d_windowLogMax, window_log(limit));
        ZSTD_isError(code))
        refuse_zstd(code); // otherwise a frame could request any amount of memory
    ZSTD_inBuffer in{compressed.data(), compressed.size(), 0};
    std::array<char, 16384> piece;
    std::size_t to_come = 1; // bytes of the frame; 0 if it has ended
    while (to_come != 0 || in.pos < in.size) {
        ZSTD_outBuffer out{piece.data(), piece.size(), 0};
        std::size_t const taken = in.pos;
        to_come = ZSTD_decompressStream(context.get(), &out, &in);
        if (ZSTD_isError(to_come))
            refuse_zstd(to_come);
        if (to_come != 0 && out.pos == 0 && in.pos == taken)
            throw refused(cut_short);
        result.append(piece.data(), out.pos);
        if (result.size() > limit)
            refuse_more_than(limit);
    }
    return result;
}

} // namespace log_fluentd::detail::receiving
