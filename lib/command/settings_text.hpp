// Copyright (c) 2026 The log_fluentd authors
// Distributed under the Boost Software License, Version 1.0.
// (See accompanying file LICENSE_1_0.txt or https://www.boost.org/LICENSE_1_0.txt)

#pragma once

/// \file
/// A settings file and the lines of its keys. Boost.Log's own parser reads every line, since it says nothing
/// about lines but that of the first error.

#include "command/finding.hpp"
#include "settings/settings_error.hpp"

#include <string>
#include <string_view>
#include <vector>

namespace log_fluentd::detail::command {

class settings_text
{
public:
    /// Reads `text`, without the lines that are wrong.
    /// \param found Gets the mistakes in the grammar, and those that Boost.Log passes over in silence because
    /// a line says something else than it seems to.
    settings_text(std::string const& text, findings& found);

    /// The settings as Boost.Log reads them.
    settings_tree const& tree() const noexcept { return tree_; }
    /// The line that sets a key, or where a section begins. If there is neither, that of what contains it. 0
    /// if there is nothing.
    unsigned line_of(std::string_view path) const;
    /// The keys below a section whose lines are wrong, so that the tree does not have them.
    std::vector<std::string> unread_below(std::string const& path) const;

private:
    struct place
    {
        std::string path;
        unsigned line;
    };
    struct section : place
    {
        bool is_empty = true;
    };

    void read_header(std::string_view line, unsigned number, findings& found);
    bool read_key(std::string_view line, unsigned number, findings& found);
    void find_silent_ones(findings& found) const;

    settings_tree tree_;
    std::vector<section> sections_;
    std::vector<place> keys_;
    std::vector<std::string> unread_; // their paths
    std::string in_;                  // the section of the next key
    bool knows_section_ = false;
};

/// Why Boost.Log does not read a line, and what to write.
/// \param message Boost.Log's own.
std::string explain_line(std::string_view line, std::string_view message);

} // namespace log_fluentd::detail::command
