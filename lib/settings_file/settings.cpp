// Copyright (c) 2026 The log_fluentd authors
// Distributed under the Boost Software License, Version 1.0.
// (See accompanying file LICENSE_1_0.txt or https://www.boost.org/LICENSE_1_0.txt)

#include "base/diagnostics.hpp"
#include "os/pin.hpp"
#include "settings/sender_registry.hpp"
#include "settings_file/sink_factory.hpp"

#include <log_fluentd/settings.hpp>

#include <boost/log/utility/setup/from_settings.hpp>
#include <boost/make_shared.hpp>
#include <boost/shared_ptr.hpp>

namespace log_fluentd {

namespace {

class fluentd_sink_factory : public boost::log::sink_factory<char>
{
public:
    boost::shared_ptr<boost::log::sinks::sink> create_sink(settings_section const& section) override
    {
        return detail::make_sink_of_settings(section.property_tree(), detail::report_to_stderr);
    }
};

} // namespace

void register_sink_factory()
{
    static char const here = 0;
    detail::pin_object_of(&here); // Boost.Log keeps the factory
    auto const factory = boost::make_shared<fluentd_sink_factory>();
    // Boost.Log compares destinations case-sensitively, and both spellings are natural.
    boost::log::register_sink_factory("Fluentd", factory);
    boost::log::register_sink_factory("fluentd", factory);
}

std::shared_ptr<sender> find_sender(std::string_view name)
{
    return detail::remembered_sender(name);
}

} // namespace log_fluentd
