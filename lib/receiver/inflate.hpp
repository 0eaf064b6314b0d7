// Copyright (c) 2026 The log_fluentd authors
// Distributed under the Boost Software License, Version 1.0.
// (See accompanying file LICENSE_1_0.txt or https://www.boost.org/LICENSE_1_0.txt)

#pragma once

/// \file
/// Decompresses the entries of CompressedPackedForward frames: gzip and zstd.

#include <cstddef>
#include <string>
#include <string_view>

namespace log_fluentd::detail::receiving {

/// Decompresses gzip (RFC 1952): one member or several, one after the other, as Fluentd's buffers contain
/// them.
/// \throws refused if it is not valid gzip, is cut short, or has more than `limit` bytes after decompression.
std::string inflate_gzip(std::string_view compressed, std::size_t limit);
/// The same for zstd frames (RFC 8878). A frame is refused too if its window is larger than `limit`, rounded
/// up to a power of two.
std::string inflate_zstd(std::string_view compressed, std::size_t limit);

} // namespace log_fluentd::detail::receiving
