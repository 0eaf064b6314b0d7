// Copyright (c) 2026 The log_fluentd authors
// Distributed under the Boost Software License, Version 1.0.
// (See accompanying file LICENSE_1_0.txt or https://www.boost.org/LICENSE_1_0.txt)

// doc/command.md shows what the command prints: its files are written, its commands are run, and what they
// print is compared, but for times and for the host's name. The page's port stands for that of a receiver,
// which is the page's own first example.

#include "support/process.hpp"
#include "support/repository.hpp"

#include <boost/test/unit_test.hpp>

#include <csignal>
#include <filesystem>
#include <fstream>
#include <memory>
#include <regex>
#include <string>
#include <vector>

using namespace log_fluentd::test;

namespace {

constexpr std::chrono::seconds plenty{60};
constexpr char const* port_of_page = "24224";

std::string replaced(std::string text, std::string const& what, std::string const& by)
{
    for (auto at = text.find(what); at != text.npos; at = text.find(what, at + by.size()))
        text.replace(at, what.size(), by);
    return text;
}

/// What is another each time becomes the same.
std::string comparable(std::string const& text)
{
    auto result = std::regex_replace(text, std::regex(" +[0-9.]+ ms"), " N ms");
    result = std::regex_replace(result, std::regex("20[0-9-]+ [0-9:.]+  "), "DATE  ");
    return std::regex_replace(result, std::regex("\"host\": \"[^\"]*\""), "\"host\": \"HOST\"");
}

/// A command of the page, and what it prints there.
struct step
{
    std::string command;
    std::string output;
};

struct page
{
    std::vector<std::pair<std::string, std::string>> files;
    std::vector<step> steps;
};

page read_page()
{
    page result;
    std::string file, language;
    for (auto const& line : page_lines("command.md")) {
        bool const is_fence = line.rfind("```", 0) == 0;
        if (line.rfind("<!-- file ", 0) == 0) {
            file = line.substr(10, line.find(" -->") - 10);
            result.files.emplace_back(file, "");
        } else if (is_fence && language.empty()) {
            language = line.substr(3);
        } else if (is_fence) {
            language.clear();
            file.clear();
        } else if (!language.empty() && !file.empty()) {
            result.files.back().second += line + '\n';
        } else if (language == "console" && line.rfind("$ ", 0) == 0) {
            result.steps.push_back({line.substr(2), ""});
        } else if (language == "console") {
            result.steps.back().output += line + '\n';
        }
    }
    return result;
}

/// Where the commands run. The first one is a receiver, which goes on meanwhile.
class shell
{
public:
    explicit shell(page const& of)
    {
        auto const first = replaced(of.steps.at(0).command, port_of_page, "0 --port-file port");
        process_options options;
        options.output = options.errors = folder_.path() / "receiver";
        options.environment = {{"TZ", "UTC"}};
        receiver_ = std::make_unique<child_process>(
            std::vector<std::string>{"sh", "-c", in_folder("exec " + first)}, options);
        BOOST_TEST_REQUIRE(poll_until([&] { return !read_file(folder_.path() / "port").empty(); }, plenty));
        port_ = read_file(folder_.path() / "port");
        port_.pop_back(); // the line's end
        for (auto const& [name, text] : of.files)
            std::ofstream(folder_.path() / name) << replaced(text, port_of_page, port_);
    }

    std::string run(std::string const& command)
    {
        auto const script =
            in_folder("(exit " + std::to_string(status_) + ")\n" + replaced(command, port_of_page, port_)) +
            " 2>&1";
        auto const result = run_process({"sh", "-c", script});
        status_ = result.status;
        return replaced(result.output, port_, port_of_page);
    }

    /// Ends the receiver.
    /// \returns what it has printed.
    std::string received()
    {
        receiver_->send(SIGTERM); // what was acknowledged is printed
        BOOST_TEST(receiver_->wait(plenty).value_or(-1) == 0);
        return replaced(read_file(folder_.path() / "receiver"), port_, port_of_page);
    }

private:
    std::string in_folder(std::string const& command) const
    {
        auto const programs = std::filesystem::path(LOG_FLUENTD_PROGRAM).parent_path().string();
        return "cd '" + folder_.path().string() + "' && PATH='" + programs + "':\"$PATH\" && export PATH\n" +
               command;
    }

    temporary_folder folder_;
    std::unique_ptr<child_process> receiver_;
    std::string port_;
    int status_ = 0;
};

/// Lines that a receiver writes about peers which have gone.
std::string without_peers(std::string const& text)
{
    return std::regex_replace(text, std::regex("log_fluentd receive: From [^\n]*\n"), "");
}

} // namespace

BOOST_AUTO_TEST_SUITE(command_page)

BOOST_AUTO_TEST_CASE(the_page_shows_what_the_command_prints)
{
    auto const shown = read_page();
    BOOST_TEST_REQUIRE(shown.steps.size() > 8u);
    BOOST_TEST_REQUIRE(shown.steps[0].command.rfind("log_fluentd receive ", 0) == 0u);
    shell here(shown);
    for (std::size_t i = 1; i != shown.steps.size(); ++i) {
        auto const& [command, output] = shown.steps[i];
        BOOST_TEST_INFO("$ " + command);
        BOOST_TEST(comparable(here.run(command)) == comparable(output));
    }
    BOOST_TEST(comparable(without_peers(here.received())) == comparable(shown.steps[0].output));
}

BOOST_AUTO_TEST_SUITE_END()
