// Copyright (c) 2026 The log_fluentd authors
// Distributed under the Boost Software License, Version 1.0.
// (See accompanying file LICENSE_1_0.txt or https://www.boost.org/LICENSE_1_0.txt)

#include "transport/open_sockets.hpp"

#include "os/fork.hpp"
#include "os/standard_streams.hpp"
#include "os/stream_socket.hpp"

#include <algorithm>
#include <cerrno>
#include <exception>
#include <mutex>
#include <sys/socket.h>
#include <unistd.h>
#include <vector>

namespace log_fluentd::detail {

namespace {

void close_all();
child_hook closing(close_all);

struct registry
{
    registry() { closing.enter(); }

    fork_safe_mutex mutex;
    std::vector<int> open;
};

fork_safe_static<registry> the_registry;

/// Replaces each socket by one without a connection. The numbers stay in use: in the child, a user's context
/// may close them or register them with its reactor again, and must not do that to another descriptor.
void close_all()
{
    auto& open = the_registry.get().open;
    if (open.empty())
        return;
    int const placeholder = new_stream_socket(AF_UNIX);
    for (int const descriptor : open) {
        if (!replace_descriptor(descriptor, placeholder))
            ::close(descriptor);
    }
    if (placeholder >= 0)
        ::close(placeholder);
    open.clear();
}

} // namespace

std::error_code open_socket(boost::asio::generic::stream_protocol::socket& socket,
                            boost::asio::generic::stream_protocol const& protocol) noexcept
{
    auto& all = the_registry.get();
    try {
        // The lock prevents a fork in between.
        std::lock_guard<fork_safe_mutex> lock(all.mutex);
        all.open.reserve(all.open.size() + 1);
        standard_streams_held const streams;
        int const descriptor = new_stream_socket(protocol.family());
        if (descriptor < 0)
            return {errno, std::generic_category()};
        boost::system::error_code error;
        socket.assign(protocol, descriptor, error);
        if (error) {
            ::close(descriptor);
            return error;
        }
        all.open.push_back(descriptor);
        return {};
    } catch (std::exception const&) {
        return std::make_error_code(std::errc::not_enough_memory);
    }
}

void close_socket(boost::asio::generic::stream_protocol::socket& socket) noexcept
{
    if (!socket.is_open())
        return;
    auto& all = the_registry.get();
    std::lock_guard<fork_safe_mutex> lock(all.mutex);
    auto const known = std::find(all.open.begin(), all.open.end(), socket.native_handle());
    if (known != all.open.end())
        all.open.erase(known);
    boost::system::error_code ignored;
    socket.close(ignored);
}

} // namespace log_fluentd::detail
