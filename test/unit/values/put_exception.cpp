// Copyright (c) 2026 The log_fluentd authors
// Distributed under the Boost Software License, Version 1.0.
// (See accompanying file LICENSE_1_0.txt or https://www.boost.org/LICENSE_1_0.txt)

#include "support/records.hpp"
#include "support/writing.hpp"

#include <log_fluentd/stacktrace.hpp>

#include <boost/exception/all.hpp>
#include <boost/json/parse.hpp>
#include <boost/test/unit_test.hpp>

#include <exception>
#include <stdexcept>
#include <string>
#include <utility>

namespace my {

struct failure : std::runtime_error
{
    using runtime_error::runtime_error;
};
struct plain_failure : boost::exception
{};
struct bare
{
    int code;
};
struct holder : std::exception, std::nested_exception
{};

using file = boost::error_info<struct file_tag, std::string>;
using attempts = boost::error_info<struct attempts_tag, int>;
using own_trace = boost::error_info<struct own_trace_tag, boost::stacktrace::stacktrace>;

} // namespace my

namespace {

namespace json = boost::json;
using namespace log_fluentd::test;

template <typename Throw>
std::exception_ptr caught(Throw what)
{
    try {
        what();
    } catch (...) {
        return std::current_exception();
    }
    return nullptr;
}

template <typename Throw>
json::value thrown(Throw what)
{
    return as_json(caught(what));
}

std::string text(json::value const& value)
{
    return std::string(value.as_string().c_str());
}

} // namespace

BOOST_AUTO_TEST_SUITE(exceptions)

BOOST_AUTO_TEST_CASE(type_and_message)
{
    BOOST_TEST(thrown([] { throw my::failure("no stock"); }) ==
               json::value({{"type", "my::failure"}, {"message", "no stock"}}));
    BOOST_TEST(as_json(std::exception_ptr()) == json::value(nullptr));
    BOOST_TEST(as_json(my::failure("no stock")) ==
               json::value({{"type", "my::failure"}, {"message", "no stock"}}));
}

BOOST_AUTO_TEST_CASE(what_is_no_std_exception)
{
    BOOST_TEST(thrown([] { throw std::string("text"); }) ==
               json::value({{"type", "std::string"}, {"message", "text"}}));
    BOOST_TEST(thrown([] { throw "text"; }) == json::value({{"type", "char const*"}, {"message", "text"}}));
    BOOST_TEST(thrown([] { throw 7; }) == json::value({{"type", "int"}, {"message", ""}}));
    BOOST_TEST(thrown([] { throw my::bare{7}; }) == json::value({{"type", "my::bare"}, {"message", ""}}));
}

BOOST_AUTO_TEST_CASE(the_nested_chain)
{
    auto const result = thrown([] {
        try {
            try {
                throw my::bare{7};
            } catch (...) {
                std::throw_with_nested(my::failure("no stock"));
            }
        } catch (...) {
            std::throw_with_nested(std::runtime_error("order failed"));
        }
    });
    BOOST_TEST(text(result.at("type")) == "std::runtime_error");
    BOOST_TEST(text(result.at("message")) == "order failed");
    BOOST_TEST(text(result.at("nested").at("message")) == "no stock");
    BOOST_TEST(result.at("nested").at("nested") == json::value({{"type", "my::bare"}, {"message", ""}}));
}

BOOST_AUTO_TEST_CASE(the_nested_chain_of_what_is_no_std_exception)
{
    auto const over_failure = [](auto outer) {
        return thrown([&] {
            try {
                throw my::failure("no stock");
            } catch (...) {
                std::throw_with_nested(std::move(outer));
            }
        });
    };
    json::value const nested = {{"type", "my::failure"}, {"message", "no stock"}};
    BOOST_TEST(over_failure(my::bare{7}) ==
               json::value({{"type", "my::bare"}, {"message", ""}, {"nested", nested}}));
    auto const of_text = over_failure(std::string("text"));
    BOOST_TEST(text(of_text.at("message")) == "text");
    BOOST_TEST(of_text.at("nested") == nested);
    auto const of_boost = over_failure(my::plain_failure());
    BOOST_TEST(text(of_boost.at("type")) == "my::plain_failure");
    BOOST_TEST(of_boost.at("nested") == nested);
    // What has nothing nested in it says nothing of it.
    BOOST_TEST(thrown([] { std::throw_with_nested(my::bare{7}); }) ==
               json::value({{"type", "my::bare"}, {"message", ""}}));
}

BOOST_AUTO_TEST_CASE(a_chain_without_end)
{
    std::exception_ptr chain = caught([] { throw my::failure("first"); });
    for (int i = 0; i < 1000; ++i) {
        chain = caught([&] {
            try {
                std::rethrow_exception(chain);
            } catch (...) {
                std::throw_with_nested(my::failure("next"));
            }
        });
    }
    json::value const result = as_json(chain);
    json::value const* inner = &result;
    std::size_t levels = 0;
    for (; inner->is_object(); ++levels)
        inner = &inner->at("nested");
    BOOST_TEST(levels == log_fluentd::value_writer::max_depth);
    BOOST_TEST(*inner == json::value("<nested too deeply>"));
}

BOOST_AUTO_TEST_CASE(boost_exceptions_have_their_diagnostics)
{
    auto const result = thrown(
        [] { BOOST_THROW_EXCEPTION(boost::enable_error_info(my::failure("no stock")) << my::attempts(3)); });
    BOOST_TEST(text(result.at("type")) == "my::failure");
    BOOST_TEST(text(result.at("message")) == "no stock");
    BOOST_TEST(text(result.at("diagnostic")).find("put_exception.cpp") != std::string::npos);
    BOOST_TEST(text(result.at("diagnostic")).find("attempts_tag*] = 3") != std::string::npos);

    auto const wrapped = thrown([] { boost::throw_exception(my::failure("no stock")); });
    BOOST_TEST(text(wrapped.at("type")) == "my::failure");

    auto const plain = thrown([] { throw my::plain_failure() << my::attempts(3); });
    BOOST_TEST(text(plain.at("type")) == "my::plain_failure");
    BOOST_TEST(text(plain.at("diagnostic")).find("= 3") != std::string::npos);
}

BOOST_AUTO_TEST_CASE(error_infos_have_keys_of_their_own)
{
    log_fluentd::register_error_info<my::file>("file");
    auto const result = thrown([] { throw my::plain_failure() << my::file("/etc/shop.ini"); });
    BOOST_TEST(result.at("file") == json::value("/etc/shop.ini"));
    auto const without = thrown([] { throw my::plain_failure(); });
    BOOST_TEST(!without.as_object().contains("file"));

    log_fluentd::register_error_info<my::file>("path");
    auto const renamed = thrown([] { throw my::plain_failure() << my::file("/etc/shop.ini"); });
    BOOST_TEST(renamed.at("path") == json::value("/etc/shop.ini"));
    BOOST_TEST(!renamed.as_object().contains("file"));

    BOOST_CHECK_THROW(log_fluentd::register_error_info<my::attempts>("message"), std::invalid_argument);
    BOOST_CHECK_THROW(log_fluentd::register_error_info<my::attempts>("path"), std::invalid_argument);
}

BOOST_AUTO_TEST_CASE(stack_traces)
{
    auto const raise = [] {
        throw boost::enable_error_info(my::failure("no stock"))
            << log_fluentd::stacktrace_info(boost::stacktrace::stacktrace());
    };
    BOOST_TEST(!thrown(raise).as_object().contains("stacktrace"));
    log_fluentd::register_stacktrace();
    std::string const trace = text(thrown(raise).at("stacktrace"));
    BOOST_TEST(trace.find(" 0# ") != std::string::npos, trace);
    BOOST_TEST(trace.find(" 1# ") != std::string::npos, trace);
    BOOST_TEST(as_json(boost::stacktrace::stacktrace()).is_string());
    BOOST_CHECK_THROW(log_fluentd::register_stacktrace<my::own_trace>(), std::invalid_argument);
}

BOOST_AUTO_TEST_CASE(in_records)
{
    auto const log = [](log_fluentd::format_dictionary const& dictionary) {
        return format(log_fluentd::record_formatter(dictionary), [] {
            try {
                throw my::failure("no stock");
            } catch (...) {
                logging::sources::logger logger;
                BOOST_LOG(logger) << "failed" << logging::add_value("Exception", std::current_exception());
            }
        });
    };
    auto const typed = log({{"exception", "%Exception%"}});
    BOOST_TEST(typed.map == json::parse(R"({"exception": {"type": "my::failure", "message": "no stock"},
        "message": "failed"})"));
    BOOST_TEST(typed.report.empty());
    BOOST_TEST(log({{"text", "failed: %Exception%"}})["text"] ==
               json::value(R"(failed: {"type":"my::failure","message":"no stock"})"));
    BOOST_TEST(log({})["Exception"].at("message") == json::value("no stock"));
}

BOOST_AUTO_TEST_CASE(in_events)
{
    auto const error = caught([] { throw my::failure("no stock"); });
    BOOST_TEST(write_event({{"error", error}}).map.at("error").at("message") == json::value("no stock"));
}

BOOST_AUTO_TEST_SUITE_END()
