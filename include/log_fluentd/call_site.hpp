// Copyright (c) 2026 The log_fluentd authors
// Distributed under the Boost Software License, Version 1.0.
// (See accompanying file LICENSE_1_0.txt or https://www.boost.org/LICENSE_1_0.txt)

#ifndef LOG_FLUENTD_CALL_SITE_HPP_INCLUDED_
#define LOG_FLUENTD_CALL_SITE_HPP_INCLUDED_

/// \file
/// A log statement's own place in the source.

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
    /// As the compiler has it: with the path that it was given.
    boost::log::string_literal file;
    unsigned line = 0;
    /// As `BOOST_LOG_FUNCTION` has it: the signature.
    boost::log::string_literal function;
};

namespace detail {

/// The attributes of a call site. Made at the first use; safe from any thread, and in forked children.
struct call_site_attributes
{
    boost::log::attribute_name file{"File"}, line{"Line"}, function{"Function"};
};
call_site_attributes const& call_site_names();

} // namespace detail

/// Adds the attributes `File`, `Line` and `Function` to the record. The placeholders of these names then show
/// them instead of the innermost scope.
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

/// `BOOST_LOG_SEV(log, info) << LOG_FLUENTD_HERE << "text"`: the record gets the statement's own file, line
/// and function.
#define LOG_FLUENTD_HERE                                                                                     \
    (::log_fluentd::call_site{__FILE__, static_cast<unsigned>(__LINE__), BOOST_CURRENT_FUNCTION})

#endif
