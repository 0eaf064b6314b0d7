// Copyright (c) 2026 The log_fluentd authors
// Distributed under the Boost Software License, Version 1.0.
// (See accompanying file LICENSE_1_0.txt or https://www.boost.org/LICENSE_1_0.txt)

#ifndef LOG_FLUENTD_DETAIL_EXPORT_HPP_INCLUDED_
#define LOG_FLUENTD_DETAIL_EXPORT_HPP_INCLUDED_

/// \file
/// What a shared library of log_fluentd exports is marked with `LOG_FLUENTD_DECL`; all else is hidden. Marked
/// are the public functions and classes, what public templates call, exceptions that another library may
/// catch, and what log_fluentd_settings uses of log_fluentd.

#if defined(__GNUC__)
#define LOG_FLUENTD_DECL __attribute__((visibility("default")))
#else
#define LOG_FLUENTD_DECL
#endif

#endif
