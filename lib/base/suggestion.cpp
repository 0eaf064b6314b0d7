// Copyright (c) 2026 The log_fluentd authors
// Distributed under the Boost Software License, Version 1.0.
// (See accompanying file LICENSE_1_0.txt or https://www.boost.org/LICENSE_1_0.txt)

#include "base/suggestion.hpp"

#include "base/ascii.hpp"

#include <algorithm>
#include <cstddef>
#include <limits>
#include <string>

namespace log_fluentd::detail {

namespace {

std::string normalised(std::string_view name)
{
    std::string result;
    for (char const c : name) {
        if (c == '_' || c == '-' || c == '.' || c == ' ')
            continue;
        result += lower(c);
    }
    return result;
}

/// Edit distance with swapped neighbours as one edit (optimal string alignment): "Prot" is one from "Port".
std::size_t distance(std::string_view a, std::string_view b)
{
    std::vector<std::size_t> before_last(b.size() + 1), last(b.size() + 1), row(b.size() + 1);
    for (std::size_t j = 0; j <= b.size(); ++j)
        last[j] = j;
    for (std::size_t i = 1; i <= a.size(); ++i) {
        row[0] = i;
        for (std::size_t j = 1; j <= b.size(); ++j) {
            auto const replaced = last[j - 1] + (a[i - 1] == b[j - 1] ? 0 : 1);
            row[j] = std::min({last[j] + 1, row[j - 1] + 1, replaced});
            if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1])
                row[j] = std::min(row[j], before_last[j - 2] + 1);
        }
        before_last.swap(last);
        last.swap(row);
    }
    return last[b.size()];
}

} // namespace

std::string_view nearest_name(std::string_view name, std::vector<std::string_view> const& candidates)
{
    // A longer text is not a misspelt key, and the time for the table grows with its length.
    constexpr std::size_t longest = 64;
    if (name.size() > longest)
        return {};
    auto const wanted = normalised(name);
    std::string_view nearest;
    auto least = std::numeric_limits<std::size_t>::max();
    for (auto const candidate : candidates) {
        auto const edits = distance(wanted, normalised(candidate));
        if (edits < least) {
            least = edits;
            nearest = candidate;
        }
    }
    if (least <= std::max<std::size_t>(1, wanted.size() / 4) && 2 * least <= wanted.size())
        return nearest;
    // Finds "Buffer" for BufferLimit, "Hostname" for Host.
    for (auto const candidate : candidates) {
        auto const other = normalised(candidate);
        auto const& shorter = wanted.size() < other.size() ? wanted : other;
        auto const& longer = wanted.size() < other.size() ? other : wanted;
        if (shorter.size() >= 4 && starts_with(longer, shorter))
            return candidate;
    }
    return {};
}

} // namespace log_fluentd::detail
