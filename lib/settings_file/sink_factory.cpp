// Copyright (c) 2026 The log_fluentd authors
// Distributed under the Boost Software License, Version 1.0.
// (See accompanying file LICENSE_1_0.txt or https://www.boost.org/LICENSE_1_0.txt)

#include "settings_file/sink_factory.hpp"

#include "sender/make_core.hpp"
#include "settings/sender_registry.hpp"
#include "settings/settings_keys.hpp"
#include "settings/sink_settings.hpp"
#include "sink/record_consumer.hpp"
#include "sink/watched_filter.hpp"

#include <boost/make_shared.hpp>

#include <utility>

namespace log_fluentd::detail {

namespace {

std::shared_ptr<sender> shared_sender(sink_settings const& settings, sender_source const& senders,
                                      std::string const& description)
{
    auto shared = senders.named(settings.shared_sender);
    if (!shared)
        throw_invalid_value(description, "Sender",
                            quote_setting("Sender", settings.shared_sender) +
                                " is not found; a section with " +
                                quote_setting("Name", settings.shared_sender) + " must come before this one");
    if (settings.config.tag.empty() && shared->config().tag.empty())
        throw_missing_value(description, "",
                            "Tag is missing, and the sender that is shared has no TagPrefix; "
                            "write a tag for the events, such as "
                            "Tag=app.shop");
    return shared;
}

std::shared_ptr<sender> own_sender(sink_settings const& settings, sender_identity const& identity,
                                   sender_source const& senders)
{
    auto used = senders.existing ? senders.existing(identity) : nullptr;
    return used ? used : make_sender(check_sender_of(settings.config));
}

diagnostic explanation(std::string const& description, std::string const& sentence)
{
    return {diagnostic_kind::configuration, "The sink with " + description + ' ' + sentence, {}};
}

diagnostic asynchronous_already(std::string const& description)
{
    return explanation(
        description, "has Asynchronous=true, but it is asynchronous already: a record is encoded on the "
                     "thread that logs it, "
                     "and sent from a thread of the sender's. Boost.Log's asynchronous frontend on top would "
                     "lose records at "
                     "exit and the scope of each record, so an unlocked sink is used. Remove Asynchronous.");
}

/// The filter of the section, which reports what it finds through the sink's sender.
boost::log::filter filter_of(sink_settings const& settings, std::shared_ptr<sender> const& reporting,
                             std::string const& description)
{
    if (settings.filter_text.empty())
        return settings.filter.filter;
    auto filter = settings.filter;
    if (!filter.doubts.empty()) // the doubts are reported at once
        filter.relations.clear();
    return watch(std::move(filter),
                 "The sink with " + description + ": " + quote_setting("Filter", settings.filter_text),
                 report_by(reporting));
}

std::vector<settings_doubt> doubts_about(sink_settings const& settings,
                                         std::vector<std::string> const& of_kept,
                                         std::string const& description)
{
    std::vector<settings_doubt> result;
    auto const add = [&](std::vector<std::string> const& doubts, char const* key, std::string const& value) {
        for (auto const& doubt : doubts)
            result.push_back(
                {key, explanation(description, "has " + quote_setting(key, value) + ", but " + doubt)});
    };
    add(settings.filter.doubts, "Filter", settings.filter_text);
    add(of_kept, "KeepSeverity", settings.config.keep_severity);
    if (settings.asynchronous)
        result.push_back({"Asynchronous", asynchronous_already(description)});
    return result;
}

} // namespace

built_sink build_sink(settings_tree const& section, sender_source const& senders)
{
    auto const description = describe_sink(section);
    auto const settings = parse_sink_settings(section);
    built_sink result;
    auto& made = result.made;
    std::unique_ptr<record_consumer> consumer;
    std::vector<std::string> of_kept;
    try {
        consumer = std::make_unique<record_consumer>(settings.config);
        of_kept = consumer->take_doubts();
        if (settings.shared_sender.empty()) {
            made.identity = std::make_shared<sender_identity const>(identity_of(section, settings));
            made.sender = own_sender(settings, *made.identity, senders);
        } else {
            made.sender = shared_sender(settings, senders, description);
        }
        consumer->use(made.sender);
    } catch (config_error const& error) {
        auto const spelling = settings_spelling(settings.server_names);
        throw_about(error, description, spelling.name(error.member()), {}, spelling);
    }
    made.sink.what =
        make_replaceable_sink(boost::make_shared<sink_backend>(std::move(consumer)), settings.config);
    made.sink.filter = filter_of(settings, made.sender, description);
    result.name = settings.config.sender.name;
    result.doubts = doubts_about(settings, of_kept, description);
    return result;
}

boost::shared_ptr<replaceable_sink> make_sink_of_settings(settings_tree const& section,
                                                          diagnostic_handler const& explain)
{
    auto const [made, name, doubts] = build_sink(section, {remembered_sender, nullptr});
    made.sink.what->set_filter(made.sink.filter);
    remember_sink(made);
    // From here on, no error in the section is possible.
    if (!name.empty())
        remember_sender(name, made.sender);
    for (auto const& doubt : doubts)
        explain(doubt.what);
    return made.sink.what;
}

} // namespace log_fluentd::detail
