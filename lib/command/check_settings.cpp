// Copyright (c) 2026 The log_fluentd authors
// Distributed under the Boost Software License, Version 1.0.
// (See accompanying file LICENSE_1_0.txt or https://www.boost.org/LICENSE_1_0.txt)

#include "command/check_settings.hpp"

#include "base/suggestion.hpp"
#include "command/other_destinations.hpp"
#include "command/settings_text.hpp"
#include "settings/settings_keys.hpp"
#include "settings_file/sink_factory.hpp"

#include <boost/exception/get_error_info.hpp>

#include <algorithm>
#include <cerrno>
#include <exception>
#include <fstream>
#include <iterator>
#include <map>
#include <memory>
#include <optional>
#include <set>
#include <stdexcept>
#include <system_error>

namespace log_fluentd::detail::command {

namespace {

constexpr char const* stand_in_tag = "checked";

settings_tree* find_in(settings_tree& section, std::string const& path)
{
    auto const found = section.get_child_optional(path);
    return found ? &*found : nullptr;
}

/// Takes a value out of a section. What is both a value and a section loses the value first.
/// \returns whether there was anything.
bool take_out(settings_tree& section, std::string const& key)
{
    auto* const node = find_in(section, key);
    if (!node || key.empty())
        return false;
    if (!node->empty() && !node->data().empty()) {
        node->data().clear();
        return true;
    }
    auto const dot = key.rfind('.');
    auto const above = key.substr(0, dot == key.npos ? 0 : dot);
    auto& parent = above.empty() ? section : *find_in(section, above);
    parent.erase(above.empty() ? key : key.substr(dot + 1));
    if (!above.empty() && parent.empty() && parent.data().empty())
        take_out(section, above); // a section without keys would be a mistake of its own
    return true;
}

/// The section with nothing but that value, and what every section requires.
settings_tree alone(std::string const& key, std::string const& value)
{
    settings_tree result;
    result.put("Destination", "Fluentd");
    result.put("Tag", stand_in_tag);
    result.put(key, value);
    return result;
}

template <typename Function>
void for_each_value(settings_tree const& node, std::string const& path, Function f)
{
    if (node.empty())
        f(path, node.data());
    for (auto const& [key, child] : node)
        for_each_value(child, path + '.' + key, f);
}

/// What is wrong with a section; none if nothing is.
std::optional<settings_mistake> find_mistake(settings_tree const& section, sender_source const& senders,
                                             built_sink& built)
{
    try {
        built = build_sink(section, senders);
        return std::nullopt;
    } catch (std::exception const& error) {
        if (auto const* const mistake = boost::get_error_info<errinfo_settings_mistake>(error))
            return *mistake;
        return settings_mistake{{}, error.what(), {}};
    }
}

/// All sections with Destination=Fluentd, in their order.
class fluentd_sections
{
public:
    fluentd_sections(settings_text const& in, findings& found) : in_(in), found_(found) {}

    void check(settings_tree section, std::string const& path)
    {
        auto const unread = in_.unread_below(path);
        taken_out_ = {unread.begin(), unread.end()};
        if (taken_out_.count("Tag") != 0)
            section.put("Tag", stand_in_tag);
        constexpr int most_mistakes = 500;
        for (int i = 0; i != most_mistakes; ++i) {
            built_sink built;
            auto const mistake =
                find_mistake(section, {[this](auto const& name) { return find(name); }, {}}, built);
            if (!mistake)
                return keep(built, path);
            if (!report_and_take_out(*mistake, section, path))
                return;
        }
    }

private:
    std::shared_ptr<sender> find(std::string const& name) const
    {
        auto const found = senders_.find(name);
        return found == senders_.end() ? nullptr : found->second;
    }

    void keep(built_sink const& built, std::string const& path)
    {
        for (auto const& doubt : built.doubts)
            found_.doubts.push_back(
                {in_.line_of(path + '.' + doubt.key), path + '.' + doubt.key, doubt.what.message});
        if (built.name.empty())
            return;
        if (!senders_.emplace(built.name, built.made.sender).second) {
            senders_[built.name] = built.made.sender;
            report(path + ".Name",
                   "another section before has the same Name, which finds this one from here on; "
                   "choose another name");
        }
    }

    void report(std::string const& place, std::string const& text)
    {
        found_.mistakes.push_back({in_.line_of(place), place, text});
    }

    /// \returns false if the section cannot be read any further.
    bool report_and_take_out(settings_mistake const& mistake, settings_tree& section, std::string const& path)
    {
        if (mistake.key == "Format" && report_templates(section, path))
            return true;
        bool const is_of_file = mistake.key == "Format" && section.count("Format") == 0;
        auto const key = is_of_file ? "FormatFile" : mistake.key;
        auto const is_taken_out = [&](std::string const& one) { return taken_out_.count(one) != 0; };
        bool const follows = std::any_of(mistake.others.begin(), mistake.others.end(), is_taken_out);
        if (!follows)
            report(key.empty() ? path : path + '.' + key, mistake.sentence);
        bool const is_again = !taken_out_.insert(key).second && key != "Format";
        if (is_again)
            return false;
        if (key.empty() || key == "Tag") {
            section.put("Tag", stand_in_tag);
            return true;
        }
        return take_out(section, key);
    }

    /// The error names no key of the dictionary, so each template is tried alone.
    /// \returns whether there was one that is wrong.
    bool report_templates(settings_tree& section, std::string const& path)
    {
        auto const format = section.find("Format");
        if (format == section.not_found() || format->second.empty())
            return false;
        std::vector<std::string> wrong;
        for_each_value(format->second, "Format", [&](std::string const& key, std::string const& value) {
            built_sink built;
            if (auto const mistake = find_mistake(alone(key, value), {}, built)) {
                report(path + '.' + key, mistake->sentence);
                wrong.push_back(key);
            }
        });
        for (auto const& key : wrong)
            take_out(section, key);
        return !wrong.empty();
    }

    settings_text const& in_;
    findings& found_;
    std::map<std::string, std::shared_ptr<sender>> senders_; // of the sections so far
    std::set<std::string> taken_out_;                        // of the present section
};

/// Sections that are not in `[Core]` or `[Sinks...]`.
void check_top(settings_text const& in, findings& found)
{
    std::vector<std::string_view> const known{"Core", "Sinks"};
    for (auto const& [name, node] : in.tree()) {
        if (name == "Core" || name == "Sinks")
            continue;
        auto const near = nearest_name(name, known);
        auto const child =
            node.empty() || node.front().second.empty() ? std::string() : '.' + node.front().first;
        auto& to = near.empty() ? found.doubts : found.mistakes;
        to.push_back(
            {in.line_of(name), name,
             "Boost.Log passes over the section " + name + child + " in silence; " +
                 (near.empty() ? "it reads [Core] and [Sinks.<name>]"
                               : "write [" + std::string(near) + (near == "Sinks" ? child : "") + ']')});
    }
}

void check_core(settings_tree const& core, settings_text const& in, findings& found)
{
    check_known_keys(core, {"Filter", "DisableLogging"}, "Core", in, found);
    check_boolean(core, "DisableLogging", "Core", in, found);
    check_filter(core, "Core", in, found);
}

/// \param section Gets a key Destination if another one was meant to be it.
/// \returns the destination as it was meant; empty if that is not known.
std::string check_destination(settings_tree& section, std::string const& path, settings_text const& in,
                              findings& found)
{
    auto const known = known_destinations();
    auto const given = section.find("Destination");
    if (given == section.not_found()) {
        auto const unread = in.unread_below(path);
        if (std::find(unread.begin(), unread.end(), "Destination") != unread.end())
            return {};
        for (auto const& [key, node] : section)
            if (nearest_name(key, {"Destination"}) == "Destination") {
                found.mistakes.push_back({in.line_of(path + '.' + key), path + '.' + key,
                                          "there is no key " + key + "; did you mean Destination?"});
                auto const value = node.data();
                section.erase(std::string(key));
                section.put("Destination", value);
                return check_destination(section, path, in, found);
            }
        bool const has_sections =
            !section.empty() &&
            std::all_of(section.begin(), section.end(), [](auto const& e) { return !e.second.empty(); });
        found.mistakes.push_back(
            {in.line_of(path), path,
             "the sink has no Destination; write Destination=Fluentd" +
                 std::string(has_sections
                                 ? ", or give this section the name of the sink that it is to belong to"
                                 : "")});
        return {};
    }
    auto const& value = given->second.data();
    if (value == "fluentd" || std::find(known.begin(), known.end(), value) != known.end())
        return value == "fluentd" ? "Fluentd" : value;
    auto const near = nearest_name(value, known);
    std::string remedy = near.empty() ? "; there are " : "; did you mean " + std::string(near) + "?";
    if (near.empty()) {
        for (auto const name : known)
            remedy += std::string(name) + (name == known.back() ? "" : ", ");
        remedy += ", and those for which the program registers a sink factory";
    }
    found.mistakes.push_back({in.line_of(path + ".Destination"), path + ".Destination",
                              quote_setting("Destination", value) + " is not a destination" + remedy});
    return std::string(near);
}

} // namespace

std::string read_settings_file(std::string const& file)
{
    errno = 0;
    std::ifstream stream(file, std::ios::binary);
    std::string text{std::istreambuf_iterator<char>(stream), {}};
    if (!stream.is_open() || stream.bad() || errno == EISDIR)
        throw std::runtime_error("the file '" + file + "' cannot be read: " +
                                 std::generic_category().message(errno != 0 ? errno : EIO));
    return text;
}

findings check_settings(std::string const& text)
{
    findings found;
    settings_text const in(text, found);
    check_top(in, found);
    if (auto const core = in.tree().get_child_optional("Core"))
        check_core(*core, in, found);
    fluentd_sections sections(in, found);
    if (auto const sinks = in.tree().get_child_optional("Sinks"))
        for (auto const& [name, given] : *sinks) {
            auto const path = "Sinks." + name;
            auto section = given;
            if (section.empty()) {
                found.mistakes.push_back({in.line_of(path), path,
                                          name +
                                              " stands in the section Sinks itself; write it into a section "
                                              "such as [Sinks.Fluent]"});
                continue;
            }
            auto const destination = check_destination(section, path, in, found);
            if (destination == "Fluentd")
                sections.check(section, path);
            else if (!destination.empty())
                check_other_destination(destination, section, path, in, found);
        }
    else if (found.mistakes.empty())
        found.mistakes.push_back({0,
                                  {},
                                  "there is no sink; write a section [Sinks.Fluent] with "
                                  "Destination=Fluentd and Tag=app.shop"});
    found.sort();
    return found;
}

} // namespace log_fluentd::detail::command
