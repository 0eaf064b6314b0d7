// Copyright (c) 2026 The log_fluentd authors
// Distributed under the Boost Software License, Version 1.0.
// (See accompanying file LICENSE_1_0.txt or https://www.boost.org/LICENSE_1_0.txt)

// Boost.Log to a server, everything acknowledged: events per second, beside the two things that bound it, the
// record rate into an empty sink and the server's own rate for ready-made frames of the same bytes.
//
//     bench_end_to_end [RECORDS] [SECOND THREADS...]

#include "forward/ack_parser.hpp"
#include "forward/frame.hpp"
#include "msgpack/scratch.hpp"
#include "program.hpp"

#include <log_fluentd/receiver.hpp>

#include <boost/asio/buffer.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/write.hpp>

#include <cstdio>
#include <string>
#include <thread>
#include <vector>

namespace {

using namespace bench;
using boost::asio::ip::tcp;
using seconds = std::chrono::duration<double>;

/// What the sink delivers, from the first record to the last acknowledgement.
struct delivered
{
    double per_second;
    double bytes_per_event;
    log_fluentd::statistics counters;
};

delivered through_the_sink(std::uint16_t port, std::uint64_t records)
{
    auto config = config_for(port);
    config.sender.buffer.limit = std::size_t{2} << 30; // nothing may be rejected, or it is not the same work
    auto const sink = add(log_fluentd::make_sink(config));
    auto const sender = sink->locked_backend()->sender();
    auto const begin = std::chrono::steady_clock::now();
    log_many(records);
    static_cast<void>(sender->flush(std::chrono::minutes(5)));
    seconds const took = std::chrono::steady_clock::now() - begin;
    logging::core::get()->remove_sink(sink);
    auto const counters = sender->statistics();
    sender->close(std::chrono::seconds(60));
    auto const events = static_cast<double>(counters.delivered.events);
    return {events / took.count(), static_cast<double>(counters.delivered.bytes) / events, counters};
}

/// A frame of `events` events like the sink's, with entries made once and repeated.
std::string frame_like(std::string const& entry, std::uint64_t events, std::string const& id)
{
    std::string frame;
    log_fluentd::detail::write_frame_head(frame, {}, "app.shop", {events, entry.size() * events});
    for (std::uint64_t i = 0; i < events; ++i)
        frame += entry;
    log_fluentd::detail::write_frame_tail(frame, {}, events, id);
    return frame;
}

/// What the server takes of ready-made frames, sixteen on the way.
double ready_made(std::uint16_t port, std::string const& entry, std::uint64_t events)
{
    constexpr std::size_t window = 16;
    std::uint64_t const per_frame = (std::size_t{1} << 20) / entry.size();
    std::string const frame = frame_like(entry, per_frame, "cmVhZHktbWFkZQ==");
    std::uint64_t const frames = events / per_frame + 1;

    boost::asio::io_context context;
    tcp::socket socket(context);
    socket.connect({boost::asio::ip::address_v4::loopback(), port});
    log_fluentd::detail::ack_parser parser;
    std::vector<std::string> acknowledged;
    std::vector<char> answer(4096);
    auto const begin = std::chrono::steady_clock::now();
    std::size_t written = 0;
    while (acknowledged.size() < frames) {
        if (written < frames && written - acknowledged.size() < window) {
            boost::asio::write(socket, boost::asio::buffer(frame));
            ++written;
            continue;
        }
        auto const size = socket.read_some(boost::asio::buffer(answer));
        if (parser.feed(answer.data(), size, acknowledged)) {
            std::fprintf(stderr, "the server does not acknowledge\n");
            std::exit(1);
        }
    }
    seconds const took = std::chrono::steady_clock::now() - begin;
    return static_cast<double>(frames * per_frame) / took.count();
}

/// The bytes of one event, as the sink makes them, by way of a receiver in this process.
std::string one_entry()
{
    std::string entry;
    log_fluentd::receiver_config server_config;
    server_config.on_frame = [&](log_fluentd::received_frame const& frame) {
        // [tag (9 bytes), bin 8 header (2), entries, options]; the entries' size is the second byte of the
        // header
        auto const size = static_cast<unsigned char>(frame.bytes[11]);
        entry = frame.bytes.substr(12, size);
        return acknowledge(frame);
    };
    log_fluentd::receiver server(server_config);
    auto const sink = add(log_fluentd::make_sink(config_for(server.port())));
    log_many(1);
    static_cast<void>(sink->locked_backend()->sender()->flush(std::chrono::seconds(10)));
    logging::core::get()->remove_sink(sink);
    return entry;
}

} // namespace

int main(int argc, char** argv)
{
    std::uint64_t const records = argc > 1 ? std::strtoull(argv[1], nullptr, 10) : 3000000;
    auto const port = port_from_environment();
    logging::add_common_attributes();
    auto const entry = one_entry();

    auto const empty = add_empty_sink();
    double const into_nothing = 1e9 / log_many(records);
    logging::core::get()->remove_sink(empty);
    double const servers_own = ready_made(port, entry, records);
    auto const result = through_the_sink(port, records);
    double const bound = std::min(into_nothing, servers_own);

    std::printf("records into an empty sink      %10.0f /s\n", into_nothing);
    std::printf("ready-made frames into server   %10.0f /s (entries of %zu bytes)\n", servers_own,
                entry.size());
    std::printf("Boost.Log to acknowledgement    %10.0f /s (%.0f bytes each; %llu rejected, %llu resent)\n",
                result.per_second, result.bytes_per_event,
                static_cast<unsigned long long>(result.counters.total_rejected().events),
                static_cast<unsigned long long>(result.counters.resent.events));
    std::printf("ratio to the smaller of the two %10.2f\n", result.per_second / bound);
}
