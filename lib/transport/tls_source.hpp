// Copyright (c) 2026 The log_fluentd authors
// Distributed under the Boost Software License, Version 1.0.
// (See accompanying file LICENSE_1_0.txt or https://www.boost.org/LICENSE_1_0.txt)

#ifndef LOG_FLUENTD_LIB_TRANSPORT_TLS_SOURCE_HPP_INCLUDED_
#define LOG_FLUENTD_LIB_TRANSPORT_TLS_SOURCE_HPP_INCLUDED_

/// \file
/// The TLS context of a sender, as its files say now. Kept over tries and servers, and made anew where the
/// files are others. They are read, and a context made, on a helper thread: a disk may hang, and 144
/// authorities take OpenSSL some 50 ms.

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

/// What a connection gets: material, or why there is none.
struct tls_answer
{
    std::shared_ptr<tls_material const> material;
    std::error_code error;
    std::string detail; ///< Which file, and what is wrong with it.
};

/// Who waits for it.
class tls_user
{
public:
    virtual void take(tls_answer const& answer) noexcept = 0;

protected:
    ~tls_user() = default;
};

/// Lives on a strand, once it is used.
class tls_source : public std::enable_shared_from_this<tls_source>
{
public:
    /// \param first What was made of the files when the sender was, if anything was.
    explicit tls_source(tls_config config, std::shared_ptr<tls_material const> first = nullptr);
    ~tls_source();
    tls_source(tls_source const&) = delete;
    tls_source& operator=(tls_source const&) = delete;

    /// A source of the same configuration whose material is of this process: this one, but in a child.
    std::shared_ptr<tls_source> of_this_process();
    /// Posts to `executor`, that of the strand, a call of `user.take`. There is one helper at a time, whose
    /// answer all that wait get. None gets it once this has ended.
    void get(boost::asio::any_io_executor executor, std::weak_ptr<tls_user> user);
    /// The strand has ended: nobody waits any more, and what is under way does not touch the executor again.
    /// A sender may keep this for longer.
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

/// For the end of the process: no helper uses OpenSSL, which may end now, when this returns, and none will.
/// Those that do use it are awaited, a second at most.
void end_tls_helpers() noexcept;
/// Something may yet be delivered after that.
void allow_tls_helpers() noexcept;

} // namespace log_fluentd::detail

#endif
