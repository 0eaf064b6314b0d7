// Copyright (c) 2026 The log_fluentd authors
// Distributed under the Boost Software License, Version 1.0.
// (See accompanying file LICENSE_1_0.txt or https://www.boost.org/LICENSE_1_0.txt)

#include "sender/make_core.hpp"

#include "os/fork.hpp"
#include "os/host_name.hpp"
#include "os/pin.hpp"
#include "sender/process.hpp"
#include "transport/tls.hpp"
#include "transport/tls_source.hpp"

#include <utility>

namespace log_fluentd::detail {

namespace {

/// OpenSSL may end in an exit handler, which is registered by now. The hook has to run before it, so it is
/// registered after it.
void deliver_before_openssl_ends() noexcept
{
    no_cancellation const later; // OpenSSL may read its configuration
    prepare_openssl();
    static fork_safe_static<registered_exit_hook> only;
    only.get();
}

/// Fills in the defaults of what is left out.
sender_config completed(sender_config config)
{
    if (config.servers.empty())
        config.servers.emplace_back();
    bool uses_openssl = config.tls.enabled;
    for (auto& target : config.servers) {
        if (!target.auth.enabled())
            target.auth = config.auth;
        uses_openssl = uses_openssl || target.auth.enabled();
    }
    if (uses_openssl)
        deliver_before_openssl_ends();
    if (config.self_hostname.empty())
        config.self_hostname = host_name();
    return config;
}

engine_factory with_tls(engine_factory make_engine, std::shared_ptr<tls_source> tls)
{
    return [make_engine = std::move(make_engine), tls = std::move(tls)](
               std::shared_ptr<buffer> source, sender_config const& c, engine_events events) {
        events.tls = tls;
        return make_engine(std::move(source), c, std::move(events));
    };
}

} // namespace

std::unique_ptr<own_core> make_core(checked_sender checked, engine_factory make_engine,
                                    sender_core::at_exit exit)
{
    static char const here = 0;
    pin_object_of(&here);
    auto& [config, material] = checked;
    if (material)
        make_engine =
            with_tls(std::move(make_engine), std::make_shared<tls_source>(config.tls, std::move(material)));
    return std::make_unique<own_core>(completed(std::move(config)), std::move(make_engine), exit);
}

} // namespace log_fluentd::detail
