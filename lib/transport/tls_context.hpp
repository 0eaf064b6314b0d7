// Copyright (c) 2026 The log_fluentd authors
// Distributed under the Boost Software License, Version 1.0.
// (See accompanying file LICENSE_1_0.txt or https://www.boost.org/LICENSE_1_0.txt)

#pragma once

/// \file
/// The TLS data that the connections of a sender share: authorities, certificate, key. There are two steps:
/// reading the files, which may hang, and making a context of them, for which OpenSSL needs up to a tenth of
/// a second.

#include "base/config_error.hpp"

#include <log_fluentd/security.hpp>

#include <boost/asio/ssl/context.hpp>

#include <memory>
#include <string>

namespace log_fluentd::detail {

/// The contents of the files of a configuration.
struct tls_files
{
    /// Whether a FIFO is read, which may hang like a disk, or is an error.
    enum class reading
    {
        at_once,
        may_hang,
    };

    /// Reads the files, without OpenSSL.
    /// \throws config_error of the member whose file is wrong, such as "tls.ca_file".
    explicit tls_files(tls_config const& config, reading how = reading::at_once);
    ~tls_files();
    tls_files& operator=(tls_files&&) = delete;

    std::string authorities; ///< from `ca_file`, or from the system's file if none is given
    std::string certificate;
    std::string key;
    /// The entries of the directory of authorities, or of the system's one: names, sizes, times. OpenSSL
    /// reads the files themselves when it needs them.
    std::string directory;

private:
    void read_system_authorities(reading how);
};

/// \throws config_error
[[noreturn]] void fail_tls_file(char const* member, std::string const& path, config_sentence const& why);
[[noreturn]] void fail_system_authorities(std::string const& why);

/// A context, and the files that it was made from.
struct tls_material
{
    std::shared_ptr<boost::asio::ssl::context> context;
    std::string digest; ///< Of the files: the same files have the same digest.
};

/// \throws config_error
std::shared_ptr<boost::asio::ssl::context> make_tls_context(tls_config const& config, tls_files const& files);
std::shared_ptr<boost::asio::ssl::context> make_tls_context(tls_config const& config);

/// Makes material of the files, or returns `before` if that was made of the same files.
/// \throws config_error
std::shared_ptr<tls_material const> make_tls_material(tls_config const& config, tls_files const& files,
                                                      std::shared_ptr<tls_material const> before = nullptr);

} // namespace log_fluentd::detail
