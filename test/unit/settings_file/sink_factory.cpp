// Copyright (c) 2026 The log_fluentd authors
// Distributed under the Boost Software License, Version 1.0.
// (See accompanying file LICENSE_1_0.txt or https://www.boost.org/LICENSE_1_0.txt)

#include "settings_file/sink_factory.hpp"

#include "settings/sender_registry.hpp"
#include "sink/watched_filter.hpp"
#include "support/certificates.hpp"
#include "support/set_up_work.hpp"
#include "support/settings_text.hpp"

#include <log_fluentd/receiver.hpp>
#include <log_fluentd/record_formatter.hpp>
#include <log_fluentd/settings.hpp>
#include <log_fluentd/sink_backend.hpp>

#include <boost/log/attributes/attribute_value_impl.hpp>
#include <boost/log/exceptions.hpp>
#include <boost/log/sources/logger.hpp>
#include <boost/log/sources/record_ostream.hpp>
#include <boost/log/utility/setup/from_settings.hpp>
#include <boost/log/utility/setup/settings.hpp>

#include <atomic>
#include <condition_variable>
#include <cstdlib>
#include <iterator>
#include <memory>
#include <mutex>
#include <thread>
#include <vector>

using namespace log_fluentd;
using namespace std::chrono_literals;
using boost::log::invalid_value;
using boost::log::missing_value;
using boost::log::parse_error;
using test::check_message;
using test::init;

// Nobody listens there: these tests are about what is made, not about what is delivered.
#define LOG_FLUENTD_TEST_SINK "Destination=Fluentd\nTag=app\nPort=1\nCloseTimeout=0\n"

BOOST_AUTO_TEST_SUITE(sink_factory)

struct registered
{
    registered() { register_sink_factory(); }
    test::clean_core clean;
};

void log_one()
{
    boost::log::sources::logger log;
    BOOST_LOG(log) << "a record";
}

std::string const section_a = "[Sinks.A]\n" LOG_FLUENTD_TEST_SINK;

BOOST_FIXTURE_TEST_CASE(registering_again_does_no_harm, registered)
{
    std::vector<std::thread> threads;
    for (int i = 0; i < 4; ++i)
        threads.emplace_back([] {
            for (int n = 0; n < 50; ++n)
                register_sink_factory();
        });
    for (auto& one : threads)
        one.join();
    init(section_a + "Name=again\n");
    BOOST_TEST(find_sender("again") != nullptr);
}

BOOST_FIXTURE_TEST_CASE(servers_that_cannot_serve_are_errors_in_the_terms_of_the_settings, registered)
{
    std::string const sink = "[Sinks.X]\nDestination=Fluentd\nTag=a\n";
    test::check_message<boost::log::invalid_value>(
        [&] { init(sink + "[Sinks.X.Server.a]\nWeight=0\n[Sinks.X.Server.b]\nWeight=0\n"); },
        "Server.a.Weight must not be 0 where no server has another weight");
    test::check_message<boost::log::invalid_value>([&] { init(sink + "[Sinks.X.Server.a]\nStandby=true\n"); },
                                                   "Server.a.Standby must not be true for every server");
    test::check_message<boost::log::invalid_value>(
        [&] { init(sink + "[Sinks.X.Server.a]\nHost=a\n[Sinks.X.Server.b]\nPort=0\n"); },
        "Server.b.Port=\"0\" is not a TCP port");
}

BOOST_FIXTURE_TEST_CASE(a_sender_is_found_by_its_name_while_it_lives, registered)
{
    BOOST_TEST(find_sender("named") == nullptr);
    init(section_a + "Name=named\n");
    auto found = find_sender("named");
    BOOST_REQUIRE(found);
    BOOST_TEST(found->config().name == "named");
    BOOST_TEST(found->config().servers.at(0).port == 1u);
    BOOST_TEST(find_sender("name") == nullptr);
    BOOST_TEST(find_sender("") == nullptr);

    boost::log::core::get()->remove_all_sinks();
    BOOST_TEST(find_sender("named") == found);
    found.reset();
    BOOST_TEST(find_sender("named") == nullptr);
}

BOOST_FIXTURE_TEST_CASE(the_records_of_the_core_reach_the_sender, registered)
{
    init(section_a + "Name=fed\n");
    log_one();
    BOOST_TEST(find_sender("fed")->statistics().offered.events == 1u);
}

BOOST_FIXTURE_TEST_CASE(the_filter_is_set, registered)
{
    init(section_a + "Name=filtered\nFilter=\"%NoSuchAttribute%\"\n");
    log_one();
    BOOST_TEST(find_sender("filtered")->statistics().offered.events == 0u);
}

BOOST_FIXTURE_TEST_CASE(after_the_settings_are_read_again_the_newest_sender_is_found, registered)
{
    init(section_a + "Name=reload\nWindow=1\n");
    auto const old = find_sender("reload");
    boost::log::core::get()->remove_all_sinks();
    init(section_a + "Name=reload\nWindow=2\n");
    auto renewed = find_sender("reload");
    BOOST_REQUIRE(renewed);
    BOOST_TEST(renewed != old);
    BOOST_TEST(renewed->config().window == 2u);

    // When the newest is gone, the one before it counts again.
    boost::log::core::get()->remove_all_sinks();
    renewed.reset();
    BOOST_TEST(find_sender("reload") == old);
}

BOOST_FIXTURE_TEST_CASE(settings_are_read_again_at_once_with_the_server_down, registered)
{
    std::string const section =
        "[Sinks.A]\nDestination=Fluentd\nTag=app\nPort=1\nName=down\nCloseTimeout=1h\n";
    init(section);
    auto const first = find_sender("down");
    for (int i = 0; i < 10; ++i)
        log_one();
    auto const begin = std::chrono::steady_clock::now();
    boost::log::core::get()->remove_all_sinks();
    init(section);
    log_one();
    BOOST_TEST((std::chrono::steady_clock::now() - begin < 20s)); // an hour is what the old sender has
    auto const second = find_sender("down");
    BOOST_TEST(second != first);
    BOOST_TEST(first->statistics().waiting.events == 10u);
    BOOST_TEST(second->statistics().waiting.events == 1u);
    first->close(0ms);
    second->close(0ms);
}

BOOST_FIXTURE_TEST_CASE(of_two_sections_with_one_name_the_later_is_found, registered)
{
    init(section_a + "Name=twice\nWindow=3\n[Sinks.B]\n" LOG_FLUENTD_TEST_SINK "Name=twice\nWindow=4\n");
    BOOST_TEST(find_sender("twice")->config().window == 4u);
}

BOOST_FIXTURE_TEST_CASE(settings_that_fail_later_leave_nothing_behind, registered)
{
    BOOST_CHECK_THROW(init(section_a + "Name=early\n[Sinks.B]\nDestination=Fluentd\nTag=b\nNonsense=1\n"),
                      invalid_value);
    BOOST_TEST(find_sender("early") == nullptr);
}

std::size_t threads()
{
    namespace fs = std::filesystem;
    fs::directory_iterator const tasks("/proc/self/task");
    return static_cast<std::size_t>(std::distance(begin(tasks), end(tasks)));
}

BOOST_FIXTURE_TEST_CASE(reading_settings_starts_no_thread_and_connects_to_nobody, registered)
{
    receiver server{receiver_config{}};
    auto const before = threads(); // may only become fewer, as senders of other tests end
    init("[Sinks.A]\nDestination=Fluentd\nTag=a\nName=quiet\nPort=" + std::to_string(server.port()));
    BOOST_TEST(threads() <= before);
    BOOST_TEST(server.connections() == 0u);
    auto const quiet = find_sender("quiet");
    BOOST_TEST(quiet->statistics().connects + quiet->statistics().connect_failures == 0u);
}

BOOST_FIXTURE_TEST_CASE(senders_are_named_and_found_from_several_threads, registered)
{
    // No assertion of Boost.Test in the threads: it is not made for that.
    std::atomic<int> wrong{0};
    std::vector<std::thread> workers;
    for (int i = 0; i < 4; ++i)
        workers.emplace_back([&wrong, i] {
            detail::settings_tree section;
            section.put("Destination", "Fluentd");
            section.put("Tag", "a");
            section.put("Name", "thread" + std::to_string(i % 2));
            for (int n = 0; n < 100; ++n) {
                auto const made = detail::make_sink_of_settings(section, nullptr);
                auto const found = find_sender(section.get<std::string>("Name"));
                if (!found || found->config().name != section.get<std::string>("Name"))
                    ++wrong;
            }
        });
    for (auto& one : workers)
        one.join();
    BOOST_TEST(wrong == 0);
    BOOST_TEST(find_sender("thread0") == nullptr);
}

// Destroyed behind everything that a test makes: the registry must still be there.
struct asks_at_exit
{
    ~asks_at_exit()
    {
        if (find_sender("kept for the exit") != keeps)
            std::abort();
    }
    std::shared_ptr<sender> keeps;
} at_exit;

BOOST_FIXTURE_TEST_CASE(senders_are_found_in_static_destructors, registered)
{
    init(section_a + "Name=\"kept for the exit\"\n");
    at_exit.keeps = find_sender("kept for the exit");
    BOOST_TEST(at_exit.keeps != nullptr);
}

BOOST_FIXTURE_TEST_CASE(sinks_share_a_sender, registered)
{
    init(section_a + "Name=shared\n[Sinks.B]\nDestination=Fluentd\nSender=shared\nTag=b\n"
                     "[Sinks.C]\nDestination=fluentd\nSender=shared\nTag=c\n");
    log_one();
    BOOST_TEST(find_sender("shared")->statistics().offered.events == 3u);
}

BOOST_FIXTURE_TEST_CASE(a_sender_must_be_named_before_it_is_shared, registered)
{
    check_message<invalid_value>(
        [] { init("[Sinks.B]\nDestination=Fluentd\nSender=late\nTag=b\n" + section_a + "Name=late\n"); },
        "sink with Destination=\"Fluentd\" and Tag=\"b\": Sender=\"late\" is not found; a section with "
        "Name=\"late\" must come before this one");
}

BOOST_FIXTURE_TEST_CASE(a_shared_sender_without_prefix_needs_a_tag, registered)
{
    check_message<missing_value>(
        [] { init(section_a + "Name=bare\n[Sinks.B]\nDestination=Fluentd\nSender=bare\n"); },
        "Tag is missing", "has no TagPrefix");
    init("[Sinks.A]\nDestination=Fluentd\nTagPrefix=prod\nPort=1\nName=prefixed\n"
         "[Sinks.B]\nDestination=Fluentd\nSender=prefixed\n");
}

BOOST_FIXTURE_TEST_CASE(bounds_are_given_in_terms_of_the_settings, registered)
{
    struct
    {
        char const* line;
        char const* begins;
    } const cases[] = {{"ChunkLimit=1KiB", "ChunkLimit "},
                       {"ChunkLimit=5MiB", "ChunkLimit "},
                       {"BufferLimit=1KiB", "BufferLimit "},
                       {sizeof(std::size_t) > 4 ? "BufferLimit=65GiB" : "BufferLimit=1B", "BufferLimit "},
                       {"BufferLimit=1MiB", "BufferLimit "},
                       {"FlushInterval=0", "FlushInterval "},
                       {"FlushInterval=2h", "FlushInterval "},
                       {"RetryInitialInterval=0", "RetryInitialInterval "},
                       {"RetryMaxInterval=1ms", "RetryMaxInterval "},
                       {"RetryMaxInterval=2h", "RetryMaxInterval "},
                       {"Window=0", "Window "},
                       {"Window=1025", "Window "},
                       {"ResolveTimeout=0", "ResolveTimeout "},
                       {"ConnectTimeout=61min", "ConnectTimeout "},
                       {"WriteTimeout=0", "WriteTimeout "},
                       {"AckTimeout=0", "AckTimeout "},
                       {"FlushTimeout=61min", "FlushTimeout "},
                       {"CloseTimeout=61min", "CloseTimeout "},
                       {"MaxEventSize=1000", "MaxEventSize "},
                       {"MaxEventSize=5MiB", "MaxEventSize "}};
    for (auto const& one : cases)
        check_message<invalid_value>(
            [&] {
                init("[Sinks.A]\nDestination=Fluentd\nName=bounds\n" + (std::string("Tag=a\n") + one.line));
            },
            "In the settings of the sink with Name=\"bounds\": " + std::string(one.begins));
}

BOOST_FIXTURE_TEST_CASE(a_template_that_does_not_parse_is_an_error, registered)
{
    check_message<parse_error>(
        [] { init(section_a + "[Sinks.A.Format]\nhttp.path=\"%Path\"\n"); },
        "sink with Destination=\"Fluentd\" and Tag=\"app\": Format key \"http.path\", ", "unclosed %");
    check_message<parse_error>(
        [] {
            init(section_a + "MaxEventSize=1KiB\nFormat=\"{\\\"a\\\":\\\"" + std::string(2000, 'x') +
                 "\\\"}\"\n");
        },
        "Format key \"a\": larger than an event may be, which is 1 KiB");
}

BOOST_FIXTURE_TEST_CASE(settings_made_in_code_work_too, registered)
{
    boost::log::settings settings;
    settings["Sinks.A"]["Destination"] = "Fluentd";
    settings["Sinks.A"]["Tag"] = "a";
    settings["Sinks.A"]["Name"] = "code";
    settings["Sinks.A"]["RequireAck"] = false;
    settings["Sinks.A"]["Port"] = 1;
    boost::log::init_from_settings(settings);
    BOOST_REQUIRE(find_sender("code"));
    BOOST_TEST(!find_sender("code")->config().require_ack);
}

std::vector<diagnostic> explanations(std::string const& lines)
{
    std::istringstream in(section_a + lines);
    auto const settings = boost::log::parse_settings(in);
    std::vector<diagnostic> result;
    detail::make_sink_of_settings(settings.property_tree().get_child("Sinks.A"),
                                  [&result](diagnostic const& reported) { result.push_back(reported); });
    return result;
}

BOOST_FIXTURE_TEST_CASE(asynchronous_is_taken_and_explained_once, registered)
{
    auto const reported = explanations("Name=async\nAsynchronous=true\n");
    BOOST_REQUIRE(reported.size() == 1u);
    BOOST_TEST((reported[0].kind == diagnostic_kind::configuration));
    BOOST_TEST(
        reported[0].message.find("The sink with Name=\"async\" has Asynchronous=true, but it is asynchronous "
                                 "already") == 0u);
    BOOST_TEST(explanations("Asynchronous=false\n").empty());
    BOOST_TEST(explanations("").empty());
}

BOOST_FIXTURE_TEST_CASE(a_filter_that_compares_severities_with_a_number_is_reported_at_once, registered)
{
    auto const reported = explanations("Name=numbers\nFilter=\"%Severity% >= 30\"\n");
    BOOST_REQUIRE(reported.size() == 1u);
    BOOST_TEST((reported[0].kind == diagnostic_kind::configuration));
    BOOST_TEST(reported[0].message.find("The sink with Name=\"numbers\" has Filter=\"%Severity% >= 30\"") ==
               0u);
    BOOST_TEST(reported[0].message.find("trace, debug, info, warning, error, fatal") != std::string::npos);
    BOOST_TEST(explanations("Filter=\"%Severity% >= error\"\n").empty());
    auto const kept = explanations("Name=kept\nKeepSeverity=30\n");
    BOOST_REQUIRE(kept.size() == 1u);
    BOOST_TEST(kept[0].message.find("The sink with Name=\"kept\" has KeepSeverity=\"30\"") == 0u);
}

BOOST_FIXTURE_TEST_CASE(a_filter_that_no_record_of_this_program_passes_is_reported_though_none_is_sent,
                        registered)
{
    // There is no event and so no strand yet: it is started to tell it.
    std::mutex mutex;
    std::condition_variable changed;
    std::vector<std::string> sentences;
    sender_config config;
    config.tag = "a";
    config.on_diagnostic = [&](diagnostic const& what) {
        std::lock_guard<std::mutex> const lock(mutex);
        sentences.push_back(what.message);
        changed.notify_all();
    };
    auto const reported = std::make_shared<sender>(config);
    auto const filter =
        detail::watch(detail::parse_checked_filter("%A% > 4.5"), "Filter", detail::report_by(reported));
    boost::log::attribute_value_set values;
    values.insert("A", boost::log::attributes::make_attribute_value(5));
    BOOST_TEST(!filter(values));
    {
        std::unique_lock<std::mutex> lock(mutex);
        BOOST_TEST(changed.wait_for(lock, 60s, [&] { return !sentences.empty(); }));
    }
    reported->close(0ms);
    BOOST_REQUIRE(sentences.size() == 1u);
    BOOST_TEST(sentences[0].find("never true") != std::string::npos);
}

BOOST_FIXTURE_TEST_CASE(an_asynchronous_sink_is_an_unlocked_one, registered)
{
    init(section_a + "Name=unlocked\nAsynchronous=true\n");
    log_one();
    // Encoded within the logging statement: the event is there when it returns.
    BOOST_TEST(find_sender("unlocked")->statistics().offered.events == 1u);
}

BOOST_FIXTURE_TEST_CASE(what_set_up_does_is_done_once, registered)
{
    test::compile_counter compiled;
    record_formatter const calibration({{"a", compiled.text}});
    int const once = compiled.take();
    BOOST_TEST(once >= 1);
    init(section_a + "[Sinks.A.Format]\na=\"" + compiled.text + "\"\n");
    BOOST_TEST(compiled.take() == once);
#ifdef __linux__
    test::authority const trusted;
    test::open_counter opened(trusted.ca_file());
    init(section_a + "Name=once\nTls=true\nTlsCaFile=\"" + trusted.ca_file() + "\"\n");
    BOOST_TEST(opened.take() == 1);
    init("[Sinks.B]\nDestination=Fluentd\nTag=b\nSender=once\n"); // whose sender is checked already
    BOOST_TEST(opened.take() == 0);
#endif
}

BOOST_FIXTURE_TEST_CASE(no_error_of_any_value_is_in_terms_of_code, registered)
{
    std::string const values[] = {
        "",   "0",    "1",     "11",   "99999", "true",     "a",       "gzip",
        "2h", "200h", "1 KiB", "5MiB", "65GiB", "/nowhere", "message", std::string(1100, 'x')};
    for (auto const& entry : detail::settings_keys())
        for (auto const& value : values) {
            auto const lines = std::string(entry.key == "Tag" ? "" : "Tag=a\n") + std::string(entry.key) +
                               "=\"" + value + "\"\n";
            for (std::string const& more :
                 {std::string("Compress=zstd\n"), std::string("RequireAck=false\n"),
                  std::string(entry.key.substr(0, 3) == "Tls" ? "Tls=true\n" : "Username=me\n")})
                try {
                    init("[Sinks.X]\nDestination=Fluentd\n" + lines + more);
                } catch (std::exception const& error) { // of one that is there twice too
                    test::check_has_no_member(error.what());
                }
            boost::log::core::get()->remove_all_sinks();
        }
}

BOOST_AUTO_TEST_SUITE_END()
