// Copyright (c) 2026 The log_fluentd authors
// Distributed under the Boost Software License, Version 1.0.
// (See accompanying file LICENSE_1_0.txt or https://www.boost.org/LICENSE_1_0.txt)

#ifndef LOG_FLUENTD_CALL_SITE_HPP_INCLUDED_
#define LOG_FLUENTD_CALL_SITE_HPP_INCLUDED_

/// \file
/// The place of a log statement in the source.

#include <log_fluentd/detail/boost_log_abi.hpp>

#include <boost/current_function.hpp>
#include <boost/log/attributes/attribute_name.hpp>
#include <boost/log/sources/record_ostream.hpp>
#include <boost/log/utility/manipulators/add_value.hpp>
#include <boost/log/utility/string_literal.hpp>

namespace log_fluentd {

/// A place in the source; see `LOG_FLUENTD_HERE`.
struct call_site
{
    /// The path of the source file, as it was given to the compiler.
    boost::log::string_literal file;
    unsigned line = 0;
    /// The signature, as `BOOST_LOG_FUNCTION` shows it.
    boost::log::string_literal function;
};

namespace detail {

/// The names of the attributes of a call site. They are made at the first use, on any thread, also in a
/// forked child.
struct call_site_attributes
{
    boost::log::attribute_name file{"File"}, line{"Line"}, function{"Function"};
};
LOG_FLUENTD_DECL call_site_attributes const& call_site_names();

} // namespace detail

/// Adds the attributes `File`, `Line` and `Function` to the record. The placeholders with these names then
/// show this place instead of the innermost scope.
template <typename Char>
boost::log::basic_record_ostream<Char>& operator<<(boost::log::basic_record_ostream<Char>& record,
                                                   call_site const& here)
{
    auto const& names = detail::call_site_names();
    return record << boost::log::add_value(names.file, here.file)
                  << boost::log::add_value(names.line, here.line)
                  << boost::log::add_value(names.function, here.function);
}

} // namespace log_fluentd

/// The place of the statement that contains it. With `BOOST_LOG_SEV(log, info) << LOG_FLUENTD_HERE << "text"`
/// the record has the file, the line and the function of that statement.
#define LOG_FLUENTD_HERE                                                                                     \
    (::log_fluentd::call_site{__FILE__, static_cast<unsigned>(__LINE__), BOOST_CURRENT_FUNCTION})

#endif
