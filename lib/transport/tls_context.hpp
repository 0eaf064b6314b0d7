// Copyright (c) 2026 The log_fluentd authors
// Distributed under the Boost Software License, Version 1.0.
// (See accompanying file LICENSE_1_0.txt or https://www.boost.org/LICENSE_1_0.txt)

#ifndef LOG_FLUENTD_LIB_TRANSPORT_TLS_CONTEXT_HPP_INCLUDED_
#define LOG_FLUENTD_LIB_TRANSPORT_TLS_CONTEXT_HPP_INCLUDED_

/// \file
/// What the connections of a sender share of TLS: authorities, certificate, key. Reading the files, which may
/// hang, and making a context of them, which takes OpenSSL up to a tenth of a second, are two steps.

#include <log_fluentd/security.hpp>

#include <boost/asio/ssl/context.hpp>

#include <memory>
#include <string>

namespace log_fluentd::detail {

/// The files of a configuration, read.
struct tls_files
{
    /// Whether a FIFO is waited for, like a disk that hangs, or refused.
    enum class reading
    {
        at_once,
        may_hang,
    };

    /// Reads them, without OpenSSL. \throws std::invalid_argument that begins with the member whose file is
    /// no good, such as "tls.ca_file"
    explicit tls_files(tls_config const& config, reading how = reading::at_once);
    ~tls_files();
    tls_files(tls_files const&) = delete;
    tls_files& operator=(tls_files const&) = delete;

    std::string authorities; ///< of `ca_file`, or of the system's file where none is given
    std::string certificate;
    std::string key;
    /// What is in the directory of authorities, or the system's: names, sizes, times. OpenSSL reads those
    /// files when it needs them.
    std::string directory;

private:
    void read_system_authorities(reading how);
};

/// \throws std::invalid_argument
[[noreturn]] void refuse_tls_file(char const* member, std::string const& path, std::string const& why);
[[noreturn]] void refuse_system_authorities(std::string const& why);

/// A context, and what it was made of.
struct tls_material
{
    std::shared_ptr<boost::asio::ssl::context> context;
    std::string digest; ///< Of the files: two of the same files have the same.
};

/// \throws std::invalid_argument as `tls_files`
std::shared_ptr<boost::asio::ssl::context> make_tls_context(tls_config const& config, tls_files const& files);
std::shared_ptr<boost::asio::ssl::context> make_tls_context(tls_config const& config);

/// `before`, if it is of the same files; else one that is made of them. \throws std::invalid_argument as
/// `tls_files`
std::shared_ptr<tls_material const> make_tls_material(tls_config const& config, tls_files const& files,
                                                      std::shared_ptr<tls_material const> before = nullptr);

} // namespace log_fluentd::detail

#endif
