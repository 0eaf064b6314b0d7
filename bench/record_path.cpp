// Copyright (c) 2026 The log_fluentd authors
// Distributed under the Boost Software License, Version 1.0.
// (See accompanying file LICENSE_1_0.txt or https://www.boost.org/LICENSE_1_0.txt)

// What one record costs on the logging thread, beside an empty sink and a text file with a JSON-like format.
// The server takes and acknowledges everything meanwhile.

#include "program.hpp"

#include <log_fluentd/sender.hpp>

#include <benchmark/benchmark.h>
#include <boost/log/expressions.hpp>
#include <boost/log/sinks/sync_frontend.hpp>
#include <boost/log/sinks/text_file_backend.hpp>
#include <boost/log/support/date_time.hpp>
#include <boost/log/utility/setup/formatter_parser.hpp>

#include <filesystem>
#include <memory>

namespace {

using namespace bench;

std::shared_ptr<log_fluentd::sender> measured;

/// Sets a sink up for the threads of one benchmark, and away.
class with_sink
{
public:
    template <typename Add>
    with_sink(benchmark::State& state, Add add) : is_first_(state.thread_index() == 0)
    {
        if (is_first_)
            add();
    }
    ~with_sink()
    {
        if (is_first_)
            logging::core::get()->remove_all_sinks();
    }

private:
    bool is_first_;
};

void log_all(benchmark::State& state)
{
    auto log = make_logger();
    BOOST_LOG_FUNCTION();
    for (auto _ : state)
        log_one(log);
    state.SetItemsProcessed(static_cast<std::int64_t>(state.iterations()));
}

void empty_sink(benchmark::State& state)
{
    with_sink const sink(state, [] { add_empty_sink(); });
    log_all(state);
}

void fluentd_sink(benchmark::State& state)
{
    with_sink const sink(state, [] {
        auto config = config_for(port_from_environment());
        config.sender.buffer.limit = std::size_t{1} << 30; // rejecting is cheaper; it must not count
        measured = add(log_fluentd::make_sink(config))->locked_backend()->sender();
    });
    log_all(state);
    if (state.thread_index() == 0) {
        static_cast<void>(measured->flush(std::chrono::seconds(60)));
        auto const counters = measured->statistics();
        state.counters["rejected"] = static_cast<double>(counters.total_rejected().events);
        state.counters["undelivered"] = static_cast<double>(counters.waiting.events);
        measured.reset();
    }
}

void text_file_sink(benchmark::State& state)
{
    auto const path = std::filesystem::temp_directory_path() / "log_fluentd_bench.log";
    {
        with_sink const sink(state, [&] {
            using sink_type = sinks::synchronous_sink<sinks::text_file_backend>;
            auto text = boost::make_shared<sink_type>(logging::keywords::file_name = path.string());
            text->set_formatter(logging::parse_formatter(
                "{\"host\":\"here\",\"where\":\"%Scope%\",\"level\":\"%Severity%\",\"line\":%LineID%,"
                "\"order\":%OrderId%,\"time\":\"%TimeStamp%\",\"message\":\"%Message%\"}"));
            add(text);
        });
        log_all(state);
    }
    std::filesystem::remove(path);
}

void sender_emit(benchmark::State& state)
{
    log_fluentd::sender_config config;
    config.tag = "app";
    config.servers = {{"127.0.0.1", port_from_environment()}};
    config.buffer.limit = std::size_t{1} << 30;
    log_fluentd::sender sender(config);
    for (auto _ : state)
        sender.emit("follow", {{"from", "userA"},
                               {"to", "userB"},
                               {"id", 4711},
                               {"vip", true},
                               {"score", 0.75},
                               {"note", "six keys, as in the budget"}});
    sender.close(std::chrono::seconds(60));
    auto const counters = sender.statistics();
    state.counters["rejected"] = static_cast<double>(counters.total_rejected().events);
    state.counters["undelivered"] = static_cast<double>(counters.total_discarded().events);
}

// In turn, several times: the machine's speed drifts, and only figures of the same minute compare.
BENCHMARK(empty_sink)->Threads(1)->Threads(2)->UseRealTime();
BENCHMARK(fluentd_sink)->Threads(1)->Threads(2)->UseRealTime();
BENCHMARK(text_file_sink)->Threads(1)->UseRealTime();
BENCHMARK(sender_emit)->UseRealTime();

} // namespace

int main(int argc, char** argv)
{
    logging::add_common_attributes();
    logging::core::get()->add_global_attribute("Scope", logging::attributes::named_scope());
    benchmark::Initialize(&argc, argv);
    benchmark::RunSpecifiedBenchmarks();
}
