// Copyright (c) 2026 The log_fluentd authors
// Distributed under the Boost Software License, Version 1.0.
// (See accompanying file LICENSE_1_0.txt or https://www.boost.org/LICENSE_1_0.txt)

#include "forward/compressor.hpp"

#include <new>
#include <zlib.h>
#include <zstd.h>

namespace log_fluentd::detail {

namespace {

class gzip_compressor : public compressor
{
public:
    explicit gzip_compressor(int level)
    {
        constexpr int gzip_with_largest_window = 15 + 16;
        constexpr int memory = 8; // zlib's default
        if (deflateInit2(&stream_, level, Z_DEFLATED, gzip_with_largest_window, memory, Z_DEFAULT_STRATEGY) !=
            Z_OK)
            throw std::bad_alloc();
    }
    gzip_compressor(gzip_compressor const&) = delete;
    gzip_compressor& operator=(gzip_compressor const&) = delete;
    ~gzip_compressor() override { deflateEnd(&stream_); }

    void begin(std::size_t) noexcept override { deflateReset(&stream_); }
    bool add(char const* data, std::size_t size, output_room& to) noexcept override
    {
        // zlib takes it non-const and does not write to it.
        stream_.next_in = reinterpret_cast<Bytef*>(const_cast<char*>(data));
        stream_.avail_in = static_cast<uInt>(size);
        return run(Z_NO_FLUSH, to) == Z_OK && !stream_.avail_in;
    }
    bool catch_up(output_room&) noexcept override { return true; } // it does its work as bytes come
    bool finish(output_room& to) noexcept override { return run(Z_FINISH, to) == Z_STREAM_END; }

private:
    int run(int flush, output_room& to) noexcept
    {
        stream_.next_out = reinterpret_cast<Bytef*>(to.next);
        stream_.avail_out = static_cast<uInt>(to.left);
        int const code = deflate(&stream_, flush);
        to = {reinterpret_cast<char*>(stream_.next_out), stream_.avail_out};
        return code;
    }

    z_stream stream_{};
};

class zstd_compressor : public compressor
{
public:
    explicit zstd_compressor(int level)
    {
        if (!context_)
            throw std::bad_alloc();
        ZSTD_CCtx_setParameter(context_.get(), ZSTD_c_compressionLevel, level);
    }

    void begin(std::size_t size) noexcept override
    {
        ZSTD_CCtx_reset(context_.get(), ZSTD_reset_session_only);
        // Receivers that inflate in one go look at the size that then stands in front.
        ZSTD_CCtx_setPledgedSrcSize(context_.get(), size);
    }
    bool add(char const* data, std::size_t size, output_room& to) noexcept override
    {
        return run({data, size, 0}, ZSTD_e_continue, to);
    }
    // Else it gathers up to 128 KiB, and compresses them in one go.
    bool catch_up(output_room& to) noexcept override { return run({nullptr, 0, 0}, ZSTD_e_flush, to); }
    bool finish(output_room& to) noexcept override { return run({nullptr, 0, 0}, ZSTD_e_end, to); }

private:
    struct freer
    {
        void operator()(ZSTD_CCtx* context) const noexcept { ZSTD_freeCCtx(context); }
    };

    bool run(ZSTD_inBuffer in, ZSTD_EndDirective what, output_room& to) noexcept
    {
        std::size_t left = 0;
        do {
            ZSTD_outBuffer out{to.next, to.left, 0};
            left = ZSTD_compressStream2(context_.get(), &out, &in, what);
            to = {to.next + out.pos, to.left - out.pos};
            if (ZSTD_isError(left) || !to.left)
                return false;
        } while (what == ZSTD_e_continue ? in.pos < in.size : left != 0);
        return true;
    }

    std::unique_ptr<ZSTD_CCtx, freer> const context_{ZSTD_createCCtx()};
};

} // namespace

std::unique_ptr<compressor> make_compressor(compress_config const& config)
{
    if (config.method == compression::zstd)
        return std::make_unique<zstd_compressor>(config.level);
    return std::make_unique<gzip_compressor>(config.level);
}

} // namespace log_fluentd::detail
