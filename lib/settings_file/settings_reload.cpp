// Copyright (c) 2026 The log_fluentd authors
// Distributed under the Boost Software License, Version 1.0.
// (See accompanying file LICENSE_1_0.txt or https://www.boost.org/LICENSE_1_0.txt)

#include "base/diagnostics.hpp"
#include "base/printable.hpp"
#include "os/fork.hpp"
#include "settings/quantity.hpp"
#include "settings/retired_sinks.hpp"
#include "settings/sender_registry.hpp"
#include "settings/settings_error.hpp"
#include "settings/sink_change.hpp"
#include "settings_file/settings_sinks.hpp"
#include "settings_file/sink_factory.hpp"
#include "sink/checked_filter.hpp"
#include "sink/hasty_flush.hpp"
#include "sink/watched_filter.hpp"

#include <log_fluentd/settings.hpp>

#include <boost/log/core/core.hpp>
#include <boost/log/exceptions.hpp>
#include <boost/log/utility/setup/from_settings.hpp>
#include <boost/log/utility/setup/settings.hpp>
#include <boost/log/utility/setup/settings_parser.hpp>
#include <boost/throw_exception.hpp>

#include <algorithm>
#include <istream>
#include <map>
#include <mutex>
#include <optional>
#include <stdexcept>
#include <string>
#include <utility>
#include <vector>

namespace log_fluentd {

namespace detail {

namespace {

struct state
{
    fork_safe_mutex mutex;
    /// The sections of other destinations, as last read; none if they were never read.
    std::optional<settings_tree> others;
};

fork_safe_static<state> the_state;

struct core_settings
{
    boost::log::filter filter;
    bool enabled = true;
};

using doubts_list = std::vector<diagnostic>;

/// Everything that the new settings bring, made but not in force.
struct prepared
{
    core_settings core;
    std::vector<built_sink> made;
    settings_tree others;
    doubts_list doubts; // about filters, if no sender reports them
};

[[noreturn]] void fail(std::string const& where, std::string const& setting, std::string const& why)
{
    BOOST_THROW_EXCEPTION(boost::log::parse_error(
        printable("In the settings of " + where + ": " + setting + ' ' + why, longest_sentence)));
}

/// \param where For example "the core".
/// \returns the filter, which reports on standard error what its records show.
boost::log::filter read_filter(std::string const& text, std::string const& where, doubts_list& doubts)
{
    try {
        auto filter = parse_checked_filter(text);
        auto const name = printable("In the settings of " + where + ": " + quote_setting("Filter", text));
        for (auto const& doubt : filter.doubts)
            doubts.push_back({diagnostic_kind::configuration, name + ": " + doubt, {}});
        if (!filter.doubts.empty())
            filter.relations.clear();
        return watch(std::move(filter), name, report_by_stderr());
    } catch (std::invalid_argument const& error) {
        fail(where, quote_setting("Filter", text), error.what());
    }
}

core_settings read_core(settings_tree const& section, doubts_list& doubts)
{
    core_settings result;
    if (auto const filter = section.get_optional<std::string>("Filter"))
        result.filter = read_filter(*filter, "the core", doubts);
    if (auto const disabled = section.get_optional<std::string>("DisableLogging")) {
        try {
            result.enabled = !parse_boolean(*disabled);
        } catch (std::invalid_argument const& error) {
            fail("the core", quote_setting("DisableLogging", *disabled), error.what());
        }
    }
    return result;
}

void apply(core_settings const& settings)
{
    auto const core = boost::log::core::get();
    core->set_filter(settings.filter);
    core->set_logging_enabled(settings.enabled);
}

bool is_fluentd(settings_tree const& section)
{
    auto const destination = section.get<std::string>("Destination", "");
    return destination == "Fluentd" || destination == "fluentd";
}

/// Senders for the new sections. Senders of earlier sections with the same settings are used again, each
/// once.
class sender_finder
{
public:
    explicit sender_finder(std::vector<settings_sink> const& before) : before_(before) {}

    built_sink build(settings_tree const& section)
    {
        auto const named = [this](std::string const& name) { return find(name); };
        auto const existing = [this](sender_identity const& identity) { return take(identity); };
        auto result = build_sink(section, {named, existing});
        if (!result.name.empty())
            names_[result.name] = result.made.sender;
        return result;
    }

private:
    /// The sender of an earlier section in the new settings, or one that was not made by settings files.
    std::shared_ptr<sender> find(std::string const& name) const
    {
        if (auto const found = names_.find(name); found != names_.end())
            return found->second;
        auto other = remembered_sender(name);
        bool const is_old =
            std::any_of(before_.begin(), before_.end(), [&](auto const& one) { return one.sender == other; });
        return is_old ? nullptr : other;
    }

    std::shared_ptr<sender> take(sender_identity const& identity)
    {
        for (auto& one : before_)
            if (one.identity && *one.identity == identity) {
                one.identity = nullptr;
                return one.sender;
            }
        return nullptr;
    }

    std::vector<settings_sink> before_;
    std::map<std::string, std::shared_ptr<sender>> names_;
};

prepared prepare(settings_tree const& settings, std::vector<settings_sink> const& before)
{
    prepared result;
    if (auto const core = settings.get_child_optional("Core"))
        result.core = read_core(*core, result.doubts);
    sender_finder senders(before);
    if (auto const sinks = settings.get_child_optional("Sinks"))
        for (auto const& [name, section] : *sinks) {
            if (is_fluentd(section)) {
                result.made.push_back(senders.build(section));
                continue;
            }
            if (auto const filter = section.get_optional<std::string>("Filter"))
                read_filter(*filter, "the section Sinks." + name, result.doubts);
            result.others.push_back({name, section});
        }
    return result;
}

/// Has Boost.Log make the sinks of other destinations and add them to the core.
void init_others(settings_tree const& others)
{
    settings_tree all;
    all.put_child("Sinks", others);
    boost::log::init_from_settings(boost::log::settings(all));
}

/// The same with sinks that accept no record. Throws if the settings are wrong; then no sink is left.
void try_others(settings_tree others)
{
    std::string const nothing = "%Message% & !%Message%";
    for (auto& [name, section] : others) {
        auto const filter = section.get<std::string>("Filter", "");
        section.put("Filter", filter.empty() ? nothing : '(' + filter + ") & " + nothing);
    }
    init_others(others);
}

std::vector<filtered_sink> sinks_of(std::vector<settings_sink> const& from)
{
    std::vector<filtered_sink> result;
    for (auto const& one : from)
        result.push_back(one.sink);
    return result;
}

/// Has the sinks in the core write what they have. Asynchronous ones would lose it at their end. Threads that
/// log meanwhile wait for it.
/// \returns what went wrong; empty if nothing did.
std::string flush_core()
{
    hasty_flush const ours_go_on_by_themselves;
    try {
        boost::log::core::get()->flush();
        return {};
    } catch (std::exception const& error) { // the new settings may repair it
        return error.what();
    }
}

/// Boost.Log does not show which sinks it has made, so all are removed, including those that others have
/// added.
void empty_core(doubts_list& doubts)
{
    auto const core = boost::log::core::get();
    flush_core();                     // if much is waiting, threads wait here, and nothing is lost
    core->set_logging_enabled(false); // no new record is opened
    if (auto const trouble = flush_core(); !trouble.empty())
        doubts.push_back({diagnostic_kind::configuration,
                          "A sink of the settings before could not write what it had: " +
                              printable(trouble, longest_sentence),
                          {}});
    core->remove_all_sinks();
}

/// \post The settings of the core are those of `now`, unless those of other destinations are wrong.
void change_all(prepared& now, std::vector<filtered_sink> const& after)
{
    for (auto const& one : after)
        one.what->set_filter(one.filter);
    try_others(now.others);
    try {
        empty_core(now.doubts);
        for (auto const& one : after)
            boost::log::core::get()->add_sink(one.what);
        init_others(now.others);
    } catch (...) {
        apply(now.core);
        throw;
    }
    apply(now.core);
}

void put_in_force(prepared now, std::vector<settings_sink> before, std::optional<settings_tree>& others)
{
    std::vector<settings_sink> made;
    for (auto const& one : now.made) {
        made.push_back(one.made);
        if (!one.name.empty() && remembered_sender(one.name) != one.made.sender)
            remember_sender(one.name, one.made.sender);
    }
    bool const changes_others = others ? *others != now.others : !now.others.empty();
    if (changes_others)
        change_all(now, sinks_of(made));
    else
        change_sinks(sinks_of(before), sinks_of(made), [&] { apply(now.core); });
    others = std::move(now.others);
    remember_only(made);
    retire_sinks(std::move(before));
    for (auto& one : now.made)
        for (auto& doubt : one.doubts)
            now.doubts.push_back(std::move(doubt.what));
    for (auto const& doubt : now.doubts)
        report_to_stderr(doubt);
}

} // namespace

} // namespace detail

void reload_settings(std::istream& stream)
{
    if (!stream) // a missing file must not look like an empty one
        BOOST_THROW_EXCEPTION(boost::log::parse_error(
            "The settings cannot be read: the stream has failed; is the file there?"));
    auto const settings = boost::log::parse_settings(stream);
    auto& state = detail::the_state.get();
    std::lock_guard<detail::fork_safe_mutex> const lock(state.mutex);
    auto before = detail::remembered_sinks();
    auto now = detail::prepare(settings.property_tree(), before);
    detail::bound_retired_sinks();
    detail::put_in_force(std::move(now), std::move(before), state.others);
}

} // namespace log_fluentd
