// Copyright (c) 2026 The log_fluentd authors
// Distributed under the Boost Software License, Version 1.0.
// (See accompanying file LICENSE_1_0.txt or https://www.boost.org/LICENSE_1_0.txt)

// Which address of a name is connected to, and how long a dead one holds that up.

#include "transport/connector.hpp"

#include "support/needs.hpp"
#include "transport/open_sockets.hpp"
#include "transport/socket_options.hpp"
#include "transport/thread_error.hpp"

#include <log_fluentd/error.hpp>

#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/local/connect_pair.hpp>
#include <boost/asio/local/stream_protocol.hpp>
#include <boost/asio/post.hpp>
#include <boost/test/unit_test.hpp>

#include <chrono>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <optional>
#include <string>
#include <sys/socket.h>
#include <system_error>
#include <utility>
#include <vector>

using namespace log_fluentd;
using namespace log_fluentd::detail;
using namespace std::chrono_literals;
using boost::asio::ip::make_address;
using boost::asio::ip::tcp;
using clock_type = std::chrono::steady_clock;

namespace {

/// A listener whose queue is full, so that a further connection gets no answer, as from a host that is off.
class dead_listener
{
public:
    explicit dead_listener(boost::asio::io_context& context) : acceptor_(context)
    {
        acceptor_.open(tcp::v4());
        acceptor_.bind({make_address("127.0.0.1"), 0});
        acceptor_.listen(0);
        for (int i = 0; i < 8; ++i) {
            queued_.emplace_back(context);
            queued_.back().open(tcp::v4());
            queued_.back().native_non_blocking(true);
            auto const to = endpoint();
            ::connect(queued_.back().native_handle(), to.data(), static_cast<socklen_t>(to.size()));
        }
    }
    tcp::endpoint endpoint() const { return acceptor_.local_endpoint(); }

private:
    tcp::acceptor acceptor_;
    std::vector<tcp::socket> queued_;
};

struct no_resolution : resolution
{
    void abandon() noexcept override {}
};

struct connecting
{
    boost::asio::io_context context;
    tcp::acceptor good{context, {make_address("127.0.0.1"), 0}};
    dead_listener dead{context};
    std::vector<tcp::socket> kept;
    sender_config config;
    std::optional<std::error_code> error;
    std::optional<endpoint_list::value_type> reached;
    std::optional<endpoint_list::value_type> useless; ///< That an earlier one reached.

    /// Connects to a name that has these addresses. \return how long it took.
    clock_type::duration connect(endpoint_list const& addresses)
    {
        auto const look_up = [&](boost::asio::any_io_executor executor, std::string const&, std::uint16_t,
                                 resolve_handler handler) -> std::shared_ptr<resolution> {
            boost::asio::post(executor, [handler, addresses] { handler({}, addresses); });
            return std::make_shared<no_resolution>();
        };
        auto const begin = clock_type::now();
        auto const subject = std::make_shared<connector>(
            context.get_executor(), server{}, config,
            [&](std::error_code e, connector::socket s) {
                error = e;
                if (!e)
                    reached = s.remote_endpoint();
                close_socket(s);
            },
            look_up);
        if (useless)
            subject->begin_behind(*useless);
        subject->start();
        context.restart();
        context.run();
        return clock_type::now() - begin;
    }

    /// A port that nobody listens on, or comes to while this lives.
    tcp::endpoint refusing()
    {
        return kept.emplace_back(context, tcp::endpoint(make_address("127.0.0.1"), 0)).local_endpoint();
    }
};

tcp::endpoint at(char const* address)
{
    return {make_address(address), 1};
}

int option(int descriptor, int level, int name)
{
    int value = -1;
    socklen_t size = sizeof value;
    ::getsockopt(descriptor, level, name, &value, &size);
    return value;
}

} // namespace

BOOST_AUTO_TEST_SUITE(connector_)

BOOST_AUTO_TEST_CASE(families_take_turns)
{
    BOOST_TEST(in_turn({}).empty());
    endpoint_list const mixed{at("::1"), at("::2"), at("::3"), at("10.0.0.1"), at("10.0.0.2")};
    endpoint_list const expected{at("::1"), at("10.0.0.1"), at("::2"), at("10.0.0.2"), at("::3")};
    BOOST_TEST((in_turn(mixed) == expected));
    endpoint_list const v4_first{at("10.0.0.1"), at("10.0.0.2"), at("::1")};
    endpoint_list const expected_v4{at("10.0.0.1"), at("::1"), at("10.0.0.2")};
    BOOST_TEST((in_turn(v4_first) == expected_v4));
    endpoint_list const one_family{at("10.0.0.1"), at("10.0.0.2")};
    BOOST_TEST((in_turn(one_family) == one_family));
}

BOOST_FIXTURE_TEST_CASE(a_dead_first_address_costs_no_timeout, connecting)
{
    auto const took = connect({dead.endpoint(), good.local_endpoint()});
    BOOST_TEST((reached == good.local_endpoint()));
    BOOST_TEST((took >= 250ms));
    BOOST_TEST((took < config.connect_timeout / 2));
}

BOOST_FIXTURE_TEST_CASE(after_a_refusal_the_next_comes_at_once, connecting)
{
    auto const took = connect({refusing(), refusing(), good.local_endpoint()});
    BOOST_TEST((reached == good.local_endpoint()));
    BOOST_TEST((took < 2 * 250ms));
}

BOOST_FIXTURE_TEST_CASE(the_next_try_begins_behind_an_address_that_was_of_no_use, connecting)
{
    tcp::acceptor others[] = {{context, {make_address("127.0.0.2"), 0}},
                              {context, {make_address("127.0.0.3"), 0}}};
    endpoint_list const all{good.local_endpoint(), others[0].local_endpoint(), others[1].local_endpoint()};
    for (std::size_t i = 0; i < all.size(); ++i) {
        useless = all[i];
        connect(all);
        BOOST_TEST((reached == all[(i + 1) % all.size()]));
    }
    useless = refusing(); // is none of them any more
    connect(all);
    BOOST_TEST((reached == all[0]));
    useless = all[0];
    connect({all[0], refusing()}); // there is nothing better
    BOOST_TEST((reached == all[0]));
}

BOOST_FIXTURE_TEST_CASE(a_name_with_addresses_without_end_is_abandoned, connecting)
{
    endpoint_list addresses(100, refusing());
    addresses.push_back(good.local_endpoint());
    connect(addresses);
    BOOST_TEST(!reached);
    BOOST_TEST((error == std::errc::connection_refused));
}

BOOST_AUTO_TEST_CASE(a_socket_that_is_connected_to_itself_is_known)
{
    boost::asio::io_context context;
    connector::socket socket(context);
    BOOST_TEST(!open_socket(socket, tcp::v4()));
    BOOST_TEST(!is_its_own_peer(socket));
    socket.bind(tcp::endpoint(make_address("127.0.0.1"), 0));
    BOOST_TEST(!is_its_own_peer(socket));
    socket.connect(socket.local_endpoint());
    BOOST_TEST(is_its_own_peer(socket));
    close_socket(socket);

    tcp::acceptor server(context, {make_address("127.0.0.1"), 0});
    BOOST_TEST(!open_socket(socket, tcp::v4()));
    socket.connect(server.local_endpoint());
    BOOST_TEST(!is_its_own_peer(socket));
    close_socket(socket);

    boost::asio::local::stream_protocol::socket one(context), other(context);
    boost::asio::local::connect_pair(one, other);
    BOOST_TEST(!is_its_own_peer(connector::socket(std::move(one))));
}

BOOST_FIXTURE_TEST_CASE(the_last_error_counts_where_none_is_reached, connecting)
{
    connect({refusing(), refusing()});
    BOOST_TEST((*error == std::errc::connection_refused));
    config.connect_timeout = 20ms;
    connect({dead.endpoint()});
    BOOST_TEST((*error == errc::connect_timeout));
    connect({});
    BOOST_TEST((*error == std::errc::address_not_available));
}

BOOST_FIXTURE_TEST_CASE(each_address_has_its_own_timeout, connecting)
{
    config.connect_timeout = 400ms; // longer than the delay of the next
    auto const took = connect({dead.endpoint(), dead.endpoint(), dead.endpoint()});
    BOOST_TEST((*error == errc::connect_timeout));
    BOOST_TEST((took >= 800ms)); // the third begins when the first has failed
    BOOST_TEST((took < 3 * 400ms + 250ms));
}

BOOST_FIXTURE_TEST_CASE(a_name_that_does_not_resolve_in_time_is_abandoned, connecting)
{
    config.resolve_timeout = 10ms;
    auto const subject = std::make_shared<connector>(
        context.get_executor(), server{}, config, [&](std::error_code e, connector::socket) { error = e; },
        [](auto&&...) -> std::shared_ptr<resolution> { return std::make_shared<no_resolution>(); });
    subject->start();
    context.run();
    BOOST_TEST((*error == errc::resolve_timeout));
}

BOOST_FIXTURE_TEST_CASE(nothing_is_reported_after_cancel, connecting)
{
    auto const subject =
        std::make_shared<connector>(context.get_executor(), server{"127.0.0.1", good.local_endpoint().port()},
                                    config, [&](std::error_code e, connector::socket) { error = e; });
    subject->start();
    subject->cancel();
    context.run();
    BOOST_TEST(!error);
}

BOOST_AUTO_TEST_CASE(sockets_have_the_configured_options)
{
    boost::asio::io_context context;
    connector::socket socket(context);
    BOOST_TEST(!open_socket(socket, tcp::v4()));
    sender_config config;
    set_socket_options(socket.native_handle(), config);
    BOOST_TEST(option(socket.native_handle(), IPPROTO_TCP, TCP_NODELAY) == 1);
    BOOST_TEST(option(socket.native_handle(), SOL_SOCKET, SO_KEEPALIVE) == 1);
    close_socket(socket);

    BOOST_TEST(!open_socket(socket, tcp::v6()));
    config.tcp_keepalive = config.tcp_user_timeout = 0ms;
    set_socket_options(socket.native_handle(), config);
    BOOST_TEST(option(socket.native_handle(), SOL_SOCKET, SO_KEEPALIVE) == 0);
    BOOST_TEST(option(socket.native_handle(), IPPROTO_TCP, TCP_USER_TIMEOUT) == 0);
    close_socket(socket);
    BOOST_TEST(!socket.is_open());
    close_socket(socket); // as often as one likes
}

BOOST_AUTO_TEST_CASE(sockets_have_the_configured_times,
                     *boost::unit_test::precondition(test::needs_linux("times of TCP")))
{
    boost::asio::io_context context;
    connector::socket socket(context);
    BOOST_TEST(!open_socket(socket, tcp::v4()));
    int const descriptor = socket.native_handle();
    sender_config config;
    set_socket_options(descriptor, config);
    BOOST_TEST(option(descriptor, IPPROTO_TCP, TCP_KEEPIDLE) == 30);
    BOOST_TEST(option(descriptor, IPPROTO_TCP, TCP_KEEPINTVL) == 10);
    BOOST_TEST(option(descriptor, IPPROTO_TCP, TCP_KEEPCNT) == 3);
    BOOST_TEST(option(descriptor, IPPROTO_TCP, TCP_USER_TIMEOUT) == 30000);
    config.tcp_keepalive = 1500ms;
    config.tcp_user_timeout = 7s;
    set_socket_options(descriptor, config);
    BOOST_TEST(option(descriptor, IPPROTO_TCP, TCP_KEEPIDLE) == 1);
    BOOST_TEST(option(descriptor, IPPROTO_TCP, TCP_KEEPINTVL) == 1);
    BOOST_TEST(option(descriptor, IPPROTO_TCP, TCP_USER_TIMEOUT) == 7000);
    close_socket(socket);
}

BOOST_AUTO_TEST_CASE(a_helper_that_cannot_be_started_is_reported_with_its_remedy)
{
    auto const error_of = [](std::errc why) {
        try {
            throw std::system_error(std::make_error_code(why));
        } catch (std::exception const&) {
            return helper_start_error();
        }
    };
    auto const no_thread = error_of(std::errc::resource_unavailable_try_again);
    BOOST_TEST((no_thread == std::errc::resource_unavailable_try_again));
    BOOST_TEST(
        no_thread.message() ==
        "no thread can be started (Resource temporarily unavailable); raise the limit of threads of this "
        "user or its container (ulimit -u, pids.max)");
    BOOST_TEST((error_of(std::errc::not_enough_memory) == std::errc::not_enough_memory));
    BOOST_TEST((make_error_code(no_helper::busy) == std::errc::resource_unavailable_try_again));
}

BOOST_AUTO_TEST_SUITE_END()
