// Copyright (c) 2026 The log_fluentd authors
// Distributed under the Boost Software License, Version 1.0.
// (See accompanying file LICENSE_1_0.txt or https://www.boost.org/LICENSE_1_0.txt)

#pragma once

/// \file
/// What the kernel knows about the bytes of a connection.

#include <cstdint>

namespace log_fluentd::detail {

/// Bytes that were written to the TCP connection and that the peer's kernel has not confirmed. It is always 0
/// on systems that cannot tell, where what was written counts as confirmed.
std::uint64_t unconfirmed_bytes(int descriptor) noexcept;

} // namespace log_fluentd::detail
