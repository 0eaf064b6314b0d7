// Copyright (c) 2026 The log_fluentd authors
// Distributed under the Boost Software License, Version 1.0.
// (See accompanying file LICENSE_1_0.txt or https://www.boost.org/LICENSE_1_0.txt)

#include "network.hpp"

#include <msgpack.hpp>

namespace log_fluentd::test {

namespace {

std::string event_with(int number, std::string const& padding)
{
    struct stream
    {
        std::string text;
        void write(char const* data, std::size_t size) { text.append(data, size); }
    } out;
    msgpack::packer<stream> pack(out);
    pack.pack_array(2);
    pack.pack_uint32(0);
    pack.pack_map(2);
    pack.pack("n");
    pack.pack(number);
    pack.pack("pad");
    pack.pack(padding);
    return out.text;
}

} // namespace

std::string event_bytes(int number, std::size_t padding)
{
    return event_with(number, std::string(padding, 'x'));
}

std::string hard_event_bytes(int number, std::size_t padding)
{
    std::minstd_rand random(static_cast<unsigned>(number) + 1);
    std::string text;
    for (std::size_t i = 0; i < padding; ++i)
        text += static_cast<char>('0' + (random() >> 8) % 75);
    return event_with(number, text);
}

std::vector<int> numbers_in(std::string const& entries)
{
    std::vector<int> result;
    for (std::size_t at = 0; at < entries.size();) {
        auto const handle = msgpack::unpack(entries.data(), entries.size(), at);
        result.push_back(handle->via.array.ptr[1].via.map.ptr[0].val.as<int>());
    }
    return result;
}

} // namespace log_fluentd::test
