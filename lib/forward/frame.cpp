// Copyright (c) 2026 The log_fluentd authors
// Distributed under the Boost Software License, Version 1.0.
// (See accompanying file LICENSE_1_0.txt or https://www.boost.org/LICENSE_1_0.txt)

#include "forward/frame.hpp"

#include "forward/messages.hpp"

#include <boost/uuid/random_generator.hpp>

namespace log_fluentd::detail {

void write_frame_head(std::string& out, frame_config const& config, std::string_view tag, amount entries)
{
    string_stream stream{out};
    string_packer pack(stream);
    std::uint32_t const options = config.options ? 1 : 0;
    if (config.mode == event_mode::message) {
        pack.pack_array(3 + options);
        return pack_string(pack, tag);
    }
    pack.pack_array(2 + options);
    pack_string(pack, tag);
    if (config.mode == event_mode::forward)
        pack.pack_array(static_cast<std::uint32_t>(entries.events));
    else if (config.packed_as_string)
        pack.pack_str(static_cast<std::uint32_t>(entries.bytes));
    else
        pack.pack_bin(static_cast<std::uint32_t>(entries.bytes));
}

void write_frame_tail(std::string& out, frame_config const& config, std::uint64_t events,
                      std::string_view chunk_id, compression compressed_by)
{
    if (!config.options)
        return;
    string_stream stream{out};
    string_packer pack(stream);
    bool const is_compressed = compressed_by != compression::none;
    pack.pack_map(1u + (chunk_id.empty() ? 0 : 1) + (is_compressed ? 1 : 0));
    pack_string(pack, "size");
    pack.pack_uint64(events);
    if (!chunk_id.empty()) {
        pack_string(pack, "chunk");
        pack_string(pack, chunk_id);
    }
    if (is_compressed) {
        pack_string(pack, "compressed");
        pack_string(pack, compressed_by == compression::gzip ? "gzip" : "zstd");
    }
}

std::string make_chunk_id()
{
    constexpr char digits[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    auto const random =
        boost::uuids::random_generator_pure()(); // from the system: unique over restarts and forks
    std::string id;
    id.reserve(chunk_id_size);
    std::uint32_t bits = 0;
    unsigned waiting = 0;                    // bits without a digit
    for (std::uint8_t const byte : random) { // not `random.data`, which is not an array since Boost 1.86
        bits = bits << 8 | byte;
        for (waiting += 8; waiting >= 6; waiting -= 6)
            id += digits[bits >> (waiting - 6) & 63];
    }
    id += digits[bits << (6 - waiting) & 63]; // 16 bytes leave two bits over
    return id;
}

} // namespace log_fluentd::detail
