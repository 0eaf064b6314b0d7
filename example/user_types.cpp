// Copyright (c) 2026 The log_fluentd authors
// Distributed under the Boost Software License, Version 1.0.
// (See accompanying file LICENSE_1_0.txt or https://www.boost.org/LICENSE_1_0.txt)

// Values of the program's own types, in records and in events: user_types [host port]

#include <log_fluentd/register_type.hpp>
#include <log_fluentd/sink_backend.hpp>

#include <boost/lexical_cast.hpp>
#include <boost/log/core.hpp>
#include <boost/log/sources/record_ostream.hpp>
#include <boost/log/sources/severity_logger.hpp>
#include <boost/log/utility/manipulators/add_value.hpp>

#include <cstdint>
#include <map>
#include <memory>
#include <string>
#include <utility>
#include <vector>

namespace logging = boost::log;

namespace shop {

enum class severity
{
    routine,
    urgent
};
void to_fluentd(log_fluentd::value_writer& out, severity level)
{
    out.string(level == severity::urgent ? "urgent" : "routine");
}

struct order
{
    int id;
    std::map<std::string, int> items;
};
void to_fluentd(log_fluentd::value_writer& out, order const& o)
{
    out.begin_map();
    out.key("id");
    out.integer(o.id);
    out.key("items");
    write_value(out, o.items); // whatever write_value knows
    out.end_map();
}

} // namespace shop

namespace geo { // not ours to change

struct point
{
    double latitude;
    double longitude;
};

} // namespace geo

void write_point(log_fluentd::value_writer& out, geo::point const& p)
{
    write_value(out, std::pair(p.latitude, p.longitude));
}

int main(int argc, char* argv[])
{
    log_fluentd::register_type<shop::severity>();
    log_fluentd::register_type<shop::order>();
    log_fluentd::register_type<geo::point>(write_point);

    log_fluentd::sender_config server;
    server.tag = "app";
    if (argc > 2)
        server.servers = {{argv[1], boost::lexical_cast<std::uint16_t>(argv[2])}};
    auto sender = std::make_shared<log_fluentd::sender>(server);

    log_fluentd::sink_config records;
    records.tag = "shop";
    records.format = {{"level", "%Severity%"}, {"order", "%Order%"}, {"from", "%From%"}};
    logging::core::get()->add_sink(log_fluentd::make_sink(sender, records));

    shop::order const order{4711, {{"cup", 2}, {"tea", 1}}};
    logging::sources::severity_logger<shop::severity> log;
    BOOST_LOG_SEV(log, shop::severity::urgent) << "order placed" << logging::add_value("Order", order)
                                               << logging::add_value("From", geo::point{52.5, 13.4});

    sender->emit("order", order);
    sender->emit("day", {{"orders", std::vector{order}}, {"level", shop::severity::routine}});
}
