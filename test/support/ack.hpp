// Copyright (c) 2026 The log_fluentd authors
// Distributed under the Boost Software License, Version 1.0.
// (See accompanying file LICENSE_1_0.txt or https://www.boost.org/LICENSE_1_0.txt)

#ifndef LOG_FLUENTD_TEST_SUPPORT_ACK_HPP_INCLUDED_
#define LOG_FLUENTD_TEST_SUPPORT_ACK_HPP_INCLUDED_

/// \file
/// The bytes of a server's answer.

#include <string>

namespace log_fluentd::test {

/// `{"ack": id}` in msgpack, for ids of up to 31 bytes (Forward protocol v1, "Response").
inline std::string ack(std::string const& id)
{
    return "\x81\xa3" + std::string("ack") + static_cast<char>(0xa0 + id.size()) + id;
}

} // namespace log_fluentd::test

#endif
