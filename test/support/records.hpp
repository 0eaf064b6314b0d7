// Copyright (c) 2026 The log_fluentd authors
// Distributed under the Boost Software License, Version 1.0.
// (See accompanying file LICENSE_1_0.txt or https://www.boost.org/LICENSE_1_0.txt)

#ifndef LOG_FLUENTD_TEST_SUPPORT_RECORDS_HPP_INCLUDED_
#define LOG_FLUENTD_TEST_SUPPORT_RECORDS_HPP_INCLUDED_

/// \file
/// Real records of Boost.Log for the tests of the record formatter.

#include "msgpack/scratch.hpp"
#include "support/decode.hpp"

#include <log_fluentd/record_formatter.hpp>

#include <boost/log/attributes/constant.hpp>
#include <boost/log/core.hpp>
#include <boost/log/sinks/basic_sink_backend.hpp>
#include <boost/log/sinks/unlocked_frontend.hpp>
#include <boost/log/sources/logger.hpp>
#include <boost/log/sources/record_ostream.hpp>
#include <boost/log/sources/severity_logger.hpp>
#include <boost/log/trivial.hpp>
#include <boost/log/utility/manipulators/add_value.hpp>
#include <boost/make_shared.hpp>
#include <boost/test/unit_test.hpp>

#include <functional>
#include <string>
#include <utility>

namespace log_fluentd::test {

namespace logging = boost::log;
using severity = logging::trivial::severity_level;
using record_handler = std::function<void(logging::record_view const&)>;

/// Passes each record to a function.
class handing_backend : public logging::sinks::basic_sink_backend<logging::sinks::concurrent_feeding>
{
public:
    explicit handing_backend(record_handler handler) : handler_(std::move(handler)) {}
    void consume(logging::record_view const& record) { handler_(record); }

private:
    record_handler handler_;
};

/// While it exists, every record is passed to `handler`.
class handing_sink
{
public:
    explicit handing_sink(record_handler handler)
        : sink_(boost::make_shared<frontend>(boost::make_shared<handing_backend>(std::move(handler))))
    {
        logging::core::get()->add_sink(sink_);
    }
    ~handing_sink() { logging::core::get()->remove_sink(sink_); }
    handing_sink(handing_sink const&) = delete;
    handing_sink& operator=(handing_sink const&) = delete;

private:
    using frontend = logging::sinks::unlocked_sink<handing_backend>;
    boost::shared_ptr<frontend> sink_;
};

/// The result of formatting a record.
struct formatted
{
    boost::json::value map;
    detail::encode_report report;

    boost::json::value const& operator[](char const* key) const { return map.as_object().at(key); }
    bool has(char const* key) const { return map.as_object().contains(key); }
};

/// Formats the records that `log` makes, and returns the last.
template <typename Log>
formatted format(record_formatter const& formatter, Log log)
{
    formatted result;
    handing_sink const sink([&](logging::record_view const& record) {
        detail::scratch out;
        formatter.format(record, out);
        result = {decode(out.data(), out.size()), out.report};
    });
    log();
    return result;
}

/// Formats a record with this message and one additional attribute.
template <typename Value>
formatted format_value(record_formatter const& formatter, std::string const& message, char const* name,
                       Value const& value)
{
    return format(formatter, [&] {
        logging::sources::severity_logger<severity> log;
        log.add_attribute(name, logging::attributes::constant<Value>(value));
        BOOST_LOG_SEV(log, logging::trivial::info) << message;
    });
}

/// Formats a record with this message.
inline formatted format_message(record_formatter const& formatter, std::string const& message)
{
    return format(formatter, [&] {
        logging::sources::severity_logger<severity> log;
        BOOST_LOG_SEV(log, logging::trivial::info) << message;
    });
}

} // namespace log_fluentd::test

#endif
