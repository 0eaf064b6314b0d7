// Copyright (c) 2026 The log_fluentd authors
// Distributed under the Boost Software License, Version 1.0.
// (See accompanying file LICENSE_1_0.txt or https://www.boost.org/LICENSE_1_0.txt)

#include "base/config_error.hpp"

#include "base/printable.hpp"

namespace log_fluentd::detail {

config_spelling spelling_of_code()
{
    return {[](config_member const& of) {
                return of.server ? "servers[" + std::to_string(*of.server) + "]." + of.path : of.path;
            },
            " = "};
}

config_sentence& config_sentence::operator+=(config_sentence const& more)
{
    pieces_.insert(pieces_.end(), more.pieces_.begin(), more.pieces_.end());
    return *this;
}

std::string config_sentence::text(config_spelling const& spelling) const
{
    std::string result;
    for (auto const& one : pieces_) {
        if (auto const* const text = std::get_if<std::string>(&one))
            result += *text;
        else if (auto const* const member = std::get_if<config_member>(&one))
            result += spelling.name(*member);
        else if (auto const* const assigned = std::get_if<config_assignment>(&one))
            (result += spelling.name(config_member(assigned->member.path))).append(spelling.assigns) +=
                assigned->value;
    }
    return printable(result, longest_sentence);
}

std::vector<config_member> config_sentence::mentioned() const
{
    std::vector<config_member> result;
    for (auto const& one : pieces_) {
        if (auto const* const member = std::get_if<config_member>(&one))
            result.push_back(*member);
        else if (auto const* const assigned = std::get_if<config_assignment>(&one))
            result.push_back(assigned->member);
    }
    return result;
}

void fail_member(config_member const& member, config_sentence const& why)
{
    config_sentence whole{member, " "};
    throw config_error(member, whole += why);
}

void fail_member(char const* path, config_sentence const& why)
{
    fail_member(config_member(path), why);
}

} // namespace log_fluentd::detail
