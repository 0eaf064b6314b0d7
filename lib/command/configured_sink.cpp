// Copyright (c) 2026 The log_fluentd authors
// Distributed under the Boost Software License, Version 1.0.
// (See accompanying file LICENSE_1_0.txt or https://www.boost.org/LICENSE_1_0.txt)

#include "command/configured_sink.hpp"

#include "base/diagnostics.hpp"
#include "base/printable.hpp"
#include "command/check_dict_config.hpp"
#include "command/check_settings.hpp"
#include "command/settings_text.hpp"
#include "dict_config/plan.hpp"
#include "settings/sink_settings.hpp"

#include <stdexcept>

namespace log_fluentd::detail::command {

namespace {

/// \throws std::runtime_error
void require_none(std::string const& file, findings const& found)
{
    if (found.mistakes.empty())
        return;
    auto const& first = found.mistakes.front();
    auto const count = found.mistakes.size();
    throw std::runtime_error(
        printable(file) + (first.line != 0 ? ':' + std::to_string(first.line) : "") + ": " +
        (first.key.empty() ? "" : first.key + ": ") + first.text +
        (count == 1 ? "" : "; log_fluentd check shows all " + std::to_string(count) + " mistakes"));
}

/// Gives the sinks that share a sender its configuration.
/// \param shared For each sink the name of the sender that it shares, or an empty text.
void resolve_shared(std::vector<configured_sink>& all, std::vector<std::string> const& shared)
{
    for (std::size_t i = 0; i != all.size(); ++i) {
        all[i].shares_sender = !shared[i].empty();
        for (std::size_t j = 0; j != all.size() && all[i].shares_sender; ++j)
            if (shared[j].empty() && all[j].config.sender.name == shared[i])
                all[i].config.sender = all[j].config.sender;
    }
}

std::vector<configured_sink> read_settings_sinks(std::string const& file)
{
    auto const text = read_settings_file(file);
    require_none(file, check_settings(text));
    findings none;
    settings_text const in(text, none);
    std::vector<configured_sink> result;
    std::vector<std::string> shared;
    if (auto const sinks = in.tree().get_child_optional("Sinks"))
        for (auto const& [name, section] : *sinks) {
            auto const destination = section.get<std::string>("Destination", "");
            if (destination != "Fluentd" && destination != "fluentd")
                continue;
            auto parsed = parse_sink_settings(section);
            shared.push_back(parsed.shared_sender);
            result.push_back({name, std::move(parsed.config), false, std::move(parsed.filter.filter)});
        }
    resolve_shared(result, shared);
    return result;
}

std::vector<configured_sink> read_dict_config_sinks(std::string const& file, std::string_view section)
{
    require_none(file, check_dict_config(file, section));
    collected_reports const silent;
    auto from = read_document_with_lines(file, section);
    resolve_references(from);
    auto const understood = parse_plan(from, {});
    std::vector<configured_sink> result;
    std::vector<std::string> shared;
    for (auto const& handler : understood.handlers)
        if (handler.config) {
            shared.push_back(handler.sender);
            result.push_back({handler.name, handler.config(), false,
                              handler.expression ? *handler.expression : boost::log::filter()});
        }
    resolve_shared(result, shared);
    return result;
}

} // namespace

std::vector<configured_sink> read_sinks(std::string const& file, std::string_view section)
{
    bool const is_document = is_dict_config(file, section);
    auto result = is_document ? read_dict_config_sinks(file, section) : read_settings_sinks(file);
    if (result.empty())
        throw std::runtime_error(printable(file) + " has no sink to Fluentd; write " +
                                 (is_document ? "a handler with class: fluentd"
                                              : "a section [Sinks.Fluent] with Destination=Fluentd"));
    return result;
}

} // namespace log_fluentd::detail::command
