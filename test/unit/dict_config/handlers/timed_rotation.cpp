// Copyright (c) 2026 The log_fluentd authors
// Distributed under the Boost Software License, Version 1.0.
// (See accompanying file LICENSE_1_0.txt or https://www.boost.org/LICENSE_1_0.txt)

/// \file
/// Files that begin anew, by time or since another program has renamed them. The times of many more cases are
/// compared with Python's in integration/timed_rotation_python.cpp.

#include "dict_config/handlers/file_backend.hpp"
#include "support/time_zone.hpp"
#include "unit/dict_config/configuration.hpp"

#include <fcntl.h>
#include <sys/stat.h>

using namespace log_fluentd;
using namespace log_fluentd::test;

BOOST_AUTO_TEST_SUITE(dict_config_file_rotation)

detail::timed_rotation rotation(std::string const& when, std::optional<int> at = {}, bool utc = false)
{
    detail::timed_rotation_config config;
    BOOST_TEST_REQUIRE(detail::read_when(when, config), when);
    config.at = at;
    config.utc = utc;
    return detail::timed_rotation(config);
}

constexpr char berlin[] = "CET-1CEST,M3.5.0,M10.5.0/3";

std::time_t local(int month, int day, int hour, int minute = 0)
{
    std::tm fields{};
    fields.tm_year = 126;
    fields.tm_mon = month - 1;
    fields.tm_mday = day;
    fields.tm_hour = hour;
    fields.tm_min = minute;
    fields.tm_isdst = -1;
    return std::mktime(&fields);
}

BOOST_AUTO_TEST_CASE(intervals_are_counted_from_the_file_s_time)
{
    BOOST_TEST(rotation("s").due_after(1000) == 1001);
    BOOST_TEST(rotation("M").due_after(1000) == 1060);
    BOOST_TEST(rotation("h").due_after(1000) == 4600);
    BOOST_TEST(rotation("D").due_after(1000) == 87400);
    detail::timed_rotation_config config;
    for (auto const* const word : {"", "X", "W", "W7", "W12", "midnigh", "MIDNIGHTS"})
        BOOST_TEST(!detail::read_when(word, config), word);
}

BOOST_AUTO_TEST_CASE(a_time_of_the_day_is_that_of_the_clock_on_the_wall)
{
    time_zone const there(berlin);
    // 2026-03-29 and 2026-10-25 have 23 and 25 hours; both are Sundays.
    BOOST_TEST(rotation("midnight").due_after(local(3, 29, 1)) == local(3, 30, 0));
    BOOST_TEST(rotation("midnight").due_after(local(10, 25, 1)) == local(10, 26, 0));
    BOOST_TEST(rotation("midnight", 4 * 3600).due_after(local(3, 28, 12)) == local(3, 29, 4));
    BOOST_TEST(rotation("midnight", 4 * 3600).due_after(local(3, 28, 4)) == local(3, 29, 4), "exactly then");
    BOOST_TEST(rotation("midnight", 4 * 3600).due_after(local(3, 28, 3, 59)) == local(3, 28, 4));
    BOOST_TEST(rotation("W0", 3600).due_after(local(3, 25, 9)) == local(3, 30, 1));
    BOOST_TEST(rotation("W6").due_after(local(10, 20, 9)) == local(10, 26, 0), "the end of the Sunday");
    BOOST_TEST(rotation("midnight", {}, true).due_after(86400 * 10 + 5) == 86400 * 11);
}

BOOST_AUTO_TEST_CASE(an_old_file_has_the_time_that_it_began_in_its_name)
{
    time_zone const there(berlin);
    BOOST_TEST(rotation("H").suffix(local(5, 4, 10), local(5, 4, 10, 3)) == "2026-05-04_09");
    BOOST_TEST(rotation("S").suffix(local(5, 4, 10), local(5, 4, 10)) == "2026-05-04_09-59-59");
    BOOST_TEST(rotation("M", {}, true).suffix(local(5, 4, 10), local(5, 4, 10)) == "2026-05-04_07-59");
    BOOST_TEST(rotation("midnight").suffix(local(3, 30, 0), local(3, 30, 0)) == "2026-03-29");
    BOOST_TEST(rotation("W0").suffix(local(3, 31, 0), local(3, 31, 5)) == "2026-03-24");
}

BOOST_AUTO_TEST_CASE(the_oldest_files_of_this_log_alone_are_too_many)
{
    std::vector<std::string> const names{
        "a.log.2026-01-03",   "a.log.2026-01-01",  "a.log.2026-01-02.gz", "a.log",
        "a.log.2026-01-0x",   "a.log2.2026-01-01", "b.log.2026-01-01",    "a.log.2026-01-01.x.y",
        "a.log.2026-01-01_10"};
    BOOST_TEST(rotation("D").too_many(names, "a.log", 1) ==
                   (std::vector<std::string>{"a.log.2026-01-01", "a.log.2026-01-02.gz"}),
               boost::test_tools::per_element());
    BOOST_TEST(rotation("D").too_many(names, "a.log", 9).empty());
    BOOST_TEST(rotation("H").too_many(names, "a.log", 0) == std::vector<std::string>{"a.log.2026-01-01_10"},
               boost::test_tools::per_element());
}

std::time_t now = 0;

/// A file that begins anew each hour.
detail::file_config hourly(std::string const& path)
{
    detail::file_config config;
    config.path = path;
    config.timed = rotation("H", {}, true);
    config.clock = [] { return now; };
    return config;
}

void write(detail::file_backend& to, std::time_t time, std::string const& text)
{
    now = time;
    to.consume(boost::log::record_view(), text);
}

BOOST_AUTO_TEST_CASE(a_file_whose_old_name_is_taken_is_not_written_over)
{
    configured const here;
    now = 1000;
    detail::file_backend first(hourly(here.path("log"))), second(hourly(here.path("log")));
    first.commit();
    second.commit();
    struct timespec const times[] = {{now, 0}, {now, 0}};
    BOOST_TEST_REQUIRE(::utimensat(AT_FDCWD, here.path("log").c_str(), times, 0) == 0);
    first.commit(); // as if it had begun then
    second.commit();
    write(first, 2000, "1");
    write(first, 5000, "2");
    write(second, 5000, "3"); // the other process has renamed it
    BOOST_TEST(read_file(here.path("log.1970-01-01_00")) == "1\n");
    BOOST_TEST(read_file(here.path("log")) == "2\n3\n");
}

BOOST_AUTO_TEST_CASE(what_is_no_file_is_never_renamed)
{
    configured const here;
    std::filesystem::create_symlink("/dev/null", here.path("null"));
    now = 1000;
    auto by_time = hourly(here.path("null"));
    detail::file_config by_size;
    by_size.path = here.path("null");
    by_size.max_bytes = 2;
    by_size.backup_count = 1;
    for (auto const& config : {by_time, by_size}) {
        detail::file_backend backend(config);
        backend.commit();
        write(backend, std::time(nullptr) + 10000, "long enough");
        write(backend, std::time(nullptr) + 20000, "long enough");
        BOOST_TEST(std::filesystem::is_symlink(here.path("null")));
        BOOST_TEST(std::distance(std::filesystem::directory_iterator(
                                     std::filesystem::path(here.path("null")).parent_path()),
                                 std::filesystem::directory_iterator()) == 1);
    }
}

void apply_handler(std::string const& keys)
{
    dict_config(json(R"({"version": 1, "handlers": {"h": {)" + keys +
                     R"(}}, "root": {"handlers": ["h"], "level": "NOTSET"}})"));
}

BOOST_AUTO_TEST_CASE(utf_8_has_the_names_that_python_takes)
{
    configured const here;
    for (std::string const name : {"utf-8", "UTF_8", "utf8", "Utf 8", "U8", "utf", "utf--8", "cp65001"})
        BOOST_CHECK_NO_THROW(apply_handler(R"("class": "file", "encoding": ")" + name +
                                           R"(", "filename": ")" + here.path("log") + '"'));
}

BOOST_AUTO_TEST_CASE(files_go_on_or_begin_anew)
{
    configured const here;
    auto const file = R"("filename": ")" + here.path("log") + R"(")";
    here.write("log", "old\n");
    apply_handler(R"("class": "logging.FileHandler", "encoding": "utf-8", "errors": "strict", )" + file);
    log("shop", severity::info, "1");
    BOOST_TEST(read_file(here.path("log")) == "old\n1\n");
    apply_handler(R"("class": "file", "mode": "w", )" + file);
    BOOST_TEST(read_file(here.path("log")) == "");
    log("shop", severity::info, "2");
    BOOST_TEST(read_file(here.path("log")) == "2\n");
    // Opened by the first record.
    apply_handler(R"("class": "file", "mode": "w", "delay": true, )" + file);
    BOOST_TEST(read_file(here.path("log")) == "2\n");
    log("shop", severity::info, "3");
    BOOST_TEST(read_file(here.path("log")) == "3\n");
    apply_handler(R"("class": "file", "delay": true, "filename": ")" + here.path("late") + R"(")");
    BOOST_TEST(!std::filesystem::exists(here.path("late")));
}

BOOST_AUTO_TEST_CASE(files_rotate_as_python_s)
{
    configured const here;
    apply_handler(R"("class": "logging.handlers.RotatingFileHandler", "maxBytes": 10, "backupCount": 2,
                     "filename": ")" +
                  here.path("log") + R"(")");
    for (auto const* const message : {"aaaa", "bbbb", "cccc", "dddddddddddddddd", "eeee"})
        log("shop", severity::info, message);
    BOOST_TEST(read_file(here.path("log")) == "eeee\n");
    BOOST_TEST(read_file(here.path("log.1")) == "dddddddddddddddd\n");
    BOOST_TEST(read_file(here.path("log.2")) == "cccc\n");
    BOOST_TEST(!std::filesystem::exists(here.path("log.3")));
    apply_handler(R"("class": "rotating_file", "max_bytes": "1KiB", "filename": ")" + here.path("log") +
                  R"(")");
    log("shop", severity::info, std::string(2000, 'x'));
    BOOST_TEST(read_file(here.path("log")).size() == 2006u, "without backup_count it grows");
}

BOOST_AUTO_TEST_CASE(a_file_by_size_that_was_taken_away_begins_anew)
{
    configured const here;
    detail::file_config config;
    config.path = here.path("log");
    config.max_bytes = 10;
    config.backup_count = 3;
    detail::file_backend backend(config);
    backend.commit();
    write(backend, 0, "1111");
    std::filesystem::remove(here.path("log"));
    write(backend, 0, "2222222222");
    BOOST_TEST(read_file(here.path("log")) == "2222222222\n");
    std::filesystem::rename(here.path("log"), here.path("moved"));
    write(backend, 0, "3333333333");
    BOOST_TEST(read_file(here.path("log")) == "3333333333\n");
    BOOST_TEST(read_file(here.path("moved")) == "2222222222\n");
    // A backup that vanished leaves its place to the one before.
    write(backend, 0, "4444444444");
    write(backend, 0, "5555555555");
    std::filesystem::remove(here.path("log.1"));
    write(backend, 0, "6666666666");
    BOOST_TEST(read_file(here.path("log")) == "6666666666\n");
    BOOST_TEST(read_file(here.path("log.1")) == "5555555555\n");
    BOOST_TEST(read_file(here.path("log.3")) == "3333333333\n");
}

BOOST_AUTO_TEST_CASE(a_backup_that_cannot_be_renamed_is_not_written_over)
{
    configured const here;
    detail::file_config config;
    config.path = here.path("log");
    config.max_bytes = 10;
    config.backup_count = 2;
    detail::file_backend backend(config);
    backend.commit();
    std::filesystem::create_directory(here.path("log.2"));
    write(backend, 0, "1111");
    write(backend, 0, "2222222222");
    write(backend, 0, "3333333333");
    BOOST_TEST(read_file(here.path("log.1")) == "1111\n");
    BOOST_TEST(read_file(here.path("log")) == "2222222222\n3333333333\n");
}

BOOST_AUTO_TEST_CASE(a_file_by_time_that_was_taken_away_begins_anew)
{
    configured const here;
    now = std::time(nullptr);
    detail::file_backend backend(hourly(here.path("log")));
    backend.commit();
    write(backend, now, "1");
    std::filesystem::remove(here.path("log"));
    write(backend, now + 2 * 3600, "2");
    BOOST_TEST(read_file(here.path("log")) == "2\n");
    write(backend, now + 2 * 3600, "3");
    BOOST_TEST(read_file(here.path("log")) == "3\n");
}

BOOST_AUTO_TEST_CASE(a_file_of_yesterday_is_renamed_by_the_first_record)
{
    configured const here;
    time_zone const there("UTC");
    here.write("log", "old\n");
    constexpr std::time_t then = 1'000'000'000; // 2001-09-09, a Sunday
    struct timespec const times[] = {{then, 0}, {then, 0}};
    BOOST_TEST_REQUIRE(::utimensat(AT_FDCWD, here.path("log").c_str(), times, 0) == 0);
    apply_handler(R"("class": "logging.handlers.TimedRotatingFileHandler", "when": "midnight", "interval": 1,
                     "backupCount": 7, "encoding": "utf-8", "errors": "surrogateescape", "delay": true,
                     "utc": true, "atTime": "04:30",
                     "filename": ")" +
                  here.path("log") + R"(")");
    BOOST_TEST(read_file(here.path("log")) == "old\n");
    log("shop", severity::info, "new");
    BOOST_TEST(read_file(here.path("log")) == "new\n");
    BOOST_TEST(read_file(here.path("log.2001-09-08")) == "old\n");
}

BOOST_AUTO_TEST_CASE(a_watched_file_is_opened_anew_when_it_was_renamed_or_removed)
{
    configured const here;
    for (std::string const keys :
         {R"("class": "logging.handlers.WatchedFileHandler")", R"("class": "watched_file", "delay": true)"}) {
        apply_handler(keys + R"(, "mode": "w", "filename": ")" + here.path("log") + '"');
        log("shop", severity::info, "1");
        std::filesystem::rename(here.path("log"), here.path("log.1"));
        log("shop", severity::info, "2");
        log("shop", severity::info, "3");
        BOOST_TEST(read_file(here.path("log.1")) == "1\n");
        BOOST_TEST(read_file(here.path("log")) == "2\n3\n");
        std::filesystem::remove(here.path("log"));
        log("shop", severity::info, "4");
        BOOST_TEST(read_file(here.path("log")) == "4\n");
    }
    apply_handler(R"("class": "file", "filename": ")" + here.path("log") + '"');
    std::filesystem::rename(here.path("log"), here.path("log.1"));
    log("shop", severity::info, "5");
    BOOST_TEST(read_file(here.path("log.1")) == "4\n5\n", "a file that is not watched");
}

BOOST_AUTO_TEST_CASE(a_watched_file_of_mode_w_is_emptied_whenever_it_is_opened)
{
    configured const here;
    for (std::string const mode : {"w", "a"}) {
        apply_handler(R"("class": "watched_file", "mode": ")" + mode + R"(", "filename": ")" +
                      here.path("log") + '"');
        for (std::string const text : {"1", "2"}) {
            here.write("other", "preset\n");
            std::filesystem::rename(here.path("other"), here.path("log"));
            log("shop", severity::info, text);
            log("shop", severity::info, "on");
            BOOST_TEST(read_file(here.path("log")) ==
                       (mode == "w" ? std::string() : "preset\n") + text + "\non\n");
        }
    }
}

BOOST_AUTO_TEST_CASE(a_late_record_does_not_empty_the_file_of_the_next_configuration)
{
    configured const here;
    detail::file_config config;
    config.path = here.path("log");
    config.truncate = config.delay = true;
    detail::file_backend backend(config);
    backend.commit();
    backend.retire();
    here.write("log", "of another handler\n");
    write(backend, 0, "late");
    BOOST_TEST(read_file(here.path("log")) == "of another handler\nlate\n");
}

BOOST_AUTO_TEST_CASE(mistakes)
{
    auto const invalid = [](std::string const& keys, std::string const& path, std::string const& part) {
        check_invalid(
            R"({"version": 1, "handlers": {"h": {"class": "timed_rotating_file", "filename": "x", )" + keys +
                "}}}",
            "handlers.h." + path, part);
    };
    invalid(R"("when": "W7")", "when", "midnight, or W0 (Monday) to W6");
    invalid(R"("when": 5)", "when", "is not a text");
    invalid(R"("interval": 0)", "interval", "from 1 on");
    invalid(R"("interval": "1h")", "interval", "whole number");
    invalid(R"("backupCount": 1001)", "backupCount", "at most 1000");
    invalid(R"("mode": "w")", "mode", "no key mode");
    invalid(R"("utc": "yes")", "utc", "true or false");
    for (auto const* const time : {R"("24:00")", R"("4")", R"("04:60")", R"("4:30 ")", R"("+4:30")", "630"})
        invalid(R"("atTime": )" + std::string(time), "atTime", "'04:30'");
    invalid(R"-("atTime": {"()": "datetime.time", "hour": 24})-", "atTime.hour", "at most 23");
    dict_config(json(R"-({"version": 1, "handlers": {"h": {"class": "timed_rotating_file", "delay": true,
        "filename": "x", "at_time": {"()": "datetime.time", "hour": 4, "minute": 30}}}})-"));
    dict_config(json(R"({"version": 1})"));
}

BOOST_AUTO_TEST_SUITE_END()
