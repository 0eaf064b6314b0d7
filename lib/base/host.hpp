// Copyright (c) 2026 The log_fluentd authors
// Distributed under the Boost Software License, Version 1.0.
// (See accompanying file LICENSE_1_0.txt or https://www.boost.org/LICENSE_1_0.txt)

#ifndef LOG_FLUENTD_LIB_BASE_HOST_HPP_INCLUDED_
#define LOG_FLUENTD_LIB_BASE_HOST_HPP_INCLUDED_

/// \file
/// What may be the name or address of a server.

#include <string>
#include <string_view>

namespace log_fluentd::detail {

/// How a configuration writes a value, as a remedy shows it.
struct host_spelling
{
    /// Such as `Host=`.
    std::string_view host;
    /// Such as `Port=`; empty: there is no port beside the host.
    std::string_view port;
    /// Of a unix socket, such as `Path=`.
    std::string_view path;
};

/// Why `host` cannot be the name of a host or an address, and what to write: "has a port in it; write
/// Host=\"a\" and Port=24224". Empty: it can be. A name is up to 253 bytes (RFC 1035), of labels of 1 to 63
/// bytes, with a dot behind it or not; underscores are taken, and bytes beyond ASCII, which only the resolver
/// can judge. What ends in a label of digits alone is an IPv4 address of four numbers, or refused. An IPv6
/// address has no brackets, and may have a zone. \pre `host` is not empty.
std::string why_no_host(std::string_view host, host_spelling const& as);

} // namespace log_fluentd::detail

#endif
