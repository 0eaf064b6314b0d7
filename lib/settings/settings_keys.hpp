// Copyright (c) 2026 The log_fluentd authors
// Distributed under the Boost Software License, Version 1.0.
// (See accompanying file LICENSE_1_0.txt or https://www.boost.org/LICENSE_1_0.txt)

#pragma once

/// \file
/// The table of all keys of a `Destination=Fluentd` section. Parsing, suggestions, the translation of errors,
/// and the test of doc/settings.md read this table.

#include "base/config_error.hpp"
#include "settings/sink_settings.hpp"

#include <string>
#include <string_view>
#include <vector>

namespace log_fluentd::detail {

/// The type of a value, for languages that distinguish texts from numbers and booleans.
enum class setting_kind
{
    /// A number, a boolean, a duration or a size, written as such or as a text.
    other,
    /// Only a text: a `yes` that became a boolean is an error.
    text,
    /// A text that no message shows.
    secret,
};

/// One key of a section.
struct settings_key
{
    /// The key as written in the file.
    std::string_view key;
    /// The member that it sets, as errors name it; empty if none. The names for `Filter` and `Sender` are
    /// used only by their own errors.
    std::string_view member;
    /// Whether it configures the sender, so it cannot be used together with `Sender`.
    bool of_sender;
    /// Reads the value. Null if `parse_sink_settings` handles the key itself, because it needs more than the
    /// value.
    /// \throws std::invalid_argument as in quantity.hpp, or a config_error
    void (*apply)(sink_settings& into, std::string const& value);
    setting_kind kind = setting_kind::other;

    bool is_secret() const noexcept { return kind == setting_kind::secret; }
};

/// One key of a nested section `Server.<name>`.
struct server_key
{
    std::string_view key;
    /// The member of `server` that it sets; empty if none.
    std::string_view member;
    void (*apply)(server& into, std::string const& value);
    setting_kind kind = setting_kind::other;

    bool is_secret() const noexcept { return kind == setting_kind::secret; }
};

std::vector<settings_key> const& settings_keys();
std::vector<server_key> const& server_keys();

/// The entry of that key, or null.
settings_key const* find_settings_key(std::string_view key);

/// "there is no key Prot; did you mean Port?"
/// \param what "key" or "section".
std::string no_such_key(std::string_view what, std::string_view key,
                        std::vector<std::string_view> const& known);

/// The key that sets a member, in the section of the sink or of the server; empty if there is none.
std::string_view key_of(config_member const& member);

/// "BufferLimit", "Server.b.Weight", "Port=24224"
/// \param server_names Names of the `Server` sections, if there are any. The result refers to them.
config_spelling settings_spelling(std::vector<std::string> const& server_names);

} // namespace log_fluentd::detail
