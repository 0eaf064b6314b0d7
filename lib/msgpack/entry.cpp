// Copyright (c) 2026 The log_fluentd authors
// Distributed under the Boost Software License, Version 1.0.
// (See accompanying file LICENSE_1_0.txt or https://www.boost.org/LICENSE_1_0.txt)

#include "msgpack/entry.hpp"

namespace log_fluentd::detail {

void write_seconds(scratch& out, entry_time time)
{
    // An array of two, and an unsigned number of four bytes (msgpack "uint 32").
    char* const head = out.append(6);
    std::uint32_t const seconds = boost::endian::native_to_big(time.seconds);
    head[0] = '\x92';
    head[1] = '\xCE';
    std::memcpy(head + 2, &seconds, sizeof(seconds));
}

} // namespace log_fluentd::detail
