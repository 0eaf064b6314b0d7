// Copyright (c) 2026 The log_fluentd authors
// Distributed under the Boost Software License, Version 1.0.
// (See accompanying file LICENSE_1_0.txt or https://www.boost.org/LICENSE_1_0.txt)

/// \file
/// What is an error, where, and with what remedy; and that nothing has changed then.

#include "unit/dict_config/configuration.hpp"

#include <boost/log/sinks/text_ostream_backend.hpp>

using namespace log_fluentd;
using namespace log_fluentd::test;

BOOST_AUTO_TEST_SUITE(dict_config_errors)

BOOST_AUTO_TEST_CASE(the_configuration_itself)
{
    configured const here; // the one that is taken
    check_invalid("[]", "", "is not a map");
    check_invalid("{}", "", "version: 1");
    check_invalid(R"({"version": 2})", "version", "2 is not a version", "version: 1");
    check_invalid(R"({"version": "1"})", "version", "is not a version");
    dict_config(json(R"({"version": 1.0})")); // 1.0 == 1, in Python too
    check_invalid(R"({"version": 2.0})", "version", "2.0 is not a version");
    check_invalid(R"({"version": 1.5})", "version", "1.5 is not a version");
    check_invalid(R"({"version": 1, "root": {"level": 10.0}})", "root.level", "10.0 is not a whole number");
    check_invalid(R"({"version": 1, "root": {"level": -10.0}})", "root.level", "-10.0 is not a whole number");
    check_invalid(R"({"version": 1, "root": {"level": 1e30}})", "root.level", "1e+30 is not a whole number");
    check_invalid(R"({"version": 1, "handler": {}})", "handler", "did you mean handlers?");
    check_invalid(R"({"version": 1, "handlers": []})", "handlers", "is not a map");
    check_invalid(R"({"version": 1, "incremental": "maybe"})", "incremental", "true or false");
    check_invalid(R"({"version": 1, "disable_existing_loggers": 3})", "disable_existing_loggers",
                  "true or false");
}

BOOST_AUTO_TEST_CASE(the_sentence_alone)
{
    try {
        dict_config(json(R"({"version": 2})"));
        BOOST_ERROR("nothing was thrown");
    } catch (dict_config_error const& error) {
        BOOST_TEST(error.what() == "version: " + error.sentence());
        BOOST_TEST(error.sentence() == "2 is not a version that is known; write version: 1");
    }
    BOOST_TEST(dict_config_error("the message", "path", 1).sentence() == "the message");
}

/// They may come from somewhere else, and go to a terminal.
BOOST_AUTO_TEST_CASE(keys_and_values_that_would_play_with_a_terminal)
{
    check_invalid(R"({"version": 1, "han\u001b[2J\n": {}})", "han\x1b[2J\n",
                  "there is no section han\\x1b[2J\\n");
    check_invalid(R"({"version": 1, "disable_existing_loggers": "\u009b2J"})", "disable_existing_loggers",
                  "\"\\u009b2J\" is not a boolean");
}

BOOST_AUTO_TEST_CASE(what_is_null_is_not_there)
{
    configured const here;
    dict_config(json(R"({"version": 1, "formatters": {"f": null}, "filters": {"g": null},
                         "handlers": {"h": {"class": "null"}, "i": null},
                         "loggers": {"nothing": null}, "root": {"handlers": ["h"]}})"));
    check_invalid(R"({"version": 1, "handlers": {"h": null}, "root": {"handlers": ["h"]}})",
                  "root.handlers[0]", "is not in the section handlers");
}

BOOST_AUTO_TEST_CASE(two_handlers_that_share_each_others_sender)
{
    configured const here;
    dict_config(json(R"({"version": 1, "handlers": {"a": {"class": "fluentd", "tag": "t"},
                                                    "b": {"class": "fluentd", "tag": "t"}}})"));
    check_invalid(R"({"version": 1, "handlers": {"a": {"class": "fluentd", "tag": "t", "sender": "b"},
                                                 "b": {"class": "fluentd", "tag": "t", "sender": "a"}}})",
                  "handlers.a.sender", "no sender of its own");
}

std::string formatter(std::string const& keys)
{
    return R"({"version": 1, "formatters": {"f": {)" + keys + "}}}";
}

BOOST_AUTO_TEST_CASE(formatters)
{
    check_invalid(formatter(R"("fromat": "x")"), "formatters.f.fromat", "did you mean format?");
    check_invalid(formatter(R"("format": "%(levelnam)s")"), "formatters.f.format", "did you mean levelname?");
    check_invalid(formatter(R"("format": "%(message)s", "style": "%%")"), "formatters.f.style",
                  "is not a style");
    check_invalid(formatter(R"("format": "$x", "style": "$")"), "formatters.f.format", "no placeholder x");
    check_invalid(formatter(R"("format": 7)"), "formatters.f.format", "is not a text");
    check_invalid(formatter(R"("format": "x", "fmt": "x")"), "formatters.f.fmt", "the same");
    check_invalid(formatter(R"("datefmt": "%Q")"), "formatters.f.datefmt", "strftime");
    check_invalid(formatter(R"("validate": false)"), "formatters.f.validate", "always checked");
    check_invalid(formatter(R"-("()": "my.module.Formatter")-"), "formatters.f.()", "Python's own");
    check_invalid(formatter(R"-("()": "ext://my.module.Formatter")-"), "formatters.f.()", "Python");
    check_invalid(formatter(R"-("class": "text", "()": "text")-"), "formatters.f.class", "remove one");
    check_invalid(formatter(R"("format": {"level": "%(levelnam)s"})"), "formatters.f.format.level",
                  "did you mean levelname?");
    check_invalid(formatter(R"("format": {"a": {"b": "%(x)s"}})"), "formatters.f.format.a.b",
                  "no placeholder x");
    check_invalid(formatter(R"("format": {"": "x"})"), "formatters.f.format.''", "empty");
    check_invalid(formatter(R"("format": {"a": "%Severity"}, "style": "boost")"), "formatters.f.format.a",
                  "unclosed %");
    check_invalid(formatter(R"("format": {"a": "x", "b": {"c": "%Severity"}}, "style": "boost")"),
                  "formatters.f.format.b.c", "unclosed %");
    check_invalid(formatter(R"("format": "%Severity", "style": "boost")"), "formatters.f.format",
                  "not a format string of Boost.Log");
    check_invalid(formatter(R"("format": {"a": "x"}, "exclude_attrs": ["b"])"), "formatters.f.exclude_attrs",
                  "remove one");
}

std::string handler(std::string const& keys)
{
    return R"({"version": 1, "formatters": {"text": {}, "map": {"format": {}}},
               "filters": {"only_a": {"name": "a"}}, "handlers": {"h": {)" +
           keys + "}}}";
}

BOOST_AUTO_TEST_CASE(handlers)
{
    check_invalid(handler(""), "handlers.h", "class is missing");
    check_invalid(handler(R"("class": "logging.StreamHandle")"), "handlers.h.class",
                  "did you mean logging.StreamHandler?");
    check_invalid(handler(R"("class": "my.Handler")"), "handlers.h.class", "Python's own", "fluentd");
    // Names are alike in their last parts.
    check_invalid(handler(R"("class": "TimedRotatingFileHandler")"), "handlers.h.class",
                  "did you mean logging.handlers.TimedRotatingFileHandler?");
    check_invalid(handler(R"("class": "logging.handlers.StreamHandler")"), "handlers.h.class",
                  "did you mean logging.StreamHandler?");
    check_invalid(handler(R"("class": "logging.handlers.CarrierPigeon")"), "handlers.h.class",
                  "; there are fluentd, ");
    check_invalid(handler(R"("class": "SMTPHandler")"), "handlers.h.class", "out_mail");
    check_invalid(handler(R"("class": "handlers.SMTPHandler")"), "handlers.h.class", "out_mail");
    check_invalid(handler(R"-("()": "my.make_handler")-"), "handlers.h.()", "Python's own");
    check_invalid(handler(R"-("class": "null", "()": "null")-"), "handlers.h.class", "remove one");
    check_invalid(handler(R"("class": "null", "levle": 1)"), "handlers.h.levle", "did you mean level?");
    check_invalid(handler(R"("class": "null", "level": "info")"), "handlers.h.level", "did you mean INFO?");
    check_invalid(handler(R"("class": "null", "level": -1)"), "handlers.h.level", "whole number");
    check_invalid(handler(R"("class": "null", "level": 1.5)"), "handlers.h.level", "whole number");
    check_invalid(handler(R"("class": "null", "level": true)"), "handlers.h.level", "is not a level");
    check_invalid(handler(R"("class": "null", "formatter": "txt")"), "handlers.h.formatter",
                  "did you mean text?");
    check_invalid(handler(R"("class": "null", "filters": ["only_b"])"), "handlers.h.filters[0]",
                  "did you mean only_a?");
    check_invalid(handler(R"("class": "null", "filters": "only_a")"), "handlers.h.filters", "is not a list");
    check_invalid(handler(R"("class": "stream", "stream": "ext://sys.stdin")"), "handlers.h.stream",
                  "ext://sys.stdout or ext://sys.stderr");
    check_invalid(handler(R"("class": "stream", "stream": "ext://my.module")"), "handlers.h.stream",
                  "ext://sys.stdout");
    check_invalid(handler(R"("class": "stream", "formatter": "map")"), "handlers.h.formatter", "makes maps");
    check_invalid(handler(R"("class": "stream", "filename": "x")"), "handlers.h.filename", "no key filename");
}

BOOST_AUTO_TEST_CASE(file_handlers)
{
    check_invalid(handler(R"("class": "file")"), "handlers.h", "filename is missing");
    check_invalid(handler(R"("class": "file", "filename": "")"), "handlers.h.filename", "is empty");
    check_invalid(handler(R"("class": "file", "filename": "ext://x")"), "handlers.h.filename", "Python");
    check_invalid(handler(R"("class": "file", "filename": "/no/such/folder/x")"), "handlers.h.filename",
                  "No such file");
    check_invalid(handler(R"("class": "file", "filename": "x", "mode": "r")"), "handlers.h.mode",
                  "w to begin it anew");
    for (std::string const encoding : {"latin-1", "utf-8-sig", "u-8", "utf.8", "utf-16", ""})
        check_invalid(handler(R"("class": "file", "filename": "x", "encoding": ")" + encoding + '"'),
                      "handlers.h.encoding", "utf-8");
    check_invalid(handler(R"("class": "file", "filename": "x", "maxBytes": 1)"), "handlers.h.maxBytes",
                  "no key maxBytes");
    check_invalid(handler(R"("class": "rotating_file", "filename": "x", "maxBytes": "1MX")"),
                  "handlers.h.maxBytes", "unknown unit");
    check_invalid(handler(R"("class": "rotating_file", "filename": "x", "maxBytes": 1, "max_bytes": 1)"),
                  "handlers.h.max_bytes", "the same");
    for (std::string const kind : {"file", "rotating_file", "timed_rotating_file", "watched_file"})
        check_invalid(handler(R"("filename": "x", "errors": "repalce", "class": ")" + kind + '"'),
                      "handlers.h.errors", R"("repalce" is not a way to encode; did you mean replace?)");
    check_invalid(handler(R"("class": "rotating_file", "filename": "x", "backupCount": 5000)"),
                  "handlers.h.backupCount", "at most 1000");
}

BOOST_AUTO_TEST_CASE(syslog_handlers)
{
    auto const invalid = [](std::string const& keys, std::string const& path, std::string const& part) {
        check_invalid(handler(R"("class": "syslog", )" + keys), "handlers.h." + path, part);
    };
    invalid(R"("facility": "usr")", "facility", "did you mean user?");
    invalid(R"("facility": 24)", "facility", "0 to 23");
    invalid(R"("address": "/tmp/log")", "address", "/dev/log");
    invalid(R"("address": ["localhost"])", "address", "[host, 514]");
    invalid(R"("address": ["", 514])", "address[0]", "is empty");
    invalid(R"("address": ["localhost", 70000])", "address[1]", "1 to 65535");
    invalid(R"("address": ["http://x", 514])", "address[0]",
            R"("http://x" has a scheme; write the host "x")");
    invalid(R"("address": ["127.0.0.1:514", 514])", "address[0]",
            R"(has a port in it; write the host "127.0.0.1" and the port 514)");
    invalid(R"("address": ["[::1]", 514])", "address[0]", "has brackets");
    invalid(R"("address": ["a b", 514])", "address[0]", "has a blank in it");
    invalid(R"("address": ["a..b", 514])", "address[0]", "has an empty label");
    invalid(R"("address": ["/dev/log", 514])", "address[0]", "write address: /dev/log");
    invalid(R"("address": ["@log", 514])", "address[0]", "is not the name of a host");
    invalid(R"("socktype": "ext://socket.SOCK_STREAM")", "socktype", "SOCK_DGRAM");
    // Looked up, without asking anybody: there is no such interface.
    auto const error = error_of(
        [] { dict_config(json(handler(R"("class": "syslog", "address": ["fe80::1%no-such", 514])"))); });
    BOOST_TEST(error.path() == "handlers.h");
    std::string const message = error.what();
    BOOST_TEST(message.find("the address fe80::1%no-such cannot be used: ") != message.npos, message);
    BOOST_TEST(message.find_first_of("[]") == message.npos, message); // no line of Boost's source
    BOOST_TEST(message.find("hpp") == message.npos, message);
}

BOOST_AUTO_TEST_CASE(fluentd_handlers)
{
    auto const invalid = [](std::string const& keys, std::string const& path, std::string const& part) {
        check_invalid(handler(R"("class": "fluentd", )" + keys), "handlers.h" + path, part);
    };
    invalid(R"("port": 24224)", "", "tag is missing");
    invalid(R"("tag": "t", "prot": 1)", ".prot", "did you mean port?");
    invalid(R"("tag": "t", "port": 0)", ".port", "0 is not a TCP port");
    invalid(R"("tag": "t", "port": 0.0)", ".port", "0.0 is not a TCP port");
    invalid(R"("tag": "t", "host": "tcp://x:1")", ".host", "has a scheme");
    invalid(R"("tag": "t", "tls_name": "a..b")", ".tls_name", "has an empty label");
    invalid(R"("tag": "t", "servers": [{"host": "x:1"}])", ".servers[0].host", "has a port in it");
    // The remedies are spelt as a dictConfig is.
    invalid(R"("tag": "t", "host": "127.0.0.1:24224")", ".host",
            R"(write host: "127.0.0.1" and port: 24224)");
    invalid(R"("tag": "t", "Host": "http://[::1]:5/")", ".Host", R"(write host: "::1" and port: 5)");
    invalid(R"("tag": "t", "host": "/run/fluentd")", ".host", R"(write path: "/run/fluentd")");
    invalid(R"("tag": "t", "host": "unix:///run/x")", ".host", R"(write path: "/run/x")");
    invalid(R"("tag": "t", "host": "/run/Host=x")", ".host", R"(write path: "/run/Host=x")");
    invalid(R"("tag": "t", "host": "a:b:x")", ".host", R"(such as host: "2001:db8::7")");
    invalid(R"("tag": "t", "tls_name": "https://x")", ".tls_name", R"(write tls_name: "x")");
    invalid(R"("tag": "t", "servers": [{"host": "x:1"}])", ".servers[0].host",
            R"(write host: "x" and port: 1)");
    invalid(R"("tag": "t", "server": {"a": {"tls_name": "https://x"}})", ".server.a.tls_name",
            R"(write tls_name: "x")");
    invalid(R"("tag": "t", "filter": "%Severity%>=info")", ".filter",
            R"(as in filter: "%Severity% >= info")");
    invalid(R"("tag": "t", "port": "x")", ".port", "whole number");
    invalid(R"("tag": "t", "port": 1.5)", ".port", "1.5 is");
    invalid(R"("tag": "t", "host": ["a", "b"], "port": 1)", ".host", "is not a text");
    invalid(R"("tag": "t", "host": {"a": 1})", ".host", "is not a text");
    invalid(R"("tag": "t", "host": "ext://x")", ".host", "Python");
    invalid(R"("tag": "t", "flush_interval": 500)", ".flush_interval", "500ms");
    invalid(R"("tag": "t", "buffer_limit": "1KiB")", ".buffer_limit", "64 KiB");
    invalid(R"("tag": "t", "BufferLimit": "1KiB")", ".BufferLimit", "64 KiB");
    invalid(R"("tag": "t", "message_json": "x")", ".message_json", "protect");
    invalid(R"("tag": "t", "filter": "%Severity%>=info")", ".filter", "spaces");
    invalid(R"("tag": "t", "filter": "%Severity% >= warn")", ".filter", "did you mean warning?");
    invalid(R"("tag": "t", "filter": "%Channel% matches \"a(\"")", ".filter", "regular expression");
    invalid(R"("tag": "t", "format": {"a": "b"})", ".format", "section formatters");
    invalid(R"("tag": "t", "destination": "Fluentd")", ".destination", "remove it");
    invalid(R"("tag": "t", "sender": "nobody")", ".sender", "name of another Fluentd handler");
    invalid(R"("tag": "t", "sender": "x", "port": 1)", ".port", "remove one");
    invalid(R"("tag": "t", "timeout": "3s")", ".timeout", "connect_timeout");
    invalid(R"("tag": "t", "nanosecond_precision": false)", ".nanosecond_precision", "always");
    invalid(R"("tag": "t", "buffer_overflow_handler": "my.handler")", ".buffer_overflow_handler",
            "on_discard");
    invalid(R"("tag": "t", "verbose": true)", ".verbose", "remove it");
    invalid(R"("tag": "t", "server": {"prot": 1})", ".server.prot", "did you mean Port?");
    invalid(R"("tag": "t", "server": {"port": 0})", ".server.port", "not a TCP port");
    // What is found when all is read is a mistake of its key all the same.
    invalid(R"("tag": "t", "servers": [{"host": "a", "standby": true}, {"host": "b", "standby": true}])",
            ".servers[0].standby", "standby must not be true");
    invalid(R"("tag": "t", "server": {"host": "a", "weight": 0})", ".server.weight",
            "weight must not be 0 where no server has another weight");
    invalid(
        R"("tag": "t", "server": {"host": "a", "username": "u"})", ".server",
        "shared_key must be given where a user is: the handshake requires both; where the server's key is "
        "empty, write empty_shared_key: true");
    invalid(R"("tag": "t", "RetryInitialInterval": "10s", "retry_max_interval": "1s")", ".retry_max_interval",
            "retry_max_interval must be at least RetryInitialInterval (10000 ms)");
    invalid(R"("tag": "t", "server": {"a": {"host": "a", "Weight": 0}})", ".server.a.Weight",
            "Weight must not be 0");
    invalid(R"("tag": "t", "server": {"a": {"host": "a"}, "b": {"host": "b", "username": "u"}})", ".server.b",
            "shared_key must be given");
    invalid(R"("tag": "t", "retry_initial_interval": "10s", "retry_max_interval": "1s")",
            ".retry_max_interval", "at least retry_initial_interval");
}

BOOST_AUTO_TEST_CASE(filters)
{
    auto const invalid = [](std::string const& filter, std::string const& path, std::string const& part) {
        check_invalid(R"({"version": 1, "filters": {"f": )" + filter + "}}", "filters.f" + path, part);
    };
    invalid(R"({"nmae": "a"})", ".nmae", "did you mean name?");
    invalid(R"-({"()": "my.Filter"})-", ".()", "Python's own");
    invalid(R"({"expression": "%Severity%>=info"})", ".expression", "spaces");
    invalid(R"({"expression": "%Severity% >= warn"})", ".expression", "trace, debug, info, warning");
    invalid(R"({"expression": "%Channel% matches \"a(\""})", ".expression", "regular expression");
    invalid("7", "", "is not a map");
}

BOOST_AUTO_TEST_CASE(loggers)
{
    auto const invalid = [](std::string const& logger, std::string const& path, std::string const& part) {
        auto const begin =
            R"({"version": 1, "filters": {"only_a": {}}, "handlers": {"none": {"class": "null"}}, )";
        check_invalid(begin + (R"("loggers": {"a.b": )" + logger) + "}}", "loggers.a.b" + path, part);
        check_invalid(begin + (R"("root": )" + logger) + "}", "root" + path, part);
        check_invalid(begin + (R"("loggers": {"": )" + logger) + "}}", "loggers.''" + path, part);
    };
    invalid(R"({"handlers": ["non"]})", ".handlers[0]", "did you mean none?");
    invalid(R"({"handlers": ["none", "none"]})", ".handlers[1]", "twice");
    invalid(R"({"filters": ["only_b"]})", ".filters[0]", "did you mean only_a?");
    invalid(R"({"level": "LOUD"})", ".level", "is not a level");
    invalid(R"({"propagate": "no"})", ".propagate", "true or false");
    invalid(R"({"handler": ["none"]})", ".handler", "did you mean handlers?");
    invalid("[]", "", "is not a map");
}

BOOST_AUTO_TEST_CASE(incremental_configurations)
{
    check_invalid(R"({"version": 1, "incremental": true, "handlers": {"x": {"level": 10}}})", "handlers.x",
                  "no such handler");
    check_invalid(R"({"version": 1, "incremental": true, "loggers": {"x": {"level": "LOUD"}}})",
                  "loggers.x.level", "is not a level");
}

BOOST_AUTO_TEST_CASE(references)
{
    check_invalid(R"({"version": 1, "handlers": {"h": "cfg://handlers.g", "g": "cfg://handlers.h"}})",
                  "handlers.h", "refers to itself");
    check_invalid(R"({"version": 1, "handlers": {"h": "cfg://handlers.g"}})", "handlers.h", "not there");
}

BOOST_AUTO_TEST_CASE(a_mistake_in_yaml_has_file_and_line_in_front)
{
    configured const here;
    auto const file = here.write("logging.yaml", "logging:\n"
                                                 "  version: 1\n"
                                                 "  handlers:\n"
                                                 "    fluent:\n"
                                                 "      class: fluentd\n"
                                                 "      tag: test\n"
                                                 "      port: 70000\n");
    auto const error = error_of([&] { dict_config_file(file, "logging"); });
    BOOST_TEST(error.what() ==
               file + ":7: handlers.fluent.port: 70000 is not a TCP port; write a number from 1 to "
                      "65535");
    BOOST_TEST(error.path() == "handlers.fluent.port");
    BOOST_TEST(error.line() == 7u);
    auto const missing = here.write("missing.yaml", "version: 1\nhandlers:\n  fluent:\n    class: fluentd\n");
    BOOST_TEST(error_of([&] { dict_config_file(missing); }).line() == 3u);
}

BOOST_AUTO_TEST_CASE(nothing_has_changed_after_a_mistake)
{
    configured const here;
    auto const good = R"({"version": 1, "handlers": {"h": {"class": "file", "filename": ")" + here.path("a") +
                      R"("}}, "root": {"handlers": ["h"], "level": "INFO"}})";
    dict_config(json(good));
    log("unchanged", severity::info, "before");
    // The first handler is made, the second cannot be: its folder is not there.
    auto const bad = R"({"version": 1, "handlers": {"h": {"class": "file", "mode": "w", "filename": ")" +
                     here.path("a") + R"("}, "n": {"class": "file", "filename": ")" + here.path("new") +
                     R"("}, "z": {"class": "file", "filename": ")" + here.path("none/b") +
                     R"("}}, "root": {"handlers": ["h", "n", "z"], "level": "DEBUG"}})";
    check_invalid(bad, "handlers.z.filename", "No such file");
    BOOST_TEST(!std::filesystem::exists(here.path("new")), "the file that was made is gone again");
    log("unchanged", severity::debug, "not heard");
    log("unchanged", severity::info, "after");
    BOOST_TEST(here.lines("a") == (std::vector<std::string>{"before", "after"}),
               boost::test_tools::per_element());
}

BOOST_AUTO_TEST_SUITE_END()
