// Copyright (c) 2026 The log_fluentd authors
// Distributed under the Boost Software License, Version 1.0.
// (See accompanying file LICENSE_1_0.txt or https://www.boost.org/LICENSE_1_0.txt)

#include "network.hpp"

#include <msgpack.hpp>

namespace log_fluentd::test {

std::string event_bytes(int number, std::size_t padding)
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
    pack.pack(std::string(padding, 'x'));
    return out.text;
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
