// Copyright (c) 2026 The log_fluentd authors
// Distributed under the Boost Software License, Version 1.0.
// (See accompanying file LICENSE_1_0.txt or https://www.boost.org/LICENSE_1_0.txt)

// The TLS context of a sender: kept while its files are the same, made anew off the strand where they are
// not.

#include "transport/tls_source.hpp"

#include "support/certificates.hpp"
#include "support/sanitizers.hpp"

#include <log_fluentd/error.hpp>

#include <boost/asio/executor_work_guard.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/test/unit_test.hpp>

#include <chrono>
#include <cstdlib>
#include <fcntl.h>
#include <filesystem>
#include <fstream>
#include <memory>
#include <optional>
#include <stdexcept>
#include <string>
#include <sys/resource.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>
#include <vector>

using namespace log_fluentd;
using namespace log_fluentd::detail;
using namespace log_fluentd::test;
namespace asio = boost::asio;
namespace fs = std::filesystem;

namespace {

constexpr std::chrono::seconds patience{60};

struct user final : tls_user
{
    void take(tls_answer const& answer) noexcept override { answers.push_back(answer); }
    std::vector<tls_answer> answers;
};

authority& issuer()
{
    static authority made;
    return made;
}

/// A variable of the environment, for a while.
class environment
{
public:
    environment(char const* name, std::string const& value) : name_(name)
    {
        if (char const* const known = std::getenv(name))
            before_ = known;
        ::setenv(name, value.c_str(), 1);
    }
    ~environment()
    {
        if (before_)
            ::setenv(name_, before_->c_str(), 1);
        else
            ::unsetenv(name_);
    }
    environment(environment const&) = delete;
    environment& operator=(environment const&) = delete;

private:
    char const* name_;
    std::optional<std::string> before_;
};

/// While it lives, this process gets no descriptor that it has not had.
class no_more_descriptors
{
public:
    no_more_descriptors()
    {
        ::getrlimit(RLIMIT_NOFILE, &before_);
        rlimit none = before_;
        none.rlim_cur = 0;
        ::setrlimit(RLIMIT_NOFILE, &none);
    }
    ~no_more_descriptors() { ::setrlimit(RLIMIT_NOFILE, &before_); }
    no_more_descriptors(no_more_descriptors const&) = delete;
    no_more_descriptors& operator=(no_more_descriptors const&) = delete;

private:
    rlimit before_{};
};

struct source
{
    temporary_folder folder;
    fs::path const ca = folder.path() / "ca.pem";
    tls_config config;
    asio::io_context context;
    std::shared_ptr<tls_source> subject;
    std::shared_ptr<user> const asks = std::make_shared<user>();

    source()
    {
        fs::copy_file(issuer().ca_file(), ca);
        config.enabled = true;
        config.ca_file = ca.string();
    }

    void make() { subject = std::make_shared<tls_source>(config); }

    void wait_for(user const& one, std::size_t count)
    {
        auto const work = asio::make_work_guard(context);
        auto const end = std::chrono::steady_clock::now() + patience;
        context.restart();
        while (one.answers.size() < count && std::chrono::steady_clock::now() < end)
            context.run_one_for(patience);
        BOOST_REQUIRE(one.answers.size() == count);
    }
    tls_answer get()
    {
        subject->get(context.get_executor(), asks);
        wait_for(*asks, asks->answers.size() + 1);
        return asks->answers.back();
    }
    void hang()
    {
        fs::remove(ca);
        BOOST_REQUIRE(::mkfifo(ca.c_str(), 0600) == 0);
    }
    /// Whoever waits for the file gets its end.
    void let_go()
    {
        int const both = ::open(ca.c_str(), O_RDWR);
        fs::remove(ca);
        fs::copy_file(issuer().ca_file(), ca);
        ::close(both);
    }
};

} // namespace

BOOST_FIXTURE_TEST_SUITE(tls_source_, source)

BOOST_AUTO_TEST_CASE(what_was_made_is_kept_while_the_files_are_the_same)
{
    make();
    auto const first = get().material;
    BOOST_REQUIRE(first);
    BOOST_TEST((get().material == first));
    fs::last_write_time(ca, fs::file_time_type::clock::now()); // the bytes are what counts
    BOOST_TEST((get().material == first));
}

BOOST_AUTO_TEST_CASE(what_was_made_with_the_sender_is_used)
{
    auto const first = make_tls_material(config, tls_files(config));
    subject = std::make_shared<tls_source>(config, first);
    BOOST_TEST((get().material == first));
}

BOOST_AUTO_TEST_CASE(each_file_that_changes_is_noticed)
{
    auto const pair = issuer().issue("client");
    fs::path const certificate = folder.path() / "client.pem", key = folder.path() / "client.key";
    fs::copy_file(pair.certificate_file, certificate);
    fs::copy_file(pair.key_file, key);
    config.certificate_file = certificate.string();
    config.key_file = key.string();
    fs::path const directory = folder.path() / "directory";
    fs::create_directory(directory);
    config.ca_directory = directory.string();
    make();
    auto last = get().material;
    BOOST_REQUIRE(last);
    auto const is_new = [&] {
        auto const answer = get();
        bool const is_it = answer.material && answer.material != last;
        last = answer.material;
        return is_it;
    };
    std::ofstream(ca, std::ios::app) << "more\n";
    BOOST_TEST(is_new());
    auto const other = issuer().issue("client");
    auto const overwrite = fs::copy_options::overwrite_existing;
    fs::copy_file(other.certificate_file, certificate, overwrite);
    fs::copy_file(other.key_file, key, overwrite);
    BOOST_TEST(is_new());
    fs::copy_file(issuer().ca_file(), directory / "one");
    BOOST_TEST(is_new());
    std::ofstream(directory / "one", std::ios::app) << "more\n";
    BOOST_TEST(is_new());
    fs::remove(directory / "one");
    BOOST_TEST(is_new());
    BOOST_TEST(!is_new());
}

BOOST_AUTO_TEST_CASE(a_file_that_is_not_valid_is_reported_and_the_next_time_may_be_good)
{
    make();
    auto const first = get().material;
    std::ofstream(ca) << "nonsense";
    auto const answer = get();
    BOOST_TEST(!answer.material);
    BOOST_TEST(answer.error == errc::tls_file);
    BOOST_TEST(answer.detail.find("tls.ca_file") == 0u, answer.detail);
    fs::copy_file(issuer().ca_file(), ca, fs::copy_options::overwrite_existing);
    BOOST_TEST((get().material == first)); // it was kept
}

BOOST_AUTO_TEST_CASE(the_systems_authorities_are_kept_where_no_descriptor_is_free,
                     *boost::unit_test::precondition(needs_no_descriptors))
{
    fs::path const directory = folder.path() / "directory";
    fs::create_directory(directory);
    environment const file("SSL_CERT_FILE", ca.string()), place("SSL_CERT_DIR", directory.string());
    config.ca_file.clear();
    make();
    auto const first = get().material;
    BOOST_REQUIRE(first);
    {
        no_more_descriptors const now;
        BOOST_CHECK_EXCEPTION(tls_files{config}, std::invalid_argument, [](std::invalid_argument const& e) {
            return std::string(e.what()) ==
                   "tls.ca_file must be given: the system's authorities cannot be read: Too many open files";
        });
        auto const answer = get();
        BOOST_TEST(!answer.material);
        BOOST_TEST(answer.error == errc::tls_file);
    }
    BOOST_TEST((get().material == first));
    fs::remove(ca); // one of the two is enough
    BOOST_TEST(get().material != nullptr);
}

BOOST_AUTO_TEST_CASE(a_directory_that_cannot_be_listed_now_is_reported,
                     *boost::unit_test::precondition(needs_no_descriptors))
{
    fs::path const directory = folder.path() / "directory";
    fs::create_directory(directory);
    config.ca_file.clear();
    config.ca_directory = directory.string();
    make();
    auto const first = get().material;
    BOOST_REQUIRE(first);
    {
        no_more_descriptors const now;
        BOOST_TEST(get().error == errc::tls_file);
    }
    BOOST_TEST((get().material == first));
}

BOOST_AUTO_TEST_CASE(a_fifo_is_an_error_when_the_sender_is_made)
{
    hang();
    BOOST_CHECK_EXCEPTION(tls_files{config}, std::invalid_argument, [&](std::invalid_argument const& e) {
        return e.what() == "tls.ca_file \"" + ca.string() + "\" cannot be read: it is a FIFO, and no file";
    });
    environment const file("SSL_CERT_FILE", ca.string());
    config.ca_file.clear();
    BOOST_CHECK_THROW(tls_files{config}, std::invalid_argument);
}

BOOST_AUTO_TEST_CASE(a_file_without_a_certificate_is_an_error)
{
    auto const pair = issuer().issue("client");
    fs::path const empty = folder.path() / "empty.pem";
    std::ofstream{empty};
    for (auto const& file : {empty.string(), std::string("/dev/null"), pair.key_file}) {
        config.ca_file = file;
        BOOST_CHECK_EXCEPTION(make_tls_context(config), std::invalid_argument,
                              [&](std::invalid_argument const& e) {
                                  return e.what() == "tls.ca_file \"" + file + "\" has no certificate in it";
                              });
    }
}

BOOST_AUTO_TEST_CASE(all_that_wait_get_the_one_answer)
{
    make();
    hang();
    auto const other = std::make_shared<user>();
    subject->get(context.get_executor(), asks);
    subject->get(context.get_executor(), other);
    auto gone = std::make_shared<user>();
    subject->get(context.get_executor(), gone);
    gone.reset();
    context.run(); // a helper is not any work
    BOOST_TEST(asks->answers.empty());
    let_go();
    wait_for(*other, 1);
    BOOST_TEST(asks->answers.size() == 1u);
    BOOST_TEST((get().material != nullptr));
}

BOOST_AUTO_TEST_CASE(a_helper_that_hangs_touches_nothing_that_is_gone)
{
    for (int i = 0; i < 20; ++i) {
        asio::io_context short_lived;
        make();
        hang();
        subject->get(short_lived.get_executor(), asks);
        subject.reset();
        let_go();
    }
    BOOST_TEST(asks->answers.empty());
}

BOOST_AUTO_TEST_CASE(a_child_makes_its_own)
{
    make();
    auto const first = get().material;
    BOOST_TEST((subject->of_this_process() == subject));
    pid_t const child = ::fork();
    if (child == 0)
        ::_exit(subject->of_this_process() == subject ? 1 : 0);
    int status = -1;
    BOOST_REQUIRE(::waitpid(child, &status, 0) == child);
    BOOST_TEST(status == 0);
}

BOOST_AUTO_TEST_SUITE_END()
