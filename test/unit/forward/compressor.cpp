// Copyright (c) 2026 The log_fluentd authors
// Distributed under the Boost Software License, Version 1.0.
// (See accompanying file LICENSE_1_0.txt or https://www.boost.org/LICENSE_1_0.txt)

// What is compressed, as the libraries' own decoders read it.

#include "forward/compressor.hpp"

#include <boost/test/data/monomorphic.hpp>
#include <boost/test/data/test_case.hpp>
#include <boost/test/unit_test.hpp>

#include <algorithm>
#include <ostream>
#include <random>
#include <string>
#include <vector>
#include <zlib.h>
#include <zstd.h>

using namespace log_fluentd;
using namespace log_fluentd::detail;

namespace {

struct way
{
    compression method;
    int level;
};

std::ostream& operator<<(std::ostream& out, way const& w)
{
    return out << (w.method == compression::gzip ? "gzip " : "zstd ") << w.level;
}

way const all_ways[] = {{compression::gzip, 1}, {compression::gzip, 6},  {compression::gzip, 9},
                        {compression::zstd, 1}, {compression::zstd, 10}, {compression::zstd, 19}};

compress_config config_of(way const& w)
{
    compress_config config;
    config.method = w.method;
    config.level = w.level;
    return config;
}

std::string words(std::size_t size)
{
    std::minstd_rand random(7);
    std::string text;
    while (text.size() < size)
        text += "word" + std::to_string(random() % 500) + ' ';
    text.resize(size);
    return text;
}

/// Empty: there was no room.
std::string compressed(compressor& with, std::string const& text, std::size_t room)
{
    std::string result(room, '\0');
    output_room to{result.data(), room};
    with.begin();
    bool good = true;
    for (std::size_t at = 0; good && at < text.size(); at += 4096)
        good = with.add(text.data() + at, std::min<std::size_t>(4096, text.size() - at), to);
    good = good && with.finish(to);
    result.resize(good ? room - to.left : 0);
    return result;
}

/// As Fluent Bit does it: each frame in one go, into the least `buffer_chunk_size` that it has been tried
/// with.
std::string inflated_frame_by_frame(std::string const& bytes)
{
    std::string result;
    for (std::size_t at = 0; at < bytes.size();) {
        char const* const frame = bytes.data() + at;
        std::size_t const size = ZSTD_findFrameCompressedSize(frame, bytes.size() - at);
        BOOST_TEST_REQUIRE(!ZSTD_isError(size));
        std::string piece(32 * 1024, '\0');
        auto const inflated = ZSTD_decompress(piece.data(), piece.size(), frame, size);
        BOOST_TEST_REQUIRE(!ZSTD_isError(inflated), ZSTD_getErrorName(inflated));
        BOOST_TEST(ZSTD_getFrameContentSize(frame, size) == inflated); // Fluent Bit looks at it
        result.append(piece.data(), inflated);
        at += size;
    }
    return result;
}

std::string inflated(way const& w, std::string const& bytes, std::size_t size)
{
    if (w.method == compression::zstd)
        return inflated_frame_by_frame(bytes);
    std::string result(size, '\0');
    z_stream stream{};
    BOOST_TEST_REQUIRE(inflateInit2(&stream, 15 + 16) == Z_OK);
    stream.next_in = reinterpret_cast<Bytef*>(const_cast<char*>(bytes.data()));
    stream.avail_in = static_cast<uInt>(bytes.size());
    stream.next_out = reinterpret_cast<Bytef*>(result.data());
    stream.avail_out = static_cast<uInt>(size);
    BOOST_TEST(inflate(&stream, Z_FINISH) == Z_STREAM_END);
    BOOST_TEST(stream.avail_in == 0u); // one member
    BOOST_TEST(stream.avail_out == 0u);
    inflateEnd(&stream);
    return result;
}

} // namespace

BOOST_AUTO_TEST_SUITE(compressors)

BOOST_DATA_TEST_CASE(what_is_inflated_is_what_was_there, boost::unit_test::data::make(all_ways), w)
{
    auto const subject = make_compressor(config_of(w));
    for (std::size_t const size : {1000000u, 2u, 4096u, 150000u}) { // one after the other
        auto const text = words(size);
        auto const bytes = compressed(*subject, text, size + 100);
        BOOST_TEST_REQUIRE(!bytes.empty());
        BOOST_TEST((size < 4096 || bytes.size() < size / 2));
        BOOST_TEST((inflated(w, bytes, size) == text));
    }
}

BOOST_DATA_TEST_CASE(without_room_it_ends_and_can_begin_anew, boost::unit_test::data::make(all_ways), w)
{
    auto const subject = make_compressor(config_of(w));
    auto const text = words(200000);
    auto const whole = compressed(*subject, text, text.size()).size();
    for (std::size_t room = 0; room < whole; room += 1 + whole / 50)
        BOOST_TEST(compressed(*subject, text, room).empty());
    BOOST_TEST((inflated(w, compressed(*subject, text, whole + 1024), text.size()) == text));
}

BOOST_AUTO_TEST_SUITE_END()
