// Copyright (c) 2026 The log_fluentd authors
// Distributed under the Boost Software License, Version 1.0.
// (See accompanying file LICENSE_1_0.txt or https://www.boost.org/LICENSE_1_0.txt)

#ifndef LOG_FLUENTD_TEST_SUPPORT_NEEDS_HPP_INCLUDED_
#define LOG_FLUENTD_TEST_SUPPORT_NEEDS_HPP_INCLUDED_

/// \file
/// Preconditions of test cases and suites that require a program which may be missing:
///
///     BOOST_AUTO_TEST_SUITE(delivery, *boost::unit_test::precondition(log_fluentd::test::needs_fluentd))
///
/// Without the program the test is skipped, and reports that. If nobody reads what was skipped (the
/// environment has CI=true), the test fails instead.

#include "support/process.hpp"

#include <boost/test/unit_test.hpp>

#include <cstdio>
#include <cstdlib>
#include <string>
#include <string_view>

namespace log_fluentd::test {

/// False, with the reason, if `found` is false and the test may be skipped.
inline boost::test_tools::assertion_result found_or_skip(bool found, std::string_view reason)
{
    char const* const ci = std::getenv("CI");
    boost::test_tools::assertion_result result(found || (ci && std::string_view(ci) == "true"));
    if (!result)
        result.message() << reason;
    return result;
}

inline bool has_gem(std::string const& name)
{
    return find_program("ruby") && run_process({"ruby", "-e", "require '" + name + "'"}).status == 0;
}

/// A real Fluentd: support/fluentd.hpp.
inline boost::test_tools::assertion_result needs_fluentd(boost::unit_test::test_unit_id)
{
    return found_or_skip(find_program("fluentd").has_value(),
                         "there is no command fluentd on PATH (tools/setup fluentd installs it)");
}

/// Something that only Linux has. A build with `LOG_FLUENTD_PORTABLE` does without it, and skips the test.
class needs_linux
{
public:
    /// \param what is missing, in the plural or without an article
    explicit needs_linux(char const* what) noexcept : what_(what) {}
    boost::test_tools::assertion_result operator()(boost::unit_test::test_unit_id) const
    {
        boost::test_tools::assertion_result result(has_linux);
        result.message() << "this build does without " << what_ << " (doc/portable.md)";
        return result;
    }

private:
#ifdef LOG_FLUENTD_PORTABLE
    static constexpr bool has_linux = false;
#else
    static constexpr bool has_linux = true;
#endif
    char const* what_;
};

/// What the command `fluentd` says that it is, such as `fluentd 1.20.1`; empty if there is none. It is asked
/// once.
inline std::string const& fluentd_version()
{
    static std::string const version = [] {
        if (!find_program("fluentd"))
            return std::string();
        std::string const words = run_process({"fluentd", "--version"}).output;
        return words.substr(0, words.find('\n'));
    }();
    return version;
}

/// Whether that one takes chunks that are compressed with zstd, as 1.19 and later do.
inline bool fluentd_takes_zstd()
{
    int minor = 0;
    return std::sscanf(fluentd_version().c_str(), "fluentd 1.%d", &minor) == 1 && minor >= 19;
}

/// A real Fluentd that takes zstd. With an older one the test is skipped in CI, too: which is there depends
/// on the Ruby.
inline boost::test_tools::assertion_result needs_fluentd_with_zstd(boost::unit_test::test_unit_id id)
{
    auto result = needs_fluentd(id);
    if (result && !fluentd_version().empty() && !fluentd_takes_zstd()) {
        result = false;
        result.message() << "zstd is taken by Fluentd 1.19 and later, and this is " << fluentd_version();
    }
    return result;
}

/// The independent decoder: support/decode_frames.hpp.
inline boost::test_tools::assertion_result needs_ruby_msgpack(boost::unit_test::test_unit_id)
{
    return found_or_skip(has_gem("msgpack"),
                         "there is no Ruby with the gem msgpack (tools/setup all installs it, with Fluentd)");
}

/// The logger for Ruby, by Fluentd's authors.
inline boost::test_tools::assertion_result needs_fluent_logger(boost::unit_test::test_unit_id)
{
    return found_or_skip(has_gem("fluent-logger"),
                         "there is no Ruby with the gem fluent-logger (tools/setup all installs it)");
}

/// Python's logging: support/python_logging.hpp.
inline boost::test_tools::assertion_result needs_python(boost::unit_test::test_unit_id)
{
    return found_or_skip(find_program("python3").has_value(),
                         "there is no command python3 on PATH (tools/setup all installs it)");
}

/// Python's reader of YAML.
inline boost::test_tools::assertion_result needs_python_yaml(boost::unit_test::test_unit_id)
{
    bool const found = find_program("python3") && run_process({"python3", "-c", "import yaml"}).status == 0;
    return found_or_skip(found, "there is no Python with PyYAML (tools/setup all installs python3-yaml)");
}

} // namespace log_fluentd::test

#endif
