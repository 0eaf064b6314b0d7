// Copyright (c) 2026 The log_fluentd authors
// Distributed under the Boost Software License, Version 1.0.
// (See accompanying file LICENSE_1_0.txt or https://www.boost.org/LICENSE_1_0.txt)

#ifndef LOG_FLUENTD_TEST_SUPPORT_SETTINGS_TEXT_HPP_INCLUDED_
#define LOG_FLUENTD_TEST_SUPPORT_SETTINGS_TEXT_HPP_INCLUDED_

/// \file
/// Settings as text, for the tests of set-up.

#include "settings/settings_keys.hpp"
#include "settings/sink_settings.hpp"

#include <boost/log/core/core.hpp>
#include <boost/log/utility/setup/from_stream.hpp>
#include <boost/log/utility/setup/settings_parser.hpp>
#include <boost/test/unit_test.hpp>
#include <boost/uuid/random_generator.hpp>
#include <boost/uuid/uuid_io.hpp>

#include <filesystem>
#include <fstream>
#include <sstream>
#include <string>
#include <string_view>
#include <system_error>

namespace log_fluentd::test {

/// Parses `[Sinks.X]` with these lines after `Destination=Fluentd`.
inline detail::sink_settings parse(std::string const& lines)
{
    std::istringstream in("[Sinks.X]\nDestination=Fluentd\n" + lines);
    auto const settings = boost::log::parse_settings(in);
    return detail::parse_sink_settings(settings.property_tree().get_child("Sinks.X"));
}

/// Passes the text to Boost.Log, as an application does.
inline void init(std::string const& text)
{
    std::istringstream in(text);
    boost::log::init_from_stream(in);
}

/// A file that exists until the end of its scope.
class temporary_file
{
public:
    explicit temporary_file(std::string const& content)
        : path_(std::filesystem::temp_directory_path() /
                boost::uuids::to_string(boost::uuids::random_generator()()))
    {
        std::ofstream(path_, std::ios::binary) << content;
    }
    temporary_file(temporary_file const&) = delete;
    temporary_file& operator=(temporary_file const&) = delete;
    ~temporary_file()
    {
        std::error_code ignored;
        std::filesystem::remove(path_, ignored);
    }
    std::string path() const { return path_.string(); }

private:
    std::filesystem::path path_;
};

/// Removes everything that a test has added to the core.
struct clean_core
{
    clean_core() = default;
    clean_core(clean_core const&) = delete;
    clean_core& operator=(clean_core const&) = delete;
    ~clean_core() { boost::log::core::get()->remove_all_sinks(); }
};

/// The message of the `Exception` that `call` throws.
template <typename Exception, typename Call>
std::string message_of(Call call)
{
    try {
        call();
    } catch (Exception const& error) {
        return error.what();
    }
    BOOST_ERROR("nothing was thrown");
    return {};
}

/// Checks that `Exception` is thrown with all of `parts` in its message.
template <typename Exception, typename Call, typename... Parts>
void check_message(Call call, Parts const&... parts)
{
    auto const message = message_of<Exception>(call);
    for (std::string_view const part : {std::string_view(parts)...})
        BOOST_CHECK_MESSAGE(message.find(part) != std::string::npos,
                            "\"" << message << "\" has no \"" << part << "\"");
}

/// The member with the path that the table has for it.
inline detail::config_member member_of(detail::settings_key const& key)
{
    std::string const of_first = "servers[0].";
    std::string const path(key.member);
    return path.compare(0, of_first.size(), of_first) == 0
               ? detail::config_member(path.substr(of_first.size()), 0)
               : detail::config_member(path);
}

/// Checks that a message for people who write settings names no member in code: no path, and no name that
/// could not be an English word.
inline void check_has_no_member(std::string const& message)
{
    auto const check = [&](std::string_view member) {
        if (member.find_first_of("._") != member.npos)
            BOOST_CHECK_MESSAGE(message.find(member) == message.npos,
                                "\"" << message << "\" has \"" << member << "\"");
    };
    for (auto const& key : detail::settings_keys())
        check(key.member);
    BOOST_TEST(message.find("servers[") == message.npos, message);
    BOOST_TEST(message.find("auth.") == message.npos, message);
}

} // namespace log_fluentd::test

#endif
