// Copyright (c) 2026 The log_fluentd authors
// Distributed under the Boost Software License, Version 1.0.
// (See accompanying file LICENSE_1_0.txt or https://www.boost.org/LICENSE_1_0.txt)

/// \file
/// Applying a configuration, and another.

#include "unit/dict_config/configuration.hpp"

#include <boost/log/sinks/sink.hpp>
#include <boost/make_shared.hpp>

#include <atomic>
#include <iostream>
#include <set>
#include <thread>

using namespace log_fluentd;
using namespace log_fluentd::test;

BOOST_AUTO_TEST_SUITE(dict_config_apply)

/// A handler for each of the names, which writes `%(name)s %(levelname)s %(message)s` into a file of that
/// name.
std::string file_handlers(configured const& here, std::vector<std::string> const& names)
{
    std::string result =
        R"("formatters": {"f": {"format": "%(name)s %(levelname)s %(message)s"}}, "handlers": {)";
    for (auto const& name : names)
        result += (name == names.front() ? "\"" : ", \"") + name +
                  R"(": {"class": "file", "formatter": "f", "filename": ")" + here.path(name) + R"("})";
    return result + "}";
}

void apply(std::string const& keys)
{
    dict_config(json(R"({"version": 1, )" + keys + "}"));
}

void check_lines(configured const& here, std::string const& name, std::vector<std::string> const& expected)
{
    BOOST_TEST(here.lines(name) == expected, boost::test_tools::per_element());
}

BOOST_AUTO_TEST_CASE(loggers_handlers_and_levels)
{
    configured const here;
    apply(file_handlers(here, {"all", "db"}) +
          R"(, "loggers": {"db": {"handlers": ["db"], "level": "DEBUG"}, "quiet": {"propagate": false}},
              "root": {"handlers": ["all"], "level": "INFO"})");
    log("shop", severity::debug, "1");
    log("shop", severity::info, "2");
    log("db.pool", severity::debug, "3");
    log("quiet", severity::fatal, "4");
    check_lines(here, "all", {"shop INFO 2", "db.pool DEBUG 3"});
    check_lines(here, "db", {"db.pool DEBUG 3"});
}

BOOST_AUTO_TEST_CASE(without_a_level_root_has_warning)
{
    configured const here;
    apply(file_handlers(here, {"all"}) + R"(, "root": {"handlers": ["all"]})");
    log("", severity::info, "1");
    log("", severity::warning, "2");
    check_lines(here, "all", {"root WARNING 2"});
}

BOOST_AUTO_TEST_CASE(root_counts_for_more_than_the_logger_with_the_empty_name)
{
    configured const here;
    apply(file_handlers(here, {"a", "b"}) + R"(, "loggers": {"": {"handlers": ["a"], "level": "DEBUG"}},
          "root": {"handlers": ["b"]})");
    log("", severity::debug, "1");
    check_lines(here, "a", {});
    check_lines(here, "b", {"root DEBUG 1"});
}

BOOST_AUTO_TEST_CASE(another_configuration_takes_the_place_of_the_first)
{
    configured const here;
    apply(file_handlers(here, {"a"}) + R"(, "root": {"handlers": ["a"], "level": 10})");
    log("", severity::info, "1");
    apply(file_handlers(here, {"b"}) + R"(, "root": {"handlers": ["b"], "level": 10})");
    log("", severity::info, "2");
    check_lines(here, "a", {"root INFO 1"});
    check_lines(here, "b", {"root INFO 2"});
}

BOOST_AUTO_TEST_CASE(existing_loggers_are_disabled)
{
    configured const here;
    auto const root = file_handlers(here, {"a"}) + R"(, "root": {"handlers": ["a"], "level": 10})";
    apply(root + R"(, "loggers": {"old": {}, "parent.child": {"level": 50}})");
    apply(root + R"(, "loggers": {"parent": {}})");
    log("old", severity::fatal, "1");
    log("old.child", severity::fatal, "2");
    log("parent.child", severity::debug, "below a logger that is named");
    log("new", severity::info, "4");
    check_lines(here, "a", {"parent.child DEBUG below a logger that is named", "new INFO 4"});
    // Named again, it speaks.
    apply(root + R"(, "loggers": {"old": {}})");
    log("old", severity::info, "5");
    BOOST_TEST(here.lines("a").back() == "old INFO 5");
}

BOOST_AUTO_TEST_CASE(existing_loggers_stay_where_it_is_said)
{
    configured const here;
    auto const root = file_handlers(here, {"a"}) + R"(, "root": {"handlers": ["a"], "level": 10})";
    apply(root +
          R"(, "loggers": {"loud": {"level": 40}, "silent": {"propagate": false, "handlers": ["a"]}})");
    apply(root + R"(, "disable_existing_loggers": false)");
    log("loud", severity::info, "1");
    log("loud", severity::error, "2");
    log("silent", severity::error, "3");
    check_lines(here, "a", {"loud ERROR 2"});
}

BOOST_AUTO_TEST_CASE(an_incremental_configuration_changes_levels_and_propagation)
{
    configured const here;
    apply(file_handlers(here, {"a"}) +
          R"(, "root": {"handlers": ["a"], "level": 40}, "loggers": {"s": {"propagate": false}})");
    apply(R"("incremental": true, "handlers": {"a": {"level": "INFO"}},
             "root": {"level": "DEBUG"}, "loggers": {"x": {"level": "ERROR"}, "s": {"propagate": true}})");
    log("", severity::debug, "the handler's level");
    log("", severity::info, "1");
    log("x", severity::warning, "2");
    log("x", severity::error, "3");
    log("s", severity::info, "4");
    check_lines(here, "a", {"root INFO 1", "x ERROR 3", "s INFO 4"});
}

BOOST_AUTO_TEST_CASE(filters_of_handlers_and_loggers)
{
    configured const here;
    apply(R"-("formatters": {"f": {"format": "%(name)s %(levelname)s %(message)s"}},
              "filters": {"only_a": {"name": "a"}, "severe": {"expression": "%Severity% >= error"},
                          "all": {"()": "logging.Filter"}},
              "handlers": {"h": {"class": "file", "formatter": "f", "filters": ["only_a", "all"],
                                 "filename": ")-" +
          here.path("h") + R"("}},
             "loggers": {"a.b": {"filters": ["severe"]}}, "root": {"handlers": ["h"], "level": 10})");
    log("b", severity::info, "1");
    log("a.x", severity::info, "2");
    log("a.b", severity::info, "3");
    log("a.b", severity::error, "4");
    log("a.b.c", severity::info, "5");
    check_lines(here, "h", {"a.x INFO 2", "a.b ERROR 4", "a.b.c INFO 5"});
}

/// Counts what reaches it.
class counting_sink : public boost::log::sinks::sink
{
public:
    counting_sink() : sink(false) {}
    bool will_consume(boost::log::attribute_value_set const&) override { return true; }
    void consume(boost::log::record_view const&) override { ++count; }
    void flush() override {}

    std::atomic<std::size_t> count{0};
};

BOOST_AUTO_TEST_CASE(the_program_s_own_sinks_are_left_alone)
{
    configured const here;
    auto const own = boost::make_shared<counting_sink>();
    boost::log::core::get()->add_sink(own);
    apply(file_handlers(here, {"a"}) + R"(, "root": {"handlers": ["a"], "level": "ERROR"})");
    log("", severity::trace, "1");
    apply(R"("handlers": {"none": {"class": "null"}}, "root": {"handlers": ["none"]})");
    log("", severity::fatal, "2");
    BOOST_TEST(own->count == 2u);
    boost::log::core::get()->remove_sink(own);
}

BOOST_AUTO_TEST_CASE(with_null_handlers_alone_nothing_is_printed)
{
    configured const here;
    apply(R"("handlers": {"none": {"class": "logging.NullHandler"}}, "root": {"handlers": ["none"]})");
    std::ostringstream printed;
    auto* const before = std::cout.rdbuf(printed.rdbuf());
    log("", severity::fatal, "1");
    std::cout.rdbuf(before);
    BOOST_TEST(printed.str() == "");
}

BOOST_AUTO_TEST_CASE(sinks_that_were_removed_are_not_missed)
{
    configured const here;
    apply(file_handlers(here, {"a"}) + R"(, "root": {"handlers": ["a"], "level": 10})");
    boost::log::core::get()->remove_all_sinks();
    apply(R"("incremental": true, "handlers": {"a": {"level": "INFO"}})");
    apply(file_handlers(here, {"a"}) + R"(, "root": {"handlers": ["a"], "level": 10})");
    log("", severity::info, "1");
    check_lines(here, "a", {"root INFO 1"});
}

BOOST_AUTO_TEST_CASE(no_record_is_lost_while_configurations_change)
{
    configured const here;
    // Both write into the same file, since it is opened for appending.
    auto const configuration = file_handlers(here, {"a"}) + R"(, "root": {"handlers": ["a"], "level": 10})";
    apply(configuration);
    constexpr std::size_t count = 3000;
    std::atomic<bool> done{false};
    std::thread logging([&] {
        for (std::size_t i = 0; i != count; ++i)
            log("", severity::info, std::to_string(i));
        done = true;
    });
    for (int i = 0; i != 30 && !done; ++i)
        apply(configuration);
    logging.join();
    std::set<std::string> seen;
    for (auto const& line : here.lines("a"))
        seen.insert(line);
    BOOST_TEST(seen.size() == count);
}

BOOST_AUTO_TEST_SUITE_END()
