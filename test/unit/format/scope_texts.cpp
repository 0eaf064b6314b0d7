// Copyright (c) 2026 The log_fluentd authors
// Distributed under the Boost Software License, Version 1.0.
// (See accompanying file LICENSE_1_0.txt or https://www.boost.org/LICENSE_1_0.txt)

// Texts made of the scope alone are kept from record to record; nobody may see that.

#include "msgpack/scope_texts.hpp"

#include "format/thread_scopes.hpp"
#include "support/decode.hpp"
#include "support/records.hpp"

#include <log_fluentd/record_formatter.hpp>

#include <boost/test/unit_test.hpp>

#include <string>
#include <vector>

using log_fluentd::detail::scope_texts;
using log_fluentd::detail::source_place;

namespace {

/// What is kept, or nothing.
std::string kept(scope_texts const& texts, std::uint64_t key, source_place const& scope)
{
    auto const* const found = texts.find(key, scope);
    return found ? std::string(found->data(), found->size()) : std::string();
}

source_place scope(boost::log::string_literal const& function, boost::log::string_literal const& file,
                   unsigned line)
{
    return log_fluentd::detail::place_of(boost::log::attributes::named_scope_entry(function, file, line));
}

} // namespace

BOOST_AUTO_TEST_SUITE(scope_texts_)

BOOST_AUTO_TEST_CASE(a_text_is_found_for_its_key_and_scope_alone)
{
    scope_texts texts;
    auto const here = scope("f()", "here.cpp", 10);
    BOOST_TEST(kept(texts, 1, here).empty());
    texts.keep(1, here, "f() here");
    BOOST_TEST(kept(texts, 1, here) == "f() here");
    BOOST_TEST(kept(texts, 2, here).empty());
    BOOST_TEST(kept(texts, 1, scope("f()", "here.cpp", 26)).empty()); // the same place, another line
    BOOST_TEST(kept(texts, 1, scope("g()", "here.cpp", 10)).empty());
    BOOST_TEST(kept(texts, 1, scope("f()", "there.cpp", 10)).empty());
}

BOOST_AUTO_TEST_CASE(many_scopes_take_each_others_places_and_stay_right)
{
    scope_texts texts;
    boost::log::string_literal const function("f()"), file("here.cpp");
    for (unsigned round = 0; round < 3; ++round) {
        for (unsigned line = 0; line < 100; ++line) {
            auto const s = scope(function, file, line);
            auto const found = kept(texts, 7, s);
            BOOST_TEST((found.empty() || found == std::to_string(line)));
            texts.keep(7, s, std::to_string(line));
            BOOST_TEST(kept(texts, 7, s) == std::to_string(line));
        }
    }
}

BOOST_AUTO_TEST_CASE(what_is_kept_never_hides_a_records_own_attribute)
{
    using namespace log_fluentd;
    using namespace log_fluentd::test;
    record_formatter const formatter({{"where", "%Function%:%Line%"}});
    record_formatter const other({{"where", "%Function%/%Line%"}});
    detail::scratch out; // one for all, as a thread has it
    std::vector<std::string> seen;
    auto const note = [&](record_formatter const& f, logging::record_view const& record) {
        out.clear();
        f.format(record, out);
        seen.emplace_back(decode(out.data(), out.size()).as_object().at("where").as_string().c_str());
    };
    handing_sink const sink([&](logging::record_view const& record) {
        note(formatter, record);
        note(other, record);
    });
    logging::sources::severity_logger<severity> log;
    BOOST_LOG_NAMED_SCOPE("a");
    auto const line = std::to_string(__LINE__ - 1);
    BOOST_LOG_SEV(log, severity::info) << "1";
    BOOST_LOG_SEV(log, severity::info) << logging::add_value("Line", 7) << "2";
    BOOST_LOG_SEV(log, severity::info) << "3";
    std::vector<std::string> const expected = {"a:" + line, "a/" + line, "a:7",
                                               "a/7",       "a:" + line, "a/" + line};
    BOOST_TEST(seen == expected, boost::test_tools::per_element());
}

BOOST_AUTO_TEST_SUITE_END()
