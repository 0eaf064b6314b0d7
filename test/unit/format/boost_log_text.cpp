// Copyright (c) 2026 The log_fluentd authors
// Distributed under the Boost Software License, Version 1.0.
// (See accompanying file LICENSE_1_0.txt or https://www.boost.org/LICENSE_1_0.txt)

/// \file
/// What a value is between other text, beside what Boost.Log's own formatter makes of it: the table in
/// doc/values.md.

#include "support/records.hpp"

#include <boost/date_time/gregorian/gregorian.hpp>
#include <boost/date_time/local_time/local_time.hpp>
#include <boost/date_time/posix_time/posix_time.hpp>
#include <boost/log/attributes/current_process_id.hpp>
#include <boost/log/attributes/current_process_name.hpp>
#include <boost/log/attributes/current_thread_id.hpp>
#include <boost/log/attributes/named_scope.hpp>
#include <boost/log/utility/formatting_ostream.hpp>
#include <boost/log/utility/setup/formatter_parser.hpp>
#include <boost/log/utility/string_literal.hpp>

#include <cmath>
#include <limits>
#include <string>

using log_fluentd::record_formatter;
using namespace log_fluentd::test;

BOOST_AUTO_TEST_SUITE(texts_of_boost_log)

struct texts
{
    std::string ours;
    std::string boosts;
};

texts texts_of(logging::attribute const& attribute)
{
    texts result;
    auto const parsed = logging::parse_formatter("<%Attribute%>");
    record_formatter const formatter({{"text", "<%Attribute%>"}});
    handing_sink const sink([&](logging::record_view const& record) {
        logging::formatting_ostream out(result.boosts);
        parsed(record, out);
        out.flush();
        log_fluentd::detail::scratch encoded;
        formatter.format(record, encoded);
        result.ours = decode(encoded.data(), encoded.size()).at("text").as_string().c_str();
    });
    logging::sources::logger log;
    log.add_attribute("Attribute", attribute);
    BOOST_LOG(log) << "x";
    return result;
}

template <typename Value>
texts texts_of_value(Value const& value)
{
    return texts_of(logging::attributes::constant<Value>(value));
}

void check_same(texts const& of)
{
    BOOST_TEST(of.ours == of.boosts);
    BOOST_TEST(of.ours.size() > 2u);
}

BOOST_AUTO_TEST_CASE(ids_scopes_and_names_are_what_boost_log_shows)
{
    check_same(texts_of(logging::attributes::current_thread_id()));
    check_same(texts_of(logging::attributes::current_process_id()));
    check_same(texts_of(logging::attributes::current_process_name()));
    BOOST_LOG_NAMED_SCOPE("outer");
    check_same(texts_of(logging::attributes::named_scope()));
    BOOST_LOG_NAMED_SCOPE("in\"ner");
    BOOST_LOG_FUNCTION();
    check_same(texts_of(logging::attributes::named_scope()));
    auto const none = texts_of_value(logging::attributes::named_scope_list());
    BOOST_TEST(none.ours == "<>");
    BOOST_TEST(none.boosts == "<>");
}

BOOST_AUTO_TEST_CASE(so_are_texts_numbers_and_severities)
{
    check_same(texts_of_value(true));
    check_same(texts_of_value('a'));
    check_same(texts_of_value(L'a'));
    check_same(texts_of_value(short{-3}));
    check_same(texts_of_value(5u));
    check_same(texts_of_value(std::numeric_limits<long long>::min()));
    check_same(texts_of_value(std::numeric_limits<unsigned long long>::max()));
    check_same(texts_of_value(1.5f));
    check_same(texts_of_value(0.1));
    check_same(texts_of_value(1e300));
    check_same(texts_of_value(std::string("a\"b")));
    check_same(texts_of_value(std::wstring(L"wide")));
    check_same(texts_of_value(logging::string_literal("literal")));
    check_same(texts_of_value(logging::wstring_literal(L"wide")));
    check_same(texts_of_value(logging::trivial::warning));
    check_same(texts_of_value(boost::gregorian::date(2026, 11, 29)));
    check_same(texts_of_value(boost::posix_time::ptime()));
}

BOOST_AUTO_TEST_CASE(others_differ_as_the_page_says)
{
    using namespace boost::posix_time;
    auto const check = [](texts const& of, std::string const& ours, std::string const& boosts) {
        BOOST_TEST(of.ours == '<' + ours + '>');
        BOOST_TEST(of.boosts == '<' + boosts + '>');
    };
    ptime const time(boost::gregorian::date(2026, 11, 29), time_duration(14, 5, 9) + microseconds(1234));
    boost::local_time::time_zone_ptr const zone(new boost::local_time::posix_time_zone("CET+01:00"));
    check(texts_of_value(time), "2026-11-29T14:05:09.001234", "2026-11-29 14:05:09.001234");
    check(texts_of_value(boost::local_time::local_date_time(time, zone)), "2026-11-29T15:05:09.001234+01:00",
          "2026-11-29 15:05:09.001234 CET+01");
    check(texts_of_value(time_period(time, time + hours(1))),
          "2026-11-29T14:05:09.001234/2026-11-29T15:05:09.001234",
          "[2026-11-29 14:05:09.001234/2026-11-29 15:05:09.001233]");
    check(texts_of_value(time.time_of_day()), "50709.001234", "14:05:09.001234");
    check(texts_of_value(hours(30)), "108000", "");
    check(texts_of_value(boost::gregorian::date_duration(3)), "259200", "3");
    check(texts_of_value(3.14159265358979), "3.14159265358979", "3.14159");
    check(texts_of_value(1234567.0), "1234567", "1.23457e+06");
    check(texts_of_value(std::nan("")), "NaN", "nan");
    check(texts_of_value(static_cast<unsigned char>('A')), "65", "A");
}

BOOST_AUTO_TEST_SUITE_END()
