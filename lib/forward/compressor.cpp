// Copyright (c) 2026 The log_fluentd authors
// Distributed under the Boost Software License, Version 1.0.
// (See accompanying file LICENSE_1_0.txt or https://www.boost.org/LICENSE_1_0.txt)

#include "forward/compressor.hpp"

#include <algorithm>
#include <array>
#include <cstring>
#include <new>
#include <utility>
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
    gzip_compressor& operator=(gzip_compressor&&) = delete;
    ~gzip_compressor() override { deflateEnd(&stream_); }

    void begin() noexcept override { deflateReset(&stream_); }
    bool add(char const* data, std::size_t size, output_room& to) noexcept override
    {
        // zlib's parameter is not const, but zlib does not write to it.
        stream_.next_in = reinterpret_cast<Bytef*>(const_cast<char*>(data));
        stream_.avail_in = static_cast<uInt>(size);
        return run(Z_NO_FLUSH, to) == Z_OK && !stream_.avail_in;
    }
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
        if (ZSTD_isError(ZSTD_CCtx_setParameter(context_.get(), ZSTD_c_compressionLevel, level)))
            throw std::bad_alloc(); // the only possible reason, because `validate` checks the level
    }

    void begin() noexcept override { used_ = 0; }
    bool add(char const* data, std::size_t size, output_room& to) noexcept override
    {
        while (size) {
            std::size_t const now = std::min(size, piece_.size() - used_);
            std::memcpy(piece_.data() + used_, data, now);
            used_ += now;
            data += now;
            size -= now;
            if (used_ == piece_.size() && !write_frame(to))
                return false;
        }
        return true;
    }
    bool finish(output_room& to) noexcept override { return used_ == 0 || write_frame(to); }

private:
    struct freer
    {
        void operator()(ZSTD_CCtx* context) const noexcept { ZSTD_freeCCtx(context); }
    };

    /// Writes the content's size into the header, because receivers that decompress in one step need it.
    bool write_frame(output_room& to) noexcept
    {
        std::size_t const size =
            ZSTD_compress2(context_.get(), to.next, to.left, piece_.data(), std::exchange(used_, 0));
        if (ZSTD_isError(size))
            return false;
        to = {to.next + size, to.left - size};
        return true;
    }

    std::array<char, std::size_t{32} << 10> piece_;
    std::size_t used_ = 0;
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
