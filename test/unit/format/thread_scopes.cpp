// Copyright (c) 2026 The log_fluentd authors
// Distributed under the Boost Software License, Version 1.0.
// (See accompanying file LICENSE_1_0.txt or https://www.boost.org/LICENSE_1_0.txt)

#include "format/thread_scopes.hpp"

#include "support/records.hpp"

#include <boost/log/attributes/named_scope.hpp>
#include <boost/thread/thread_only.hpp>

#include <string>
#include <thread>
#include <vector>

using namespace log_fluentd;
using namespace log_fluentd::test;

namespace {

/// Logs at its end, in a scope.
struct logs_when_destroyed
{
    void use() noexcept {} // names the variable, which makes the thread construct it
    ~logs_when_destroyed()
    {
        BOOST_LOG_NAMED_SCOPE("the end");
        logging::sources::logger log;
        BOOST_LOG(log) << "last";
    }
};

/// The function of each record that `work` logs on a thread of this kind.
template <typename Thread>
std::vector<std::string> functions_on()
{
    std::vector<std::string> seen;
    record_formatter const formatter({{"function", "%Function%"}});
    handing_sink const sink([&](logging::record_view const& record) {
        detail::scratch out;
        formatter.format(record, out);
        auto const map = decode(out.data(), out.size()).as_object();
        seen.emplace_back(map.contains("function") ? map.at("function").as_string().c_str() : "none");
    });
    Thread thread([] {
        thread_local logs_when_destroyed last;
        last.use();
        logging::sources::logger log;
        BOOST_LOG(log) << "outside";
        BOOST_LOG_NAMED_SCOPE("work");
        BOOST_LOG(log) << "inside";
    });
    thread.join();
    return seen;
}

} // namespace

BOOST_AUTO_TEST_SUITE(thread_scopes)

BOOST_AUTO_TEST_CASE(are_what_boost_log_says)
{
    using boost::log::attributes::named_scope;
    for (int i = 0; i < 2; ++i) {
        BOOST_LOG_NAMED_SCOPE("outer");
        BOOST_TEST(&log_fluentd::detail::thread_scopes::get() == &named_scope::get_scopes());
    }
    bool is_same = false;
    std::thread([&] {
        is_same = &log_fluentd::detail::thread_scopes::get() == &named_scope::get_scopes();
    }).join();
    BOOST_TEST(is_same);
}

// A boost::thread has freed its scopes by then, and a std::thread has not.
BOOST_AUTO_TEST_CASE(are_right_in_the_destructors_of_a_threads_variables)
{
    std::vector<std::string> const expected = {"none", "work", "the end"};
    BOOST_TEST(functions_on<std::thread>() == expected, boost::test_tools::per_element());
    BOOST_TEST(functions_on<boost::thread>() == expected, boost::test_tools::per_element());
}

BOOST_AUTO_TEST_SUITE_END()
