// Copyright (c) 2026 The log_fluentd authors
// Distributed under the Boost Software License, Version 1.0.
// (See accompanying file LICENSE_1_0.txt or https://www.boost.org/LICENSE_1_0.txt)

#ifndef LOG_FLUENTD_ERROR_INFO_HPP_INCLUDED_
#define LOG_FLUENTD_ERROR_INFO_HPP_INCLUDED_

/// \file
/// Shows what a program attaches to its exceptions with Boost.Exception under keys of their own.

#include <log_fluentd/write_value.hpp>

#include <boost/exception/exception.hpp>
#include <boost/exception/get_error_info.hpp>

#include <string_view>
#include <typeinfo>

namespace log_fluentd {

namespace detail {

struct error_info
{
    std::type_info const* type;
    void const* (*find)(boost::exception const& exception); ///< Null if the exception has none.
    write_function write;
};

LOG_FLUENTD_DECL void register_error_info(error_info const& info, std::string_view key);

template <typename ErrorInfo>
void const* find_error_info(boost::exception const& exception)
{
    return boost::get_error_info<ErrorInfo>(exception);
}

} // namespace detail

/// Makes exceptions in events show what is attached to them as `ErrorInfo` (a `boost::error_info<Tag, T>`)
/// under the key `key`, as `write_value` writes a `T`. Without this call, it is only a line of "diagnostic".
///
///     log_fluentd::register_error_info<boost::errinfo_file_name>("file");
///
/// \param key Any but "type", "message", "nested" and "diagnostic", which each exception may have. If an
/// `ErrorInfo` is registered several times, the last key is used.
/// \throws std::invalid_argument if the key is one of these, or is registered for another `ErrorInfo`;
/// std::bad_alloc.
/// \par Thread safety
/// Safe at any time, also while records are logged.
/// \par Lifetime
/// The registration stays until the end of the process.
template <typename ErrorInfo>
void register_error_info(std::string_view key)
{
    detail::register_error_info({&typeid(ErrorInfo), &detail::find_error_info<ErrorInfo>,
                                 &detail::write_erased<typename ErrorInfo::value_type>},
                                key);
}

} // namespace log_fluentd

#endif
