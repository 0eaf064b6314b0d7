// Copyright (c) 2026 The log_fluentd authors
// Distributed under the Boost Software License, Version 1.0.
// (See accompanying file LICENSE_1_0.txt or https://www.boost.org/LICENSE_1_0.txt)

#include "transport/resolver.hpp"

#include "os/fork.hpp"
#include "os/thread.hpp"
#include "transport/thread_error.hpp"

#include <boost/asio/ip/address.hpp>
#include <boost/asio/ip/tcp.hpp>

#include <atomic>
#include <cerrno>
#include <netdb.h>
#include <netinet/in.h>
#include <sys/socket.h>
#include <utility>

namespace log_fluentd::detail {

namespace asio = boost::asio;

namespace {

/// The number of threads of this process that may hang in `getaddrinfo` at the same time.
constexpr int most_lookups = 8;
std::atomic<int> lookups{0};
child_hook no_lookups([] { lookups.store(0); }); // its parent's threads do not exist in a child

using shared_resolution = handover<std::error_code, endpoint_list>;

class address_info_category : public std::error_category
{
public:
    char const* name() const noexcept override { return "getaddrinfo"; }
    std::string message(int code) const override { return gai_strerror(code); }
};

std::error_code address_info_error(int code)
{
    static fork_safe_static<address_info_category> only; // never destroyed, because it may be used at exit
    auto const& category = only.get();
    if (code == EAI_SYSTEM)
        return {errno, std::generic_category()};
    return {code, category};
}

std::error_code look_up(std::string const& host, std::uint16_t port, endpoint_list& endpoints)
{
    addrinfo hints{};
    hints.ai_family = AF_UNSPEC;
    hints.ai_socktype = SOCK_STREAM;
    addrinfo* list = nullptr;
    if (int const code = ::getaddrinfo(host.c_str(), std::to_string(port).c_str(), &hints, &list))
        return address_info_error(code);
    for (addrinfo const* info = list; info; info = info->ai_next) {
        if (info->ai_addrlen <= endpoint_list::value_type().capacity())
            endpoints.emplace_back(info->ai_addr, info->ai_addrlen, IPPROTO_TCP);
    }
    ::freeaddrinfo(list);
    return {};
}

void look_up_on_helper(std::shared_ptr<shared_resolution> shared, std::string host, std::uint16_t port)
{
    auto const body = [shared, host = std::move(host), port] {
        endpoint_list endpoints;
        std::error_code error;
        try {
            error = look_up(host, port, endpoints);
        } catch (std::exception const&) {
            error = std::make_error_code(std::errc::not_enough_memory);
        }
        lookups.fetch_sub(1);
        try {
            shared->complete(error, std::move(endpoints));
        } catch (std::exception const&) { // no memory to report it: resolve_timeout ends the wait
        }
    };
    no_lookups.enter();
    if (lookups.fetch_add(1) >= most_lookups) {
        lookups.fetch_sub(1);
        return shared->complete(make_error_code(no_helper::busy), {});
    }
    try {
        start_thread("log_fluentd:dns", body).detach();
    } catch (std::exception const&) {
        lookups.fetch_sub(1);
        shared->complete(helper_start_error(), {});
    }
}

} // namespace

std::shared_ptr<resolution> resolve(asio::any_io_executor executor, std::string const& host,
                                    std::uint16_t port, resolve_handler handler)
{
    auto shared = std::make_shared<shared_resolution>(std::move(executor), std::move(handler));
    boost::system::error_code no_address;
    auto const address = asio::ip::make_address(host, no_address);
    if (!no_address)
        shared->complete({}, {asio::ip::tcp::endpoint(address, port)});
    else
        look_up_on_helper(shared, host, port);
    return shared;
}

} // namespace log_fluentd::detail
