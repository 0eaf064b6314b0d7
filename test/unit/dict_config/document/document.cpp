// Copyright (c) 2026 The log_fluentd authors
// Distributed under the Boost Software License, Version 1.0.
// (See accompanying file LICENSE_1_0.txt or https://www.boost.org/LICENSE_1_0.txt)

/// \file
/// Reading: YAML and JSON, sections, overrides, references.

#include "dict_config/document/document.hpp"

#include "unit/dict_config/configuration.hpp"

#include <boost/json/object.hpp>

#include <algorithm>

using namespace log_fluentd;
using namespace log_fluentd::test;

BOOST_AUTO_TEST_SUITE(dict_config_document)

detail::document read_yaml(std::string const& text)
{
    detail::document result;
    result.file = "x.yaml";
    detail::parse_yaml(text, result);
    return result;
}

void check_yaml(std::string const& yaml, std::string_view expected)
{
    BOOST_TEST(read_yaml(yaml).root == json(expected), yaml);
}

void check_yaml_invalid(std::string const& yaml, std::string const& path, unsigned line,
                        std::string const& part)
{
    auto const error = error_of([&] { read_yaml(yaml); });
    BOOST_TEST(error.path() == path, error.what());
    BOOST_TEST(error.line() == line, error.what());
    BOOST_TEST(std::string(error.what()).find(part) != std::string::npos, error.what());
}

BOOST_AUTO_TEST_CASE(scalars_are_what_python_s_yaml_takes_them_for)
{
    check_yaml("[true, False, YES, no, on, Off]", "[true, false, true, false, true, false]");
    check_yaml("[1, -7, +3, 0x1F, 010, 0]", "[1, -7, 3, 31, 8, 0]");
    check_yaml("[1.5, -0.25, 1.0e+3]", "[1.5, -0.25, 1000.0]");
    check_yaml("[~, null, ]", "[null, null]");
    check_yaml("a:", R"({"a": null})");
    check_yaml("['1', \"true\", 1.2.3, 127.0.0.1, 5s, .]",
               R"(["1", "true", "1.2.3", "127.0.0.1", "5s", "."])");
    check_yaml("'()': x\n'': y", R"json({"()": "x", "": "y"})json");
    check_yaml("a: !!str 7", R"({"a": "7"})");
    check_yaml("", "null");
}

// What PyYAML 6.0 makes of them; integration/dict_config_yaml.cpp compares many more where there is one.
BOOST_AUTO_TEST_CASE(plain_scalars_are_those_of_yaml_1_1)
{
    check_yaml("[10_485_760, 017, -017, 0_, 00, 0b11, -0b1_0, 0x1F, -0x_1f, 1:30, 190:20:30, +12, -0]",
               "[10485760, 15, -15, 0, 0, 3, -2, 31, -31, 90, 685230, 12, 0]");
    check_yaml("[9223372036854775807, -9223372036854775808, 18446744073709551615]",
               "[9223372036854775807, -9223372036854775808, 18446744073709551615]");
    check_yaml("[1., .5, 1_000.5_5e+3, -1.5E-3, 1:30.5, 0.1, 1.0e-999]",
               "[1.0, 0.5, 1000550.0, -0.0015, 90.5, 0.1, 0.0]");
    check_yaml(
        "[0o17, 08, 1e3, 1.5e3, -.5, ._1, 1:60, 0:1, 0xg, 0b2, '017', +, -, '-.', 1..2]",
        R"(["0o17", "08", "1e3", "1.5e3", "-.5", "._1", "1:60", "0:1", "0xg", "0b2", "017", "+", "-", "-.",
                   "1..2"])");
    check_yaml("[y, n, Y, N, yes, No, on, OFF, tRue, nULL, True]",
               R"(["y", "n", "Y", "N", true, false, true, false, "tRue", "nULL", true])");
    check_yaml(R"([!!int "7", !!float 1, !!bool yes, !!null x, !!str ~])", R"([7, 1.0, true, null, "~"])");
    check_yaml_invalid("a: !!int 1.5", "a", 1, "tag");
    check_yaml_invalid("a: !!bool maybe", "a", 1, "tag");
}

BOOST_AUTO_TEST_CASE(what_is_no_text_and_no_number_is_an_error_with_its_line)
{
    configured const here;
    auto const invalid = [&](std::string const& text, std::string const& path, unsigned line,
                             std::string const& part) {
        auto const file = here.write("x.yaml", text);
        auto const error = error_of([&] { dict_config_file(file); });
        BOOST_TEST(error.path() == path, error.what());
        BOOST_TEST(error.line() == line, error.what());
        BOOST_TEST(std::string(error.what()).find(part) != std::string::npos, error.what());
    };
    for (std::string const scalar :
         {"2026-11-29", "2026-1-2 10:00:00", "2026-11-29T10:00:00.5+01:00", ".inf", "-.Inf", ".NaN",
          "99999999999999999999", "-9223372036854775809", "1.0e+999", "0b_", "=", "<<"})
        invalid("version: 1\nformatters:\n  f:\n    format:\n      x: " + scalar + "\n",
                "formatters.f.format.x", 5, "write it in quotes");
    invalid("version: 1\nhandlers:\n  a: {class: stream}\n  null:\n    class: stream\n", "handlers.null", 4,
            "'null'");
    invalid("version: 1\nhandlers:\n  a: {class: stream}\n  ~:\n    class: stream\n", "handlers.null", 4,
            "quotes");
    invalid("version: 1\nhandlers:\n\n  on:\n    class: stream\n", "handlers.on", 4, "for true");
    invalid("version: 1\nhandlers:\n\n  1.5: {class: stream}\n", "handlers.1.5", 4, "for a number");
    invalid("version: 1\nhandlers:\n\n  0x10:\n    class: stream\n", "handlers.0x10", 4, "for 16");
    invalid("version: 1\nhandlers:\n  [a]: {class: stream}\n", "handlers", 3, "a key is not a text");
    // PyYAML takes "\\N" and "\\_" for U+0085 and U+00A0; yaml-cpp makes single bytes of them.
    for (std::string const text : {"\"a\\Nb\"", "\"\\_\"", "'\xE9'", "\xC3"})
        invalid("version: 1\nformatters:\n  f:\n    format: " + text + "\n", "formatters.f.format", 4,
                "is not UTF-8");
    invalid("version: 1\nhandlers:\n  a: {class: stream}\n  \"\\_\": {class: stream}\n", "handlers.\xA0", 4,
            "is not UTF-8");
    // A whole number is a name, and in quotes where it is a value.
    invalid("version: 1\nhandlers:\n  1: {class: stream}\nroot:\n  handlers: [1]\n", "root.handlers[0]", 5,
            "1 is not a text; write it in quotes");
}

BOOST_AUTO_TEST_CASE(what_stands_elsewhere_in_the_file_is_no_mistake)
{
    configured const here;
    auto const file =
        here.write("x.yaml", "born: 2026-11-29\nnull: 1\nlogging:\n  version: 1\n  x-date: 2026-11-29\n"
                             "  handlers:\n    1: {class: stream, stream: .inf}\n");
    BOOST_CHECK_THROW(dict_config_file(file, "logging"), dict_config_error);
    dict_config_file(file, "logging", {{"handlers.1.stream", "stdout"}});
    dict_config_file(file, "logging", {{"handlers.1", {{"class", "null"}}}});
}

BOOST_AUTO_TEST_CASE(aliases_and_merges_are_written_out)
{
    check_yaml("a: &x {b: 1, c: 2}\nd: *x\ne:\n  <<: *x\n  c: 3",
               R"({"a": {"b": 1, "c": 2}, "d": {"b": 1, "c": 2}, "e": {"c": 3, "b": 1}})");
    check_yaml("a: &x {b: 1}\nc: &y {b: 2, d: 3}\ne:\n  <<: [*x, *y]",
               R"({"a": {"b": 1}, "c": {"b": 2, "d": 3}, "e": {"b": 1, "d": 3}})");
    check_yaml_invalid("a: &x 1\nb:\n  <<: *x", "b", 2, "<< merges maps");
}

BOOST_AUTO_TEST_CASE(what_a_map_s_own_key_replaces_in_a_merged_one_does_not_count)
{
    auto const unusable = [](std::string const& yaml) { return read_yaml("x-b: &b " + yaml).unusable; };
    auto const count = [&](std::string const& yaml) {
        auto const all = unusable(yaml);
        return std::count_if(all.begin(), all.end(),
                             [](auto const& one) { return one.first.compare(0, 2, "x-") != 0; });
    };
    BOOST_TEST(count("{level: 2024-01-01, class: a}\nc: {<<: *b, level: INFO}") == 0);
    BOOST_TEST(count("{level: 2024-01-01, class: a}\nc: {level: INFO, <<: *b}") == 0);
    BOOST_TEST(count("{level: 2024-01-01, class: a}\nc: {<<: *b, class: b}") == 1);
    BOOST_TEST(count("{k: {l: [.inf]}}\nc: {<<: *b, k: {m: 1}}") == 0);
    BOOST_TEST(count("{k: 1}\nc: {<<: *b, k: .inf}") == 1);
    // Of a list, the first that has the key.
    BOOST_TEST(count("{k: .inf}\nc: {<<: [{k: 1}, *b]}") == 0);
    BOOST_TEST(count("{k: .inf}\nc: {<<: [*b, {k: 1}]}") == 1);
    BOOST_TEST(count("{k: .inf}\nc: {<<: {<<: *b, k: 1}}") == 0);
    // A name that another begins with is another.
    BOOST_TEST(count("{a.b: {k: .inf}}\nc: {<<: *b, a: 1}") == 1);
    BOOST_TEST(read_yaml("d: &d\n  k: [1,\n    2]\nf:\n  <<: *d\n  k: [1, 2]\n").line_of("f.k[1]") == 6u,
               "the line is not that of what was replaced");
    check_yaml("a: &a {k: 1, l: 1}\nb: &b {<<: *a, k: 2, m: 2}\nc: {<<: [*b, *a, {n: 3, m: 3}], l: 4}",
               R"({"a": {"k": 1, "l": 1}, "b": {"k": 2, "l": 1, "m": 2},
                   "c": {"k": 2, "l": 4, "m": 2, "n": 3}})");
}

BOOST_AUTO_TEST_CASE(mistakes_in_merges_are_errors)
{
    auto const invalid = check_yaml_invalid;
    invalid("a: &a {k: 1}\nb: &b {k: 2}\nc:\n  <<: *a\n  l: 1\n  <<: *b\n", "c.<<", 6, "is there twice");
    invalid("c:\n  <<: {k: 1,\n    k: 2}\n  k: 3\n", "c.k", 3, "is there twice");
    invalid("c:\n  <<: [{k: 1}, 2]\n", "c", 1, "<< merges maps");
    invalid("c:\n  <<: [[{k: 1}]]\n", "c", 1, "<< merges maps");
    invalid("c:\n  <<: ~\n", "c", 1, "<< merges maps");
    invalid("c: &c\n  <<: *c\n", "c", 1, "never ends");
    invalid("c: &c\n  <<: [*c, *c]\n", "c", 1, "never ends");
    std::string bomb = "x0: &x0 {k: 1}\n";
    for (int i = 1; i != 9; ++i) {
        auto const last = "*x" + std::to_string(i - 1);
        bomb += "x" + std::to_string(i) + ": &x" + std::to_string(i) + " {<<: [" + last;
        for (int j = 0; j != 9; ++j)
            bomb += ", " + last;
        bomb += "]}\n";
    }
    auto const error = error_of([&] { read_yaml(bomb); });
    BOOST_TEST(std::string(error.what()).find("more than 100000 values") != std::string::npos, error.what());
    check_yaml("[{'<<': 1}, {!!str <<: 1}]", R"([{"<<": 1}, {"<<": 1}])");
}

BOOST_AUTO_TEST_CASE(lines_are_those_of_the_keys)
{
    auto const document =
        read_yaml("version: 1\n\nhandlers:\n  a.b:\n    port:\n      x\n  c: [1,\n    2]\n");
    BOOST_TEST(document.line_of("version") == 1u);
    BOOST_TEST(document.line_of("handlers") == 3u);
    BOOST_TEST(document.line_of("handlers.a.b.port") == 5u);
    BOOST_TEST(document.line_of("handlers.c[1]") == 8u);
    BOOST_TEST(document.line_of("handlers.a.b.missing") == 4u, "that of what it would stand in");
    auto const merged = read_yaml("d: &d\n  port: 1\nf:\n  port: 2\n  <<: *d\n");
    BOOST_TEST(merged.line_of("f.port") == 4u, "the map's own, though what is merged stands behind it");
}

BOOST_AUTO_TEST_CASE(what_is_not_yaml_is_an_error_with_its_line)
{
    check_yaml_invalid("a: 1\nb: [1, 2\nc: 3\n", "", 3, "is not YAML");
    check_yaml_invalid("a: 1\n\tb: 2\n", "", 2, "is not YAML");
    check_yaml_invalid("a: 1\nb: 2\na: 3\n", "a", 3, "is there twice");
    check_yaml_invalid("a: *nobody\n", "", 1, "is not YAML");
    check_yaml_invalid("a: 1\n---\nb: 2\n", "", 3, "2 documents");
    check_yaml_invalid("[1, 2]: 3\n", "", 1, "a key is not a text");
    check_yaml_invalid("a:\n  b: !!python/object:os.system x\n", "a.b", 2, "tag");
}

BOOST_AUTO_TEST_CASE(tags_of_maps_and_lists_are_errors_as_those_of_scalars)
{
    for (std::string const value :
         {"!Handler {class: a}", "!!python/tuple []", "!!python/object:x.Root {level: 1}", "!!seq {}",
          "!!map []", "!!set {x}", "!!omap [x: 1]", "!!str {}", "!!str []", "!foo", "!foo x", "!!map x"})
        check_yaml_invalid("a:\n  b: " + value + "\n", "a.b", 2, "the tag ");
    check_yaml_invalid("!foo {a: 1}", "", 1, "the tag !foo is not known");
    check_yaml_invalid("a: 1\nb:\n  <<: !foo {c: 1}\n", "b", 2, "the tag !foo");
    check_yaml("[!!map {a: 1}, !!seq [1], ! {a: 1}, ! [1], !<tag:yaml.org,2002:map> {}]",
               R"([{"a": 1}, [1], {"a": 1}, [1], {}])");
}

BOOST_AUTO_TEST_CASE(an_alias_within_itself_and_a_bomb_of_aliases_end)
{
    auto const cycle = error_of([] { read_yaml("a: &x\n  b: *x\n"); });
    BOOST_TEST(std::string(cycle.what()).find("never ends") != std::string::npos, cycle.what());
    std::string bomb = "x0: &x0 [1, 1, 1, 1, 1, 1, 1, 1, 1, 1]\n";
    for (int i = 1; i != 9; ++i) {
        auto const last = "*x" + std::to_string(i - 1);
        bomb += "x" + std::to_string(i) + ": &x" + std::to_string(i) + " [" + last;
        for (int j = 0; j != 9; ++j)
            bomb += ", " + last;
        bomb += "]\n";
    }
    auto const error = error_of([&] { read_yaml(bomb); });
    BOOST_TEST(std::string(error.what()).find("more than 100000 values") != std::string::npos, error.what());
}

BOOST_AUTO_TEST_CASE(json_files_and_their_mistakes)
{
    configured const here;
    auto const good = here.write("a.json", "\xEF\xBB\xBF{\"logging\": {\"version\": 1}}\n");
    BOOST_TEST(detail::read_document(good, "logging").root == json(R"({"version": 1})"));
    auto const bad = here.write("b.json", "{\n  \"version\": 1,\n}\n");
    auto const error = error_of([&] { dict_config_file(bad); });
    BOOST_TEST(error.line() == 3u);
    BOOST_TEST(std::string(error.what()).find("is not JSON") != std::string::npos, error.what());
    auto const more = here.write("c.json", "{\"version\": 1}\n{}\n");
    BOOST_TEST(error_of([&] { dict_config_file(more); }).line() == 2u);
    auto const cut = here.write("d.json", "{\"version\": 1");
    BOOST_TEST(error_of([&] { dict_config_file(cut); }).line() == 1u);
}

BOOST_AUTO_TEST_CASE(files_that_cannot_be_read)
{
    configured const here;
    auto const message = [](std::string const& file) {
        return std::string(error_of([&] { dict_config_file(file); }).what());
    };
    BOOST_TEST(message(here.path("none.yaml")).find("No such file") != std::string::npos);
    BOOST_TEST(message(here.write("x.ini", "")).find(".yaml, .yml or .json") != std::string::npos);
    std::filesystem::create_directory(here.path("folder.yaml"));
    BOOST_TEST(message(here.path("folder.yaml")).find("cannot be read") != std::string::npos);
    auto const large = here.write("large.yaml", std::string((1 << 20) + 1, '#'));
    BOOST_TEST(message(large).find("larger than 1 MiB") != std::string::npos);
    BOOST_TEST(message(here.write("empty.yaml", "")).find("null is not a map") != std::string::npos);
}

BOOST_AUTO_TEST_CASE(a_section_is_taken_out_with_its_lines)
{
    configured const here;
    auto const file =
        here.write("a.yaml", "app:\n  my.logging:\n    version: 1\n    handlers:\n      x: 1\n");
    auto const document = detail::read_document(file, "app.my.logging");
    BOOST_TEST(document.root == json(R"({"version": 1, "handlers": {"x": 1}})"));
    BOOST_TEST(document.line_of("handlers.x") == 5u);
    auto const error = error_of([&] { dict_config_file(file, "app.logging"); });
    BOOST_TEST(std::string(error.what()).find("no section app.logging; app has the keys my.logging") !=
                   std::string::npos,
               error.what());
}

boost::json::value overridden(std::string_view text, dict_overrides const& overrides)
{
    detail::document document;
    document.root = json(text);
    detail::apply_overrides(document, overrides);
    return document.root;
}

BOOST_AUTO_TEST_CASE(overrides_replace_and_add)
{
    constexpr auto text = R"({"handlers": {"f": {"port": 1}}, "loggers": {"a.b": {}, "": {}}})";
    BOOST_TEST(overridden(text, {{"handlers.f.port", 2}}) ==
               json(R"({"handlers": {"f": {"port": 2}}, "loggers": {"a.b": {}, "": {}}})"));
    BOOST_TEST(overridden(text, {{"handlers.f.host", "h"}, {"handlers.f.host", "i"}}) ==
               json(R"({"handlers": {"f": {"port": 1, "host": "i"}}, "loggers": {"a.b": {}, "": {}}})"));
    BOOST_TEST(
        overridden(text, {{"loggers.a.b.level", "INFO"}, {"loggers.''.level", 10}}) ==
        json(
            R"({"handlers": {"f": {"port": 1}}, "loggers": {"a.b": {"level": "INFO"}, "": {"level": 10}}})"));
    BOOST_TEST(overridden("{}", {{"version", 1}}) == json(R"({"version": 1})"));
}

BOOST_AUTO_TEST_CASE(an_override_without_a_place_is_an_error)
{
    auto const error = error_of([] { overridden(R"({"handlers": {"f": {}}})", {{"handlers.g.port", 2}}); });
    BOOST_TEST(error.path() == "handlers.g.port");
    BOOST_TEST(std::string(error.what()).find("handlers has the keys f") != std::string::npos, error.what());
    error_of([] { overridden("{}", {{"", 2}}); });
    error_of([] { overridden(R"({"a": 1})", {{"a.b", 2}}); });
}

boost::json::value resolved(std::string_view text)
{
    detail::document document;
    document.root = json(text);
    detail::resolve_references(document);
    return document.root;
}

BOOST_AUTO_TEST_CASE(references_are_followed)
{
    BOOST_TEST(resolved(R"({"x-host": "h", "a": "cfg://x-host", "b": ["cfg://a"]})") ==
               json(R"({"x-host": "h", "a": "h", "b": ["h"]})"));
    BOOST_TEST(resolved(R"({"l": [{"p": 1}, {"p": 2}], "a": "cfg://l[1].p", "b": "cfg://l[0]"})") ==
               json(R"({"l": [{"p": 1}, {"p": 2}], "a": 2, "b": {"p": 1}})"));
    BOOST_TEST(resolved(R"({"l": {"a b": {"c": 1}}, "a": "cfg://l[a b].c"})") ==
               json(R"({"l": {"a b": {"c": 1}}, "a": 1})"));
}

BOOST_AUTO_TEST_CASE(circular_and_missing_references_are_errors)
{
    auto const message = [](std::string_view text) {
        return std::string(error_of([&] { resolved(text); }).what());
    };
    BOOST_TEST(message(R"({"a": "cfg://b", "b": "cfg://a"})").find("refers to itself") != std::string::npos);
    BOOST_TEST(message(R"({"a": {"b": "cfg://a"}})").find("refers to itself") != std::string::npos);
    BOOST_TEST(message(R"({"a": "cfg://b.c"})").find("there is no b.c") != std::string::npos);
    BOOST_TEST(message(R"({"l": [1], "a": "cfg://l[1]"})").find("there is no 1") != std::string::npos);
    BOOST_TEST(message(R"({"a": "cfg://"})").find("has no path") != std::string::npos);
    BOOST_TEST(message(R"({"l": [1], "a": "cfg://l[1"})").find("without its ]") != std::string::npos);
    auto const error = error_of([] { resolved(R"({"handlers": {"f": {"host": "cfg://nothing"}}})"); });
    BOOST_TEST(error.path() == "handlers.f.host");
}

BOOST_AUTO_TEST_SUITE_END()
