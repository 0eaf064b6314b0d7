// Copyright (c) 2026 The log_fluentd authors
// Distributed under the Boost Software License, Version 1.0.
// (See accompanying file LICENSE_1_0.txt or https://www.boost.org/LICENSE_1_0.txt)

#include "command/check_settings.hpp"

#include "support/process.hpp"
#include "unit/command/mistake.hpp"

#include <log_fluentd/settings.hpp>

#include <boost/log/core/core.hpp>
#include <boost/log/utility/setup/from_stream.hpp>
#include <boost/test/data/monomorphic.hpp>
#include <boost/test/data/test_case.hpp>
#include <boost/test/unit_test.hpp>

#include <fstream>
#include <random>
#include <sstream>
#include <string>
#include <vector>

using namespace log_fluentd::detail::command;
using log_fluentd::test::mistake;
using log_fluentd::test::readable;
using log_fluentd::test::temporary_folder;

namespace {

std::string const sink = "[Sinks.Fluent]\nDestination=Fluentd\nTag=app.shop\n"; // three lines

std::vector<mistake> const mistakes{
    // The grammar.
    {"path without quotes", sink + "FormatFile=/etc/format.json\n", 4, "Sinks.Fluent.FormatFile",
     "write FormatFile=\"/etc/format.json\""},
    {"IPv6 address without quotes", sink + "Host=::1\n", 4, "Sinks.Fluent.Host", "write Host=\"::1\""},
    {"list without quotes", sink + "Exclude=A, B\n", 4, "Sinks.Fluent.Exclude", "write Exclude=\"A, B\""},
    {"value in single quotes", "[Sinks.X]\nDestination=Fluentd\nTag='app'\n", 3, "Sinks.X.Tag",
     "write Tag=\"app\""},
    {"semicolon behind a value", sink + "Port=24224 ; the port\n", 4, "Sinks.Fluent.Port",
     "write Port=24224 # ..."},
    {"hash in a value", "[Sinks.X]\nDestination=Fluentd\nTag=app#1\n", 3, "Sinks.X.Tag",
     "write Tag=\"app#1\""},
    {"comment after a semicolon", "; the sink\n" + sink, 1, "", "write # in place of ;"},
    {"empty value", sink + "MessageKey=\n", 4, "Sinks.Fluent.MessageKey", "write MessageKey=\"\""},
    {"quotation mark that does not end", sink + "Host=\"logs\nPort=1\n", 4, "Sinks.Fluent.Host",
     "does not end"},
    {"underscore in a section's name", "[Sinks.my_sink]\nDestination=Fluentd\nTag=a\n", 1, "",
     "write [Sinks.mySink]"},
    {"section's name that does not end", "[Sinks.X\nDestination=Fluentd\nTag=a\n", 1, "", "write [Sinks.X]"},
    {"key before the first section", "Tag=app\n" + sink, 1, "Tag", "[Sinks.Fluent]"},
    {"line without =", sink + "Port 24224\n", 4, "Sinks.Fluent", "with = between key and value"},
    {"key that the grammar cannot spell", sink + "[Sinks.Fluent.Format]\n@timestamp=\"%TimeStamp%\"\n", 5,
     "Sinks.Fluent.Format.@timestamp", "may be written in JSON"},
    {"byte order mark", "\xef\xbb\xbf" + sink, 1, "", "save it as UTF-8 without one"},
    // What Boost.Log passes over in silence.
    {"section in lower case", "[sinks.Fluent]\nDestination=Fluentd\nTag=app\n", 1, "sinks",
     "write [Sinks.Fluent]"},
    {"section in the singular", "[Sink.Fluent]\nDestination=Fluentd\nTag=app\n", 1, "Sink",
     "write [Sinks.Fluent]"},
    {"key of the core", "[Core]\nFiltr=\"%Severity% >= info\"\n" + sink, 2, "Core.Filtr",
     "did you mean Filter?"},
    {"key of another destination", "[Sinks.C]\nDestination=Console\nFromat=\"%Message%\"\n", 3,
     "Sinks.C.Fromat", "did you mean Format?"},
    {"the same key twice", sink + "Port=1\nPort=2\n", 5, "Sinks.Fluent.Port", "also in line 4"},
    {"section without keys", sink + "[Sinks.Fluent.Server.a]\n", 4, "Sinks.Fluent.Server.a", "has no keys"},
    {"the same Name twice",
     "[Sinks.A]\nDestination=Fluentd\nTag=a\nName=x\n[Sinks.B]\nDestination=Fluentd\nTag=b\nName=x\n", 8,
     "Sinks.B.Name", "choose another name"},
    // Sections.
    {"no Destination", "[Sinks.Fluent]\nTag=app\n", 1, "Sinks.Fluent", "write Destination=Fluentd"},
    {"Format of another sink", sink + "[Sinks.Fluentt.Format]\nlevel=\"%Severity%\"\n", 4, "Sinks.Fluentt",
     "give this section the name of the sink"},
    {"Destination in capitals", "[Sinks.X]\nDestination=FLUENTD\nTag=a\n", 2, "Sinks.X.Destination",
     "did you mean Fluentd?"},
    {"Destination in lower case", "[Sinks.X]\ndestination=Fluentd\nTag=a\n", 2, "Sinks.X.destination",
     "did you mean Destination?"},
    {"unknown Destination", "[Sinks.X]\nDestination=Kafka\n", 2, "Sinks.X.Destination",
     "there are Fluentd, Console"},
    {"keys in Sinks itself", "[Sinks]\nDestination=Fluentd\n", 2, "Sinks.Destination", "[Sinks.Fluent]"},
    // Keys and values.
    {"unknown key", sink + "BuferLimit=1MiB\n", 4, "Sinks.Fluent.BuferLimit", "did you mean BufferLimit?"},
    {"no Tag", "[Sinks.X]\nDestination=Fluentd\n", 1, "Sinks.X", "write a tag"},
    {"duration without a unit", sink + "FlushInterval=500\n", 4, "Sinks.Fluent.FlushInterval", "write 500ms"},
    {"port out of bounds", sink + "Port=70000\n", 4, "Sinks.Fluent.Port", "write a number from 1 to 65535"},
    {"boolean", sink + "RequireAck=yes\n", 4, "Sinks.Fluent.RequireAck", "write"},
    {"word", sink + "Overflow=drop_oldst\n", 4, "Sinks.Fluent.Overflow", "drop_oldest"},
    {"host with a port", sink + "Host=\"logs:24224\"\n", 4, "Sinks.Fluent.Host", "Port=24224"},
    {"bound of two keys", sink + "BufferLimit=1MiB\nChunkLimit=1MiB\n", 4, "Sinks.Fluent.BufferLimit",
     "ChunkLimit"},
    {"key of a server", sink + "[Sinks.Fluent.Server.a]\nHots=logs\n", 5, "Sinks.Fluent.Server.a.Hots",
     "did you mean Host?"},
    {"Host beside servers", sink + "Host=logs\n[Sinks.Fluent.Server.a]\nHost=a\n", 4, "Sinks.Fluent.Host",
     "into the section Server"},
    {"sender that is not there", sink + "Sender=shop\n", 4, "Sinks.Fluent.Sender",
     "must come before this one"},
    {"file that is not there", sink + "TlsCaFile=\"/no/such/file\"\nTls=true\n", 4, "Sinks.Fluent.TlsCaFile",
     "/no/such/file"},
    {"secret that is not there", sink + "SharedKeyEnv=LOG_FLUENTD_NO_SUCH_VARIABLE\n", 4,
     "Sinks.Fluent.SharedKeyEnv", "write the name of a variable"},
    // Filters and formats.
    {"filter without blanks", sink + "Filter=\"%Severity%>=info\"\n", 4, "Sinks.Fluent.Filter",
     "\"%Severity% >= info\""},
    {"filter with a level that is none", sink + "Filter=\"%Severity% >= warn\"\n", 4, "Sinks.Fluent.Filter",
     "did you mean warning?"},
    {"filter on an enumeration that is not registered", sink + "Filter=\"%Severity% >= high\"\n", 4,
     "Sinks.Fluent.Filter", "register_simple_filter_factory"},
    {"filter with a regular expression", sink + "Filter=\"%Channel% matches \\\"a(\\\"\"\n", 4,
     "Sinks.Fluent.Filter", "not valid"},
    {"filter of the core", "[Core]\nFilter=\"%Severity%>=info\"\n" + sink, 2, "Core.Filter",
     "\"%Severity% >= info\""},
    {"filter of another destination", "[Sinks.C]\nDestination=Console\nFilter=\"%Severity% >= wrn\"\n", 3,
     "Sinks.C.Filter", "there are trace"},
    {"Format that is no JSON", sink + "Format=\"%Message%\"\n", 4, "Sinks.Fluent.Format",
     "not a JSON object"},
    {"Format whose JSON does not parse", sink + "Format=\"{\\\"a\\\":}\"\n", 4, "Sinks.Fluent.Format",
     "Format"},
    {"template", sink + "[Sinks.Fluent.Format]\nhost=\"%HostName%\"\nlevel=\"%Severity\"\n", 6,
     "Sinks.Fluent.Format.level", "%"},
    {"key that is a value and a map", sink + "[Sinks.Fluent.Format]\na=\"x\"\na.b=\"y\"\n", 5,
     "Sinks.Fluent.Format.a", "remove one"},
    {"file of another destination", "[Sinks.F]\nDestination=TextFile\n", 1, "Sinks.F",
     "write such as FileName="},
    {"format of another destination", "[Sinks.C]\nDestination=Console\nFormat=\"%Message\"\n", 3,
     "Sinks.C.Format", "is not a format of Boost.Log"},
    {"no sink", "[Core]\nDisableLogging=false\n", 0, "", "[Sinks.Fluent]"},
};

} // namespace

BOOST_AUTO_TEST_SUITE(command_check_settings)

BOOST_DATA_TEST_CASE(a_mistake_is_found_with_its_line_and_remedy, boost::unit_test::data::make(mistakes), one)
{
    auto const found = check_settings(one.text);
    log_fluentd::test::check_found(one, found);
    BOOST_TEST(found.doubts.empty(), readable(found));
}

BOOST_AUTO_TEST_CASE(all_mistakes_of_a_file_are_found_at_once)
{
    auto const found = check_settings("; what is sent\n"
                                      "[Core]\n"
                                      "Filter=\"%Severity%>=info\"\n"
                                      "[sinks.Old]\n"
                                      "Destination=Console\n"
                                      "[Sinks.Fluent]\n"
                                      "Destination=Fluentd\n"
                                      "Tag=app\n"
                                      "FlushInterval=500\n"
                                      "BuferLimit=1MiB\n"
                                      "FormatFile=/etc/format.json\n"
                                      "[Sinks.Fluent.Server.a]\n"
                                      "Port=0\n"
                                      "Weight=5000\n"
                                      "[Sinks.Fluent.Format]\n"
                                      "level=\"%Severity\"\n"
                                      "file=\"%File\"\n"
                                      "[Sinks.Audit]\n"
                                      "Destination=Fluentd\n"
                                      "Sender=nobody\n");
    std::vector<unsigned> const expected{1, 3, 4, 9, 10, 11, 13, 14, 16, 17, 18, 20};
    BOOST_TEST(log_fluentd::test::lines_of(found) == expected, boost::test_tools::per_element());
    BOOST_TEST_MESSAGE(readable(found));
}

BOOST_AUTO_TEST_CASE(a_mistake_in_a_format_file_is_one_of_its_key)
{
    temporary_folder const folder;
    auto const file = (folder.path() / "format.json").string();
    for (std::string const text : {"{\"level\": \"%Severity\"}", "{\"level\": }", "[]"}) {
        std::ofstream(file) << text;
        auto const found = check_settings(sink + "FormatFile=\"" + file + "\"\nPort=0\n");
        BOOST_TEST_REQUIRE(found.mistakes.size() == 2u, readable(found));
        BOOST_TEST(found.mistakes[0].line == 4u, readable(found));
        BOOST_TEST(found.mistakes[1].line == 5u, readable(found));
    }
}

BOOST_AUTO_TEST_CASE(a_secret_is_not_shown)
{
    auto const found = check_settings(sink + "SharedKey=so/secret\nPassword='so/secret'\n");
    BOOST_TEST(found.mistakes.size() == 2u);
    BOOST_TEST(readable(found).find("so/secret") == std::string::npos, readable(found));
}

BOOST_AUTO_TEST_CASE(what_is_valid_and_probably_not_meant_is_a_doubt)
{
    auto const found =
        check_settings(sink + "Filter=\"%Severity% > fatal\"\nAsynchronous=true\n"
                              "[Sinks.F]\nDestination=TextFile\nFileName=\"a.log\"\nMaxFiles=3\n"
                              "[Shop]\nName=x\n");
    BOOST_TEST(found.mistakes.empty(), readable(found));
    std::vector<unsigned> lines;
    for (auto const& one : found.doubts)
        lines.push_back(one.line);
    std::vector<unsigned> const expected{4, 5, 9, 10};
    BOOST_TEST(lines == expected, boost::test_tools::per_element());
}

BOOST_AUTO_TEST_CASE(what_is_right_has_no_mistakes_and_is_not_set_up)
{
    temporary_folder const folder;
    auto const log = (folder.path() / "app.log").string();
    auto const found =
        check_settings("[Core]\nFilter=\"%Severity% >= debug\" # all\nDisableLogging=false\n" + sink +
                       "Name=shop\nTagPrefix=prod\n"
                       "[Sinks.Fluent.Server.a]\nHost=a\n[Sinks.Fluent.Server.b]\nHost=\"::1\"\n"
                       "[Sinks.Fluent.Format]\nhttp.path=\"%Path%\"\nlevel=\"%Severity%\"\n"
                       "[Sinks.Audit]\nDestination=fluentd\nSender=shop\nTag=audit\n"
                       "[Sinks.File]\nDestination=TextFile\nFileName=\"" +
                       log + "\"\nFormat=\"[%TimeStamp%] %Message%\"\nAutoFlush=true\n");
    BOOST_TEST(found.mistakes.empty(), readable(found));
    BOOST_TEST(found.doubts.empty(), readable(found));
    BOOST_TEST(!std::filesystem::exists(log));
}

/// Whether Boost.Log, with the library's factory, throws.
bool is_rejected(std::string const& text)
{
    log_fluentd::register_sink_factory();
    std::istringstream stream(text);
    try {
        boost::log::init_from_stream(stream);
    } catch (std::exception const&) {
        boost::log::core::get()->remove_all_sinks();
        return true;
    }
    boost::log::core::get()->remove_all_sinks();
    boost::log::core::get()->reset_filter();
    return false;
}

BOOST_AUTO_TEST_CASE(what_the_library_rejects_has_a_mistake)
{
    std::vector<std::string> lines;
    for (auto const& one : mistakes) {
        std::istringstream in(one.text);
        for (std::string line; std::getline(in, line);)
            if (line.find("TextFile") == std::string::npos) // its sink would make a file
                lines.push_back(line);
    }
    std::mt19937 random(7);
    int rejected = 0;
    constexpr int files = 500;
    for (int i = 0; i != files; ++i) {
        std::string text = sink;
        for (auto left = random() % 6; left != 0; --left)
            text += lines[random() % lines.size()] + '\n';
        bool const is_wrong = is_rejected(text);
        rejected += is_wrong;
        BOOST_TEST((!is_wrong || !check_settings(text).mistakes.empty()), text);
    }
    BOOST_TEST(rejected > files / 10);
    BOOST_TEST(rejected < files);
}

BOOST_AUTO_TEST_CASE(a_file_that_cannot_be_read_is_not_an_empty_one)
{
    BOOST_CHECK_THROW(read_settings_file("/no/such/file"), std::runtime_error);
    BOOST_CHECK_THROW(read_settings_file("/"), std::runtime_error);
}

BOOST_AUTO_TEST_SUITE_END()
