// Copyright (c) 2026 The log_fluentd authors
// Distributed under the Boost Software License, Version 1.0.
// (See accompanying file LICENSE_1_0.txt or https://www.boost.org/LICENSE_1_0.txt)

#pragma once

/// \file
/// Senders by the `Name` of their section.

#include <log_fluentd/sender.hpp>

#include <memory>
#include <string>
#include <string_view>

namespace log_fluentd::detail {

/// Makes `named` the newest sender of that name; it is found as long as somebody holds it.
/// \par Thread safety
/// Safe.
/// \par Exception safety
/// Strong.
void remember_sender(std::string const& name, std::shared_ptr<sender> const& named);

/// The newest sender of that name that somebody holds, or null if there is none.
/// \par Thread safety
/// Safe.
std::shared_ptr<sender> remembered_sender(std::string_view name);

} // namespace log_fluentd::detail
