// Copyright (c) 2026 The log_fluentd authors
// Distributed under the Boost Software License, Version 1.0.
// (See accompanying file LICENSE_1_0.txt or https://www.boost.org/LICENSE_1_0.txt)

/// \file
/// What becomes of a record with a value that cannot be formatted.

#include "unit/dict_config/configuration.hpp"

#include <log_fluentd/receiver.hpp>
#include <log_fluentd/sender.hpp>
#include <log_fluentd/settings.hpp>

#include <boost/log/attributes/named_scope.hpp>
#include <boost/log/utility/formatting_ostream.hpp>
#include <boost/log/utility/setup/formatter_parser.hpp>
#include <boost/make_shared.hpp>

#include <fcntl.h>
#include <functional>
#include <stdexcept>
#include <unistd.h>

using namespace log_fluentd;
using namespace log_fluentd::test;
using namespace std::chrono_literals;

BOOST_AUTO_TEST_SUITE(dict_config_format_errors)

/// One handler, `h`, with this formatter.
void apply_handler(std::string const& keys, std::string const& formatter)
{
    dict_config(json(R"({"version": 1, "formatters": {"f": )" + formatter + R"(}, "handlers": {"h": {)" +
                     keys + R"(, "formatter": "f"}}, "root": {"handlers": ["h"], "level": "NOTSET"}})"));
}

void log_with(char const* name, boost::log::attribute const& attribute)
{
    logger source(boost::log::keywords::channel = "shop");
    source.add_attribute(name, attribute);
    BOOST_LOG_SEV(source, severity::error) << "text";
}

/// Throws what it is given for every value.
class broken_factory final : public boost::log::formatter_factory<char>
{
public:
    explicit broken_factory(std::function<void()> do_throw) : do_throw_(std::move(do_throw)) {}

    formatter_type create_formatter(boost::log::attribute_name const&, args_map const&) override
    {
        return [do_throw = do_throw_](boost::log::record_view const&, boost::log::formatting_ostream& out) {
            out << "so far, ";
            out.setstate(std::ios::failbit);
            do_throw();
        };
    }

private:
    std::function<void()> do_throw_;
};

BOOST_AUTO_TEST_CASE(a_placeholder_that_throws_is_an_error_in_its_place)
{
    configured const here;
    auto const says = [&](std::string const& format) {
        std::filesystem::remove(here.path("log"));
        apply_handler(R"("class": "file", "filename": ")" + here.path("log") + '"',
                      R"({"style": "boost", "format": ")" + format + R"("})");
        log_with("Scope", boost::log::attributes::named_scope());
        return read_file(here.path("log"));
    };
    BOOST_TEST(says("%Channel% [%Scope(depth=abc)%] %Message%") ==
               "shop [<format error: depth is \"abc\"; write a number>] text\n");
    BOOST_TEST(says("%Scope(iteration=backward)%%Message%") ==
               "<format error: iteration is \"backward\"; write forward or reverse>text\n");
    boost::log::register_formatter_factory(
        "Broken", boost::make_shared<broken_factory>([] { throw std::runtime_error("no\nway"); }));
    boost::log::register_formatter_factory("Odd", boost::make_shared<broken_factory>([] { throw 7; }));
    BOOST_TEST(says("%Broken% %Broken(x=1)% %Odd% %Message%") ==
               "so far, <format error: no\\nway> so far, <format error: no\\nway> "
               "so far, <format error: unknown exception> text\n");
}

BOOST_AUTO_TEST_CASE(a_fluentd_handler_has_the_rest_of_the_text)
{
    configured const here;
    receiver server;
    apply_handler(R"("class": "fluentd", "tag": "t", "port": )" + std::to_string(server.port()),
                  R"({"style": "boost", "format": "%Scope(depth=abc)% %Message%"})");
    log_with("Scope", boost::log::attributes::named_scope());
    BOOST_TEST(bool(find_sender("h")->flush(10s)));
    BOOST_TEST(server.events().at(0).record.at("message") ==
               "<format error: depth is \"abc\"; write a number> text");
    BOOST_TEST(find_sender("h")->statistics().format_errors == 1u);
}

/// A value that cannot even be looked at.
class broken_value final : public boost::log::attribute_value::impl
{
public:
    bool dispatch(boost::log::type_dispatcher&) override { throw std::runtime_error("broken value"); }
};

class broken_attribute final : public boost::log::attribute::impl
{
public:
    boost::log::attribute_value get_value() override { return boost::log::attribute_value(new broken_value); }
};

/// What standard error is given while `call` runs. Nothing is checked meanwhile.
template <typename Call>
std::string reported(std::string const& file, Call call)
{
    int const saved = ::dup(STDERR_FILENO);
    int const opened = ::open(file.c_str(), O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0600);
    BOOST_TEST_REQUIRE(opened >= 0);
    ::dup2(opened, STDERR_FILENO);
    call();
    ::dup2(saved, STDERR_FILENO);
    ::close(opened);
    ::close(saved);
    return read_file(file);
}

BOOST_AUTO_TEST_CASE(the_first_record_that_is_lost_is_reported)
{
    configured const here;
    std::string text;
    // There may be as many lines on standard error already as there are in ten seconds.
    BOOST_TEST(poll_until(
        [&] {
            text = reported(here.path("errors"), [&] {
                apply_handler(R"("class": "file", "filename": ")" + here.path("log") + '"',
                              R"-({"format": "%(Order)s %(message)s", "defaults": {"Order": "-"}})-");
                for (int i = 0; i != 3; ++i)
                    log_with("Order", boost::log::attribute(new broken_attribute));
            });
            return text.find("has lost a record") != text.npos;
        },
        30s));
    BOOST_TEST(text.find("The handler h has lost a record") != text.npos, text);
    BOOST_TEST(text.find("std::runtime_error: broken value") != text.npos, text);
    BOOST_TEST(text.find("has lost") == text.rfind("has lost"), text);
    log("shop", severity::error, "and it goes on");
    BOOST_TEST(here.lines("log") == std::vector<std::string>{"- and it goes on"},
               boost::test_tools::per_element());
}

BOOST_AUTO_TEST_SUITE_END()
