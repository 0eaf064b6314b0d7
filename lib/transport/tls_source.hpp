// Copyright (c) 2026 The log_fluentd authors
// Distributed under the Boost Software License, Version 1.0.
// (See accompanying file LICENSE_1_0.txt or https://www.boost.org/LICENSE_1_0.txt)

#pragma once

/// \file
/// The TLS context of a sender, for the current contents of its files. All attempts and servers share it; it
/// is made anew when the files have changed. A helper thread reads the files and makes the context, because a
/// disk may hang, and OpenSSL needs some 50 ms for 144 authorities.

#include "os/fork.hpp"
#include "transport/handover.hpp"
#include "transport/tls_context.hpp"

#include <log_fluentd/security.hpp>

#include <boost/asio/any_io_executor.hpp>

#include <memory>
#include <string>
#include <system_error>
#include <vector>

namespace log_fluentd::detail {

/// What a connection gets: material, or the reason why there is none.
struct tls_answer
{
    std::shared_ptr<tls_material const> material;
    std::error_code error;
    std::string detail; ///< Which file is wrong, and how.
};

/// A user that waits for material.
class tls_user
{
public:
    virtual void take(tls_answer const& answer) noexcept = 0;

protected:
    ~tls_user() = default;
};

/// Runs on a strand, once it is used.
class tls_source : public std::enable_shared_from_this<tls_source>
{
public:
    /// \param first What was made of the files when the sender was made, if anything.
    explicit tls_source(tls_config config, std::shared_ptr<tls_material const> first = nullptr);
    ~tls_source();
    tls_source& operator=(tls_source&&) = delete;

    /// A source of the same configuration whose material belongs to this process: this one, except in a
    /// forked child.
    std::shared_ptr<tls_source> of_this_process();
    /// Posts a call of `user.take` to `executor`, which must be that of the strand. There is only one helper
    /// thread at a time, and all users that wait get its answer. No user gets it after `end`.
    void get(boost::asio::any_io_executor executor, std::weak_ptr<tls_user> user);
    /// The strand has ended: nobody waits any more, and a helper thread does not use the executor again. A
    /// sender may keep this object for longer.
    void end() noexcept;

private:
    using task = handover<tls_answer>;

    void start_helper(std::shared_ptr<task> const& to);
    void loaded(tls_answer const& answer);

    own_process const process_;
    std::shared_ptr<tls_config const> const config_; // the helper may outlive this
    std::shared_ptr<tls_material const> current_;
    std::vector<std::weak_ptr<tls_user>> waiting_;
    std::shared_ptr<task> under_way_;
};

/// For the end of the process: when this returns, no helper thread uses OpenSSL, which may clean up now, nor
/// will any. It waits for those that use it, at most a second.
void end_tls_helpers() noexcept;
/// Allows helper threads again, because something may still be delivered.
void allow_tls_helpers() noexcept;

} // namespace log_fluentd::detail
