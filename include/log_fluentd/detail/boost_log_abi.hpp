// Copyright (c) 2026 The log_fluentd authors
// Distributed under the Boost Software License, Version 1.0.
// (See accompanying file LICENSE_1_0.txt or https://www.boost.org/LICENSE_1_0.txt)

#ifndef LOG_FLUENTD_DETAIL_BOOST_LOG_ABI_HPP_INCLUDED_
#define LOG_FLUENTD_DETAIL_BOOST_LOG_ABI_HPP_INCLUDED_

/// \file
/// Makes the linker fail for a program that is compiled for another Boost.Log than the library.
///
/// A program with the static Boost.Log and a library with the shared one (or with another version of Boost)
/// are two Boost.Logs in one process. Each has attribute names of its own, so values would be sent under
/// wrong keys. If the linker does not find `uses_the_boost_log_of_log_fluentd`, its parameters say which
/// Boost.Log the program is compiled for: `boost::log::v2s_mt_posix` is the static one, `v2_mt_posix` the
/// shared one (`BOOST_LOG_DYN_LINK`), and `boost_version<108100>` is Boost 1.81.

#include <log_fluentd/detail/export.hpp>

#include <boost/log/attributes/attribute_name.hpp>
#include <boost/version.hpp>

namespace log_fluentd::detail {

template <int Version>
struct boost_version;

/// Does nothing. Only its name matters.
LOG_FLUENTD_DECL void
uses_the_boost_log_of_log_fluentd(boost::log::attribute_name const*,
                                  boost_version<BOOST_VERSION / 100 * 100> const*) noexcept;

namespace {

/// The reference that the linker resolves, in each object file. Nothing reads it.
// NOLINTBEGIN(misc-definitions-in-headers)
#if defined(__has_attribute)
#if __has_attribute(retain)
[[gnu::retain]] // also if the linker collects garbage
#endif
#endif
[[gnu::used]] void (*const boost_log_reference)(boost::log::attribute_name const*,
                                                boost_version<BOOST_VERSION / 100 * 100> const*) noexcept =
    &uses_the_boost_log_of_log_fluentd;
// NOLINTEND(misc-definitions-in-headers)

} // namespace

} // namespace log_fluentd::detail

#endif
