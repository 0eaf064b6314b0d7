// Copyright (c) 2026 The log_fluentd authors
// Distributed under the Boost Software License, Version 1.0.
// (See accompanying file LICENSE_1_0.txt or https://www.boost.org/LICENSE_1_0.txt)

#include "sink/checked_filter.hpp"

#include "base/ascii.hpp"
#include "sink/wide_text.hpp"

#include <boost/log/exceptions.hpp>
#include <boost/log/trivial.hpp>
#include <boost/log/utility/setup/filter_parser.hpp>
#include <boost/regex.hpp>

#include <algorithm>
#include <exception>
#include <locale>
#include <string_view>

namespace log_fluentd::detail {

namespace {

namespace logging = boost::log;
using severity = logging::trivial::severity_level;

constexpr severity levels[] = {logging::trivial::trace,   logging::trivial::debug, logging::trivial::info,
                               logging::trivial::warning, logging::trivial::error, logging::trivial::fatal};

constexpr char name_of_severity[] = "Severity";

/// A type that no filter knows.
struct unknown
{};

/// Whether Boost.Log's own factory made the comparison, and not one of the program's: its own compares texts
/// of every type.
bool compares_texts(logging::filter const& made, filter_relation const& of)
{
    auto const passes_text = [&](std::string const& text) {
        return passes(made, of.attribute, text) &&
               (!is_ascii(of.operand) || passes(made, of.attribute, std::wstring(text.begin(), text.end())));
    };
    return passes_text(of.operand) && !passes(made, of.attribute, unknown{});
}

/// Whether the attribute has a factory of the program's that derives from Boost.Log's base and adds no
/// relation of its own, as nearly all do. Their filters must not be called with values of other types.
bool is_of_program(std::string const& attribute)
{
    try {
        logging::parse_filter('%' + attribute + "% log_fluentd_asks 0");
    } catch (logging::parse_error const& error) {
        // The message of Boost.Log's own factory has "custom attribute relation" here.
        return std::string_view(error.what()).find("attribute value relation") != std::string_view::npos;
    } catch (std::exception const&) {
    }
    return true;
}

bool is_of_default_factory(filter_relation const& relation)
{
    if (is_of_program(relation.attribute))
        return false;
    auto asked = relation;
    // The accepted texts are known for this one, and the operand need not be a valid regular expression.
    asked.operation = "=";
    try {
        return compares_texts(logging::parse_filter(asked.text()), asked);
    } catch (std::exception const&) { // of the program's factory, which may accept less
        return false;
    }
}

/// ": trace, debug, ...; did you mean warning?" for "warn".
std::string the_levels(std::string_view meant)
{
    std::string result;
    std::string nearest;
    auto const wanted = lower(meant);
    for (auto const one : levels) {
        std::string const name = logging::trivial::to_string(one);
        result += (result.empty() ? "" : ", ") + name;
        if (wanted.size() > 2 &&
            (name.compare(0, wanted.size(), wanted) == 0 || wanted.compare(0, name.size(), name) == 0))
            nearest = name;
    }
    if (wanted.compare(0, 4, "crit") == 0)
        nearest = logging::trivial::to_string(logging::trivial::fatal);
    return result + (nearest.empty() ? "" : "; did you mean " + nearest + "?");
}

bool is_level(std::string const& word)
{
    return std::any_of(std::begin(levels), std::end(levels),
                       [&](severity one) { return word == logging::trivial::to_string(one); });
}

bool is_whole_number(std::string_view text)
{
    if (!text.empty() && (text.front() == '-' || text.front() == '+'))
        text.remove_prefix(1);
    return !text.empty() && std::all_of(text.begin(), text.end(), is_digit);
}

bool passes_some_level(logging::filter const& made)
{
    return std::any_of(std::begin(levels), std::end(levels),
                       [&](severity one) { return passes(made, name_of_severity, one); });
}

/// For `> fatal`, and for a whole filter such as `!(%Severity% >= trace)`.
std::string of_no_level(std::string const& text)
{
    return '"' + text + "\" is true of no record whose severity is one of the levels " + the_levels({});
}

/// Checks a comparison of the attribute `Severity`, whose level names Boost.Log's own factory knows.
void check_severity(filter_relation const& relation, std::vector<std::string>& doubts)
{
    if (relation.is_comparison()) {
        if (is_level(relation.operand)) {
            if (!passes_some_level(logging::parse_filter(relation.text())))
                doubts.push_back(of_no_level(relation.text()));
            return;
        }
        if (!is_whole_number(relation.operand))
            throw std::invalid_argument(
                "compares the severity with " + relation.written_operand +
                ", which is not a level; there are " + the_levels(relation.operand) +
                " (levels of your own take a filter factory: "
                "boost::log::register_simple_filter_factory<your_level>(\"Severity\"))");
    }
    doubts.push_back(of_no_level(relation.text()) + "; it is for severities that are " +
                     (relation.is_comparison() ? "numbers" : "texts"));
}

void check_expression(filter_relation const& relation)
{
    try {
        // The syntax that Boost.Log uses, unless it was built otherwise.
        boost::regex const compiles(relation.operand, boost::regex::ECMAScript);
    } catch (std::exception const& error) {
        throw std::invalid_argument("has the regular expression " + relation.written_operand +
                                    ", which is not valid: " + error.what());
    }
}

bool parses(filter_relation const& relation)
{
    try {
        logging::parse_filter(relation.text());
        return true;
    } catch (std::exception const&) {
        return false;
    }
}

/// Whether the relation is a comparison but for what the factory of its attribute throws: an attribute
/// without a factory of the program's takes the like.
bool is_well_formed(filter_relation relation)
{
    if (relation.attribute.empty() || relation.operation.empty())
        return false;
    relation.attribute = "log_fluentd_asks";
    if (!relation.is_comparison())
        relation.operation = "=";
    return parses(relation);
}

[[noreturn]] void fail_operand(filter_relation const& relation, std::exception const& error)
{
    std::string words;
    try {
        filter_relation const known{relation.attribute, "=", "warning", "warning"};
        if (passes(logging::parse_filter(known.text()), relation.attribute, logging::trivial::warning))
            words = "; there are " + the_levels(relation.operand);
    } catch (std::exception const&) { // the type is a different one
    }
    throw std::invalid_argument("compares " + relation.attribute + " with " + relation.written_operand +
                                ", which the filter factory that is registered for " + relation.attribute +
                                " does not take (" + error.what() + ")" + words);
}

/// A factory of the program's may throw anything; Boost.Log's base of such factories throws a `parse_error`,
/// as its grammar does (seen in 1.88). Parsing each comparison again finds the operand at fault.
void check_operands(std::string const& text, std::exception const& error)
{
    for (auto const& relation : find_relations(text)) {
        if (!parses(relation) && is_well_formed(relation) && !is_of_default_factory(relation))
            fail_operand(relation, error);
    }
}

logging::filter parse(std::string const& text)
{
    try {
        return logging::parse_filter(text);
    } catch (logging::parse_error const& error) {
        check_operands(text, error);
        throw filter_syntax_error(
            std::string("is not a filter of Boost.Log (") + error.what() +
            "); attributes stand between percent signs, and operators have spaces around them");
    } catch (std::exception const& error) {
        check_operands(text, error);
        throw std::invalid_argument(std::string("is not accepted by a filter factory (") + error.what() +
                                    ")");
    }
}

/// Whether the filter compares severities only.
bool is_of_severities(std::vector<filter_relation> const& relations)
{
    return !relations.empty() && std::all_of(relations.begin(), relations.end(), [](auto const& one) {
        return one.attribute == name_of_severity && !one.operation.empty();
    });
}

} // namespace

checked_filter parse_checked_filter(std::string const& text)
{
    checked_filter result;
    std::locale const before;
    result.filter = parse(text);
    bool const is_same_locale = std::locale() == before; // if not, another thread has set one meanwhile
    auto relations = find_relations(text);
    bool const is_severity_alone = is_of_severities(relations) && is_of_default_factory(relations.front());
    for (auto& relation : relations) {
        if (relation.operation.empty() || !is_of_default_factory(relation))
            continue;
        if (relation.operation == "matches")
            check_expression(relation);
        if (!takes_wide_text(relation, before) || !is_same_locale)
            result.as_utf8.emplace_back(relation.attribute);
        if (relation.attribute == name_of_severity)
            check_severity(relation, result.doubts);
        auto alone = logging::parse_filter(relation.text());
        result.relations.push_back({std::move(relation), std::move(alone)});
    }
    if (is_severity_alone && result.doubts.empty() && !passes_some_level(result.filter))
        result.doubts.push_back(of_no_level(text));
    return result;
}

} // namespace log_fluentd::detail
