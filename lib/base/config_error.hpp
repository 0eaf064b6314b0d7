// Copyright (c) 2026 The log_fluentd authors
// Distributed under the Boost Software License, Version 1.0.
// (See accompanying file LICENSE_1_0.txt or https://www.boost.org/LICENSE_1_0.txt)

#pragma once

/// \file
/// An error of a configuration as data: the member that is wrong, and a sentence in which members are
/// references. Code, settings files and dictConfig name the same member differently, so each has a
/// `config_spelling`, and nobody looks for names in a finished sentence.

#include <log_fluentd/detail/export.hpp>

#include <cstddef>
#include <functional>
#include <initializer_list>
#include <optional>
#include <stdexcept>
#include <string>
#include <string_view>
#include <utility>
#include <variant>
#include <vector>

namespace log_fluentd::detail {

/// A member of a sink's or a sender's configuration.
struct config_member
{
    explicit config_member(std::string p, std::optional<std::size_t> s = {}) : path(std::move(p)), server(s)
    {}

    /// Of `sender_config`, such as "buffer.limit"; of `sink_config`, such as "options.message_key" or
    /// "sender.tag"; or of `server`, such as "auth.shared_key".
    std::string path;
    /// The index in `sender_config::servers`, if it is a member of a server.
    std::optional<std::size_t> server;
};

/// A member and a value that a remedy shows together: `port = 24224`.
struct config_assignment
{
    config_member member;
    /// In quotes if it is a text.
    std::string value;
};

struct config_spelling
{
    /// How a member is named. The member of an assignment is given without its server.
    std::function<std::string(config_member const&)> name;
    /// Stands between the member of an assignment and its value.
    std::string_view assigns;
};

/// "servers[1].auth.shared_key", "port = 24224"
LOG_FLUENTD_DECL config_spelling spelling_of_code();

class LOG_FLUENTD_DECL config_sentence
{
public:
    using piece = std::variant<std::string, config_member, config_assignment>;

    config_sentence(std::initializer_list<piece> pieces = {}) : pieces_(pieces) {}

    bool empty() const noexcept { return pieces_.empty(); }
    config_sentence& operator+=(config_sentence const& more);
    std::string text(config_spelling const& spelling) const;
    /// The members that it is about, in its order. One may occur twice.
    std::vector<config_member> mentioned() const;

private:
    std::vector<piece> pieces_;
};

/// `what()` has the spelling of code.
class LOG_FLUENTD_DECL config_error : public std::invalid_argument
{
public:
    config_error(config_member member, config_sentence sentence)
        : std::invalid_argument(sentence.text(spelling_of_code())),
          member_(std::move(member)),
          sentence_(std::move(sentence))
    {}

    config_member const& member() const noexcept { return member_; }
    std::string text(config_spelling const& spelling) const { return sentence_.text(spelling); }
    std::vector<config_member> mentioned() const { return sentence_.mentioned(); }

private:
    config_member member_;
    config_sentence sentence_;
};

/// \throws config_error whose sentence is the member and `why`.
[[noreturn]] void fail_member(config_member const& member, config_sentence const& why);
[[noreturn]] void fail_member(char const* path, config_sentence const& why);

} // namespace log_fluentd::detail
