// Copyright (c) 2026 The log_fluentd authors
// Distributed under the Boost Software License, Version 1.0.
// (See accompanying file LICENSE_1_0.txt or https://www.boost.org/LICENSE_1_0.txt)

#include "command/check_dict_config.hpp"

#include "support/process.hpp"
#include "unit/command/mistake.hpp"

#include <boost/log/core/core.hpp>
#include <boost/test/data/monomorphic.hpp>
#include <boost/test/data/test_case.hpp>
#include <boost/test/unit_test.hpp>

#include <fstream>
#include <string>
#include <vector>

using namespace log_fluentd::detail::command;
using log_fluentd::test::mistake;
using log_fluentd::test::readable;
using log_fluentd::test::temporary_folder;

namespace {

std::string const fluent =
    "version: 1\nhandlers:\n  fluent:\n    class: fluentd\n    tag: app\n"; // five lines

std::vector<mistake> const mistakes{
    {"no version", "root: {level: INFO}\n", 1, "", "write version: 1"},
    {"version of Python's future", "version: 2\n", 1, "version", "write version: 1"},
    {"section", "version: 1\nformaters: {}\n", 2, "formaters", "did you mean formatters?"},
    {"key of a handler", fluent + "    buffer_limt: 1MiB\n", 6, "handlers.fluent.buffer_limt",
     "buffer_limit"},
    {"port", fluent + "    port: 70000\n", 6, "handlers.fluent.port", "1 to 65535"},
    {"no tag", "version: 1\nhandlers:\n  fluent:\n    class: fluentd\n", 3, "handlers.fluent", "write a tag"},
    {"no class", "version: 1\nhandlers:\n  console:\n    level: INFO\n", 3, "handlers.console",
     "class: stream"},
    {"class of Python's", "version: 1\nhandlers:\n  mail:\n    class: logging.handlers.SMTPHandler\n", 4,
     "handlers.mail.class", "class: fluentd"},
    {"level", fluent + "    level: INFORMATION\n", 6, "handlers.fluent.level", "INFO"},
    {"handler that is not there", fluent + "root:\n  handlers: [fluentt]\n", 7, "root.handlers[0]",
     "did you mean fluent?"},
    {"formatter that is not there", fluent + "    formatter: brief\n", 6, "handlers.fluent.formatter",
     "formatters"},
    {"pattern", "version: 1\nformatters:\n  brief:\n    format: '%(mesage)s'\n", 4, "formatters.brief.format",
     "message"},
    {"style", "version: 1\nformatters:\n  brief:\n    format: '{message}'\n    style: '['\n", 5,
     "formatters.brief.style", "'{'"},
    {"filter", "version: 1\nfilters:\n  f:\n    expression: '%Severity%>=info'\n", 4, "filters.f.expression",
     "'%Severity% >= warning'"},
    {"server", fluent + "    servers:\n      - host: a\n        prot: 1\n", 8,
     "handlers.fluent.servers[0].prot", "did you mean Port?"},
    {"sender that is not there", fluent + "  audit:\n    class: fluentd\n    tag: audit\n    sender: shop\n",
     9, "handlers.audit.sender", "write the name of another Fluentd handler"},
    {"boolean", "version: 1\ndisable_existing_loggers: 'no'\n", 2, "disable_existing_loggers",
     "write true or false"},
    {"YAML", "version: 1\nhandlers: [\n", 3, "", "YAML"},
};

findings check_text(std::string const& text, char const* name = "app.yaml", std::string_view section = {})
{
    temporary_folder const folder;
    auto const file = (folder.path() / name).string();
    std::ofstream(file) << text;
    return check_dict_config(file, section);
}

} // namespace

BOOST_AUTO_TEST_SUITE(command_check_dict_config)

BOOST_DATA_TEST_CASE(a_mistake_is_found_with_its_line_and_remedy, boost::unit_test::data::make(mistakes), one)
{
    log_fluentd::test::check_found(one, check_text(one.text));
}

BOOST_AUTO_TEST_CASE(all_mistakes_of_a_file_are_found_at_once)
{
    auto const found = check_text("formatters:\n"
                                  "  brief:\n"
                                  "    format: '%(mesage)s'\n"
                                  "handlers:\n"
                                  "  fluent:\n"
                                  "    class: fluentd\n"
                                  "    port: 0\n"
                                  "    flush_interval: 500\n"
                                  "    formatter: brief\n"
                                  "  mail:\n"
                                  "    class: logging.handlers.SMTPHandler\n"
                                  "loggers:\n"
                                  "  a:\n"
                                  "    level: LOUD\n"
                                  "    handlers: [mail, nobody]\n");
    std::vector<unsigned> const expected{1, 3, 5, 7, 8, 11, 14, 15};
    BOOST_TEST(log_fluentd::test::lines_of(found) == expected, boost::test_tools::per_element());
    BOOST_TEST_MESSAGE(readable(found));
}

BOOST_AUTO_TEST_CASE(JSON_has_lines_too)
{
    auto const found =
        check_text("{\n  \"version\": 1,\n  \"handlers\": {\n    \"f\": {\n      \"class\": \"fluentd\",\n"
                   "      \"tag\": \"a\",\n\t\t\"port\": 0\n    }\n  }\n}\n",
                   "app.json");
    BOOST_TEST_REQUIRE(found.mistakes.size() == 1u, readable(found));
    BOOST_TEST(found.mistakes.front().line == 7u);
    auto const broken = check_text("{\n  \"version\": 1,\n}\n", "app.json");
    BOOST_TEST_REQUIRE(broken.mistakes.size() == 1u, readable(broken));
    BOOST_TEST(broken.mistakes.front().line == 3u);
}

BOOST_AUTO_TEST_CASE(a_section_of_a_document)
{
    auto const found = check_text("logging:\n  version: 1\n  root: {level: LOUD}\n", "app.yml", "logging");
    BOOST_TEST_REQUIRE(found.mistakes.size() == 1u, readable(found));
    BOOST_TEST(found.mistakes.front().line == 3u);
    BOOST_TEST(found.mistakes.front().key == "root.level");
}

BOOST_AUTO_TEST_CASE(what_is_right_has_no_mistakes_and_is_not_set_up)
{
    temporary_folder const folder;
    auto const log = (folder.path() / "app.log").string();
    auto const found = check_text(fluent + "  file:\n    class: file\n    filename: " + log +
                                  "\nroot:\n  handlers: [fluent, file]\n");
    BOOST_TEST(found.mistakes.empty(), readable(found));
    BOOST_TEST(!std::filesystem::exists(log));
    auto const doubt = check_text(fluent + "    filter: '%Severity% > fatal'\n");
    BOOST_TEST(doubt.mistakes.empty(), readable(doubt));
    BOOST_TEST(doubt.doubts.size() == 1u);
}

BOOST_AUTO_TEST_SUITE_END()
