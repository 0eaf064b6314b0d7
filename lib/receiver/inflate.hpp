// Copyright (c) 2026 The log_fluentd authors
// Distributed under the Boost Software License, Version 1.0.
// (See accompanying file LICENSE_1_0.txt or https://www.boost.org/LICENSE_1_0.txt)

#ifndef LOG_FLUENTD_LIB_RECEIVER_INFLATE_HPP_INCLUDED_
#define LOG_FLUENTD_LIB_RECEIVER_INFLATE_HPP_INCLUDED_

/// \file
/// gzip and zstd, for CompressedPackedForward frames.

#include <cstddef>
#include <string>
#include <string_view>

namespace log_fluentd::detail::receiving {

/// Inflates one gzip member (RFC 1952) or several, one behind the other (Fluentd's buffers make such).
/// \throws refused when it is no gzip, is cut short, or inflates to more than `limit` bytes.
std::string inflate_gzip(std::string_view compressed, std::size_t limit);
/// The same for frames of zstd (RFC 8878). One that asks for a larger window than `limit`, as a power of two,
/// is refused too.
std::string inflate_zstd(std::string_view compressed, std::size_t limit);

} // namespace log_fluentd::detail::receiving

#endif
