// Copyright (c) 2026 The log_fluentd authors
// Distributed under the Boost Software License, Version 1.0.
// (See accompanying file LICENSE_1_0.txt or https://www.boost.org/LICENSE_1_0.txt)

// log_fluentd check: finds every mistake in a settings file or a dictConfig.

#include "base/printable.hpp"
#include "command/check_dict_config.hpp"
#include "command/check_settings.hpp"
#include "command/subcommand.hpp"

#include <boost/json/array.hpp>
#include <boost/json/object.hpp>
#include <boost/json/serialize.hpp>
#include <boost/program_options/value_semantic.hpp>

#include <iostream>
#include <string>

namespace log_fluentd::detail::command {

namespace {

struct check_options
{
    std::string file;
    std::string section;
    bool json = false;
};

findings check_file(check_options const& chosen)
{
    return is_dict_config(chosen.file, chosen.section) ? check_dict_config(chosen.file, chosen.section)
                                                       : check_settings(read_settings_file(chosen.file));
}

boost::json::array as_json(std::vector<finding> const& all)
{
    boost::json::array result;
    for (auto const& one : all)
        result.push_back(boost::json::object{{"line", one.line}, {"key", one.key}, {"text", one.text}});
    return result;
}

void print_one(std::string const& file, finding const& one, char const* mark)
{
    std::cout << printable(file);
    if (one.line != 0)
        std::cout << ':' << one.line;
    std::cout << ": " << mark;
    if (!one.key.empty())
        std::cout << printable(one.key) << ": ";
    std::cout << printable(one.text, longest_sentence) << '\n';
}

void print_findings(std::string const& file, findings const& found)
{
    for (auto const& one : found.mistakes)
        print_one(file, one, "");
    for (auto const& one : found.doubts)
        print_one(file, one, "is this meant? ");
    auto const count = found.mistakes.size();
    std::cout << printable(file) << ": "
              << (count == 0 ? "no mistakes"
                             : std::to_string(count) + (count == 1 ? " mistake" : " mistakes"))
              << '\n';
}

} // namespace

int check(call const& from)
{
    check_options chosen;
    options::options_description known("Options");
    known.add_options()("section", options::value(&chosen.section)->value_name("PATH"),
                        "where in a dictConfig's file the configuration stands, such as logging")(
        "json", options::bool_switch(&chosen.json), "print the mistakes as one object of JSON");
    add_common_options(known);
    auto const given = parse(
        from, known, {"file"},
        {"FILE [options]",
         "Reads a settings file of Boost.Log, or a dictConfig (.yaml, .yml, .json), as the library does,\n"
         "and prints every mistake with its line, its key and what to write instead. Nothing is set up.\n"
         "It does not know filter factories, sink factories and types that a program registers.\n",
         "  log_fluentd check logging.ini\n"
         "  log_fluentd check app.yaml --section logging\n"
         "  log_fluentd check logging.ini --json | jq .mistakes[0]\n"});
    if (!given)
        return exit_right;
    chosen.file = required(*given, "file", "the name of the file is missing");
    auto const found = check_file(chosen);
    if (chosen.json)
        std::cout << boost::json::serialize(boost::json::object{{"file", chosen.file},
                                                                {"mistakes", as_json(found.mistakes)},
                                                                {"doubts", as_json(found.doubts)}})
                  << '\n';
    else
        print_findings(chosen.file, found);
    return found.mistakes.empty() ? exit_right : exit_wrong;
}

} // namespace log_fluentd::detail::command
