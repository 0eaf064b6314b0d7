// Copyright (c) 2026 The log_fluentd authors
// Distributed under the Boost Software License, Version 1.0.
// (See accompanying file LICENSE_1_0.txt or https://www.boost.org/LICENSE_1_0.txt)

// What a record costs by a dictConfig, as a ratio to the same sink made by hand, whose filter decides the
// same: short rounds with the one and the other in turn, and the median over the pairs. Python's placeholders
// make other texts (`module.function`, `INFO`), which a sink made by hand has no template for: what they cost
// is shown beside.
//
//     bench_dict_config_cost [ROUNDS]

#include "program.hpp"

#include <log_fluentd/dict_config.hpp>
#include <log_fluentd/sender.hpp>
#include <log_fluentd/settings.hpp>

#include <boost/json/parse.hpp>

#include <algorithm>
#include <cstdio>
#include <vector>

namespace {

using namespace bench;

constexpr std::uint64_t records = 20000;

double measure(log_fluentd::sender& sender)
{
    log_many(records / 10); // warm: thread, connection, slabs
    double const cost = cost_of_many(records);
    static_cast<void>(sender.flush(std::chrono::seconds(60)));
    return cost;
}

double cost_by_hand(log_fluentd::format_dictionary const& format)
{
    auto config = config_for(port_from_environment());
    config.format = format;
    auto const sink = add(log_fluentd::make_sink(config));
    sink->set_filter(logging::parse_filter(R"((%Channel% = "library" and %Severity% >= error) or )"
                                           R"((not (%Channel% = "library") and %Severity% >= info))"));
    double const cost = measure(*sink->locked_backend()->sender());
    logging::core::get()->remove_sink(sink);
    return cost;
}

double cost_by_configuration(std::string const& formatter)
{
    auto const text =
        R"({"version": 1, "formatters": {"f": )" + formatter +
        R"(}, "handlers": {"h": {"class": "fluentd", "tag": "app.shop", "formatter": "f", "port": )" +
        std::to_string(port_from_environment()) +
        R"(}}, "loggers": {"library": {"level": "ERROR"}},
                          "root": {"handlers": ["h"], "level": "INFO"}})";
    log_fluentd::dict_config(boost::json::parse(text));
    double const cost = measure(*log_fluentd::find_sender("h"));
    log_fluentd::dict_config(boost::json::parse(R"({"version": 1})"));
    return cost;
}

void compare(char const* what, log_fluentd::format_dictionary const& format, std::string const& formatter,
             int rounds)
{
    std::vector<double> by_hand, ratio;
    for (int round = 0; round < rounds; ++round) {
        by_hand.push_back(cost_by_hand(format));
        ratio.push_back(cost_by_configuration(formatter) / by_hand.back());
    }
    std::sort(by_hand.begin(), by_hand.end());
    std::sort(ratio.begin(), ratio.end());
    std::printf("%s: by hand %.0f ns, by dictConfig %.3f of it (quartiles %.3f to %.3f)\n", what,
                by_hand[by_hand.size() / 2], ratio[ratio.size() / 2], ratio[ratio.size() / 4],
                ratio[ratio.size() * 3 / 4]);
}

} // namespace

int main(int argc, char** argv)
{
    int const rounds = argc > 1 ? std::atoi(argv[1]) : 41;
    logging::add_common_attributes();
    compare("the templates of the format dictionary",
            {{"host", "%HostName%"}, {"where", "%File%.%Function%"}, {"level", "%Severity%"}},
            R"({"style": "boost",
                "format": {"host": "%HostName%", "where": "%File%.%Function%", "level": "%Severity%"}})",
            rounds);
    compare(
        "Python's placeholders",
        {{"host", "%HostName%"}, {"where", "%File%.%Function%"}, {"level", "%Severity%"}},
        R"({"format": {"host": "%(hostname)s", "where": "%(module)s.%(funcName)s", "level": "%(levelname)s"}})",
        rounds);
}
