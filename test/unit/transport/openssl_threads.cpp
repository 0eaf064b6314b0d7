// Copyright (c) 2026 The log_fluentd authors
// Distributed under the Boost Software License, Version 1.0.
// (See accompanying file LICENSE_1_0.txt or https://www.boost.org/LICENSE_1_0.txt)

// OpenSSL may end with the process while a thread of ours still runs: what such a thread does with it.

#include "transport/tls.hpp"
#include "transport/tls_source.hpp"

#include <boost/test/unit_test.hpp>

#include <atomic>
#include <dlfcn.h>
#include <openssl/crypto.h>
#include <thread>

using namespace log_fluentd::detail;

namespace {

std::atomic<int> stops{0};

} // namespace

/// Takes the place of OpenSSL's, and counts.
void OPENSSL_thread_stop()
{
    static auto const next = reinterpret_cast<void (*)()>(::dlsym(RTLD_NEXT, "OPENSSL_thread_stop"));
    stops.fetch_add(1);
    next();
}

/// What the exit hook of a sender does: no helper of these tests is in OpenSSL when that ends.
struct helpers_end_first
{
    ~helpers_end_first() { end_tls_helpers(); }
};
BOOST_TEST_GLOBAL_FIXTURE(helpers_end_first);

BOOST_AUTO_TEST_SUITE(openssl_threads)

/// Its lists of threads may be gone when a strand ends that was not waited for.
BOOST_AUTO_TEST_CASE(a_thread_that_has_not_used_openssl_does_not_call_it_at_its_end)
{
    auto const before = stops.load();
    std::thread([] { forget_openssl_on_this_thread(); }).join();
    BOOST_TEST(stops.load() == before);
}

BOOST_AUTO_TEST_CASE(a_thread_that_has_used_it_frees_what_it_has_there)
{
    auto const before = stops.load();
    std::thread([] {
        begin_openssl_on_this_thread();
        forget_openssl_on_this_thread();
        forget_openssl_on_this_thread();
    }).join();
    BOOST_TEST(stops.load() == before + 1);
}

BOOST_AUTO_TEST_SUITE_END()
