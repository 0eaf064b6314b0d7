// Copyright (c) 2026 The log_fluentd authors
// Distributed under the Boost Software License, Version 1.0.
// (See accompanying file LICENSE_1_0.txt or https://www.boost.org/LICENSE_1_0.txt)

#pragma once

/// \file
/// `put`: one overload for each kind of value. Those for types of the standard library are in
/// write_value.hpp.

#include <log_fluentd/write_value.hpp>

#include <boost/date_time/gregorian/gregorian_types.hpp>
#include <boost/date_time/local_time/local_time_types.hpp>
#include <boost/date_time/posix_time/posix_time_types.hpp>
#include <boost/json/fwd.hpp>
#include <boost/uuid/uuid.hpp>

#include <ctime>

namespace log_fluentd::detail {

void put(value_writer& out, boost::posix_time::ptime const& time);
void put(value_writer& out, boost::local_time::local_date_time const& time);
void put(value_writer& out, boost::gregorian::date const& date);
void put(value_writer& out, std::tm const& time);

void put(value_writer& out, boost::posix_time::time_duration const& duration);
void put(value_writer& out, boost::gregorian::date_duration const& duration);

void put(value_writer& out, boost::posix_time::time_period const& period);
void put(value_writer& out, boost::local_time::local_time_period const& period);
void put(value_writer& out, boost::gregorian::date_period const& period);

void put(value_writer& out, boost::json::value const& value);
void put(value_writer& out, boost::json::array const& array);
void put(value_writer& out, boost::json::object const& object);
void put(value_writer& out, boost::json::string const& string);

void put(value_writer& out, boost::uuids::uuid const& id);

} // namespace log_fluentd::detail
