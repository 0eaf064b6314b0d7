// Copyright (c) 2026 The log_fluentd authors
// Distributed under the Boost Software License, Version 1.0.
// (See accompanying file LICENSE_1_0.txt or https://www.boost.org/LICENSE_1_0.txt)

// The bytes that `show` prints are those that a sink sends.

#include "command/wire_frame.hpp"

#include "command/configured_sink.hpp"
#include "command/sample_record.hpp"
#include "support/process.hpp"
#include "support/repository.hpp"

#include <log_fluentd/receiver.hpp>
#include <log_fluentd/sink_backend.hpp>

#include <boost/log/core/core.hpp>
#include <boost/test/unit_test.hpp>

#include <fstream>
#include <future>
#include <string>
#include <vector>

using namespace log_fluentd;
using namespace log_fluentd::detail::command;
using log_fluentd::test::temporary_folder;

namespace {

/// What a receiver got of a frame.
struct arrived
{
    std::string bytes;
    std::string chunk;
    received_event event;
};

/// Sends the sample record through a sink of this configuration, to a receiver.
arrived send_for_real(sink_config config, sample const& record)
{
    std::promise<arrived> promised;
    receiver_config listening;
    listening.on_frame = [&](received_frame const& frame) {
        promised.set_value(
            {std::string(frame.bytes), frame.chunk.value_or(std::string()), frame.events.at(0)});
        return acknowledge(frame);
    };
    receiver const server(listening);
    config.sender.servers.resize(1);
    config.sender.servers[0] = {};
    config.sender.servers[0].port = server.port();
    config.sender.on_diagnostic = [](diagnostic const&) {};
    // No program has this attribute.
    config.options.exclude.emplace_back(exact_time_attribute);
    auto const sink = make_sink(config);
    with_sample_record(record, [&](boost::log::record_view const& view) { sink->consume(view); });
    BOOST_TEST(bool(sink->locked_backend()->sender()->close(std::chrono::seconds(20))));
    // Without acknowledgements it may be on its way.
    auto result = promised.get_future();
    BOOST_TEST_REQUIRE((result.wait_for(std::chrono::seconds(20)) == std::future_status::ready));
    return result.get();
}

/// The time of an event, which is exact.
std::chrono::system_clock::time_point time_of(received_event const& event)
{
    return std::chrono::system_clock::time_point(std::chrono::seconds(event.seconds) +
                                                 std::chrono::nanoseconds(event.nanoseconds));
}

/// \param at Whether the event has the time at which the sink takes it, as in a program, or the record's. The
/// record has its own time in the attribute TimeStamp too.
enum class event_has
{
    time_of_record,
    present_time
};

void check_same(std::string const& file, std::string_view section = {},
                event_has at = event_has::time_of_record)
{
    for (auto const& sink : read_sinks(file, section)) {
        sample record;
        record.time = parse_time("1700000000.123456");
        auto config = sink.config;
        bool const is_now = at == event_has::present_time;
        if (!is_now && config.time_attribute.empty())
            config.time_attribute = exact_time_attribute;
        auto const sent = send_for_real(config, record);
        if (is_now)
            record.time = time_of(sent.event);
        std::string shown;
        with_sample_record(record, [&](boost::log::record_view const& view) {
            shown = frame_of(sink.config, view, sent.chunk).bytes;
        });
        BOOST_TEST(!shown.empty());
        BOOST_TEST(shown == sent.bytes, test::read_file(file) << sink.name);
    }
}

std::string write_file(temporary_folder const& folder, char const* name, std::string const& text)
{
    auto const file = (folder.path() / name).string();
    std::ofstream(file) << text;
    return file;
}

std::string const sink_lines = "[Sinks.Fluent]\nDestination=Fluentd\nTag=\"app.%Channel%\"\n"
                               "[Sinks.Fluent.Format]\nlevel=\"%Severity%\"\norder=\"%OrderId%\"\n"
                               "where=\"%File%:%Line% %Function%\"\n[Sinks.Fluent]\n";

} // namespace

BOOST_AUTO_TEST_SUITE(command_wire_frame)

BOOST_AUTO_TEST_CASE(the_examples)
{
    auto const examples = (test::repository() / "example").string() + '/';
    check_same(examples + "shop.ini", {}, event_has::present_time);
    check_same(examples + "logging.yaml", "logging", event_has::present_time);
}

BOOST_AUTO_TEST_CASE(every_form_of_a_frame)
{
    temporary_folder const folder;
    for (std::string const lines :
         {"", "RequireAck=false\n", "EventMode=forward\n", "EventMode=message\n", "TimeAsInteger=true\n",
          "PackedAsString=true\n", "FrameOptions=false\nRequireAck=false\n",
          "Compress=gzip\nCompressMinSize=0\n", "Compress=zstd\nCompressMinSize=0\n", "TagPrefix=prod\n",
          "IncludeOthers=true\nExclude=ThreadID\n", "TimeAttribute=TimeStamp\n", "MaxEventSize=1KiB\n",
          "KeepSeverity=error\n"})
        check_same(write_file(folder, "settings.ini", sink_lines + lines));
}

BOOST_AUTO_TEST_CASE(a_shared_sender)
{
    temporary_folder const folder;
    auto const file =
        write_file(folder, "settings.ini",
                   "[Sinks.A]\nDestination=Fluentd\nName=shop\nTagPrefix=prod\nTag=a\nTimeAsInteger=1\n"
                   "[Sinks.B]\nDestination=Fluentd\nSender=shop\nTag=b\n");
    auto const sinks = read_sinks(file, {});
    BOOST_TEST_REQUIRE(sinks.size() == 2u);
    BOOST_TEST(!sinks[0].shares_sender);
    BOOST_TEST(sinks[1].shares_sender);
    BOOST_TEST(sinks[1].config.sender.tag == "prod");
    check_same(file);
}

BOOST_AUTO_TEST_CASE(the_server_that_has_its_turn)
{
    temporary_folder const folder;
    auto const file =
        write_file(folder, "settings.ini",
                   "[Sinks.A]\nDestination=Fluentd\nTag=a\n[Sinks.A.Server.none]\nHost=x\nWeight=0\n"
                   "[Sinks.A.Server.later]\nHost=y\nStandby=true\n[Sinks.A.Server.first]\nHost=z\n");
    auto const sink = read_sinks(file, {}).at(0);
    with_sample_record({}, [&](boost::log::record_view const& view) {
        BOOST_TEST(frame_of(sink.config, view, "id").server == 2u);
    });
}

BOOST_AUTO_TEST_CASE(an_event_that_is_rejected)
{
    temporary_folder const folder;
    auto const file =
        write_file(folder, "settings.ini", "[Sinks.A]\nDestination=Fluentd\nTag=a\nMaxEventSize=1KiB\n");
    auto const sink = read_sinks(file, {}).at(0);
    sample record;
    for (int i = 0; i != 200; ++i)
        record.more.emplace_back("attribute" + std::to_string(i), "1");
    with_sample_record(record, [&](boost::log::record_view const& view) {
        BOOST_CHECK_THROW(frame_of(sink.config, view, "id"), std::runtime_error);
    });
}

BOOST_AUTO_TEST_CASE(a_file_with_a_mistake)
{
    temporary_folder const folder;
    auto const file =
        write_file(folder, "settings.ini", "[Sinks.A]\nDestination=Fluentd\nTag=a\nPort=0\nHost=::1\n");
    BOOST_CHECK_EXCEPTION(read_sinks(file, {}), std::runtime_error, [&](std::runtime_error const& error) {
        std::string const text = error.what();
        return text.find(file + ":4: Sinks.A.Port: ") == 0 && text.find("shows all 2 mistakes") != text.npos;
    });
    BOOST_CHECK_THROW(read_sinks(write_file(folder, "none.ini", "[Sinks.C]\nDestination=Console\n"), {}),
                      std::runtime_error);
}

BOOST_AUTO_TEST_CASE(times)
{
    auto const nanoseconds = [](std::string const& text) {
        return std::chrono::duration_cast<std::chrono::nanoseconds>(parse_time(text).time_since_epoch())
            .count();
    };
    BOOST_TEST(nanoseconds("1700000000") == 1700000000000000000);
    BOOST_TEST(nanoseconds("1700000000.5") == 1700000000500000000);
    BOOST_TEST(nanoseconds("1700000000.123456789") == 1700000000123456789);
    BOOST_TEST(nanoseconds("2023-11-14T22:13:20Z") == 1700000000000000000);
    BOOST_TEST(nanoseconds("2023-11-14T22:13:20.000000001Z") == 1700000000000000001);
    for (char const* const wrong : {"", "now", "-1", "4294967294", "1700000000.", "1700000000.1234567890",
                                    "1.-5", "2023-11-14T22:13:20", "2023-11-14", "17e8", "1700000000Z"})
        BOOST_CHECK_THROW(parse_time(wrong), std::invalid_argument);
}

BOOST_AUTO_TEST_SUITE_END()
