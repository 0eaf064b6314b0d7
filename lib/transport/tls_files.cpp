// Copyright (c) 2026 The log_fluentd authors
// Distributed under the Boost Software License, Version 1.0.
// (See accompanying file LICENSE_1_0.txt or https://www.boost.org/LICENSE_1_0.txt)

// Reads the files that a TLS context is made of.

#include "os/environment.hpp"
#include "os/file_times.hpp"
#include "transport/tls_context.hpp"

#include <algorithm>
#include <cerrno>
#include <fcntl.h>
#include <filesystem>
#include <openssl/crypto.h>
#include <openssl/x509.h>
#include <stdexcept>
#include <sys/stat.h>
#include <system_error>
#include <unistd.h>
#include <vector>

namespace log_fluentd::detail {

namespace {

class descriptor
{
public:
    descriptor(std::string const& path, int flags) noexcept
        : number_(::open(path.c_str(), O_RDONLY | O_CLOEXEC | flags))
    {}
    ~descriptor()
    {
        if (number_ >= 0)
            ::close(number_); // nothing was written to it
    }
    descriptor& operator=(descriptor&&) = delete;
    int number() const noexcept { return number_; }

private:
    int const number_;
};

[[noreturn]] void throw_errno()
{
    throw std::system_error(errno, std::generic_category());
}

bool is_not_there(std::error_code error) noexcept
{
    return error == std::errc::no_such_file_or_directory || error == std::errc::not_a_directory;
}

/// Reads into `to`, without a buffer in between, because it may be a key.
/// \throws std::runtime_error
void read_file(std::string const& path, tls_files::reading how, std::string& to)
{
    constexpr off_t kibibyte = 1024;
    constexpr off_t most = kibibyte * 64 * 1024;
    bool const may_hang = how == tls_files::reading::may_hang;
    descriptor const file(path, may_hang ? 0 : O_NONBLOCK);
    struct stat state = {};
    if (file.number() < 0 || ::fstat(file.number(), &state) != 0)
        throw_errno();
    if (!may_hang && S_ISFIFO(state.st_mode))
        throw std::runtime_error("it is a FIFO, and no file");
    to.resize(static_cast<std::size_t>(std::clamp<off_t>(state.st_size + 1, 64 * kibibyte, most)));
    std::size_t size = 0;
    for (;;) {
        if (size == to.size()) // it grows, or has no size
            to.resize(2 * size);
        if (to.size() > static_cast<std::size_t>(most))
            throw std::runtime_error("it has more than 64 MiB");
        auto const got = ::read(file.number(), &to[size], to.size() - size);
        if (got < 0 && errno == EINTR)
            continue;
        if (got < 0)
            throw_errno();
        if (got == 0)
            break;
        size += static_cast<std::size_t>(got);
    }
    to.resize(size);
}

/// Appends a name and the system's data about its file, as bytes that are only compared.
void append_state(std::string& to, std::string const& path)
{
    file_state state = {};
    to += path;
    to += '\0';
    if (::stat(path.c_str(), &state) != 0) {
        to += "is not there";
        return;
    }
    for (auto const number :
         {static_cast<long long>(state.st_dev), static_cast<long long>(state.st_ino),
          static_cast<long long>(state.st_size), static_cast<long long>((state.*modified).tv_sec),
          static_cast<long long>((state.*modified).tv_nsec), static_cast<long long>((state.*changed).tv_sec),
          static_cast<long long>((state.*changed).tv_nsec)}) {
        to += std::to_string(number);
        to += ' ';
    }
}

/// Appends the states of a directory and everything in it, because rewriting a file does not change its
/// directory.
/// \throws std::system_error if it cannot be listed
void append_states_in(std::string& to, std::string const& directory)
{
    append_state(to, directory);
    std::vector<std::string> names;
    std::error_code error;
    for (std::filesystem::directory_iterator entry(directory, error), end; !error && entry != end;
         entry.increment(error))
        names.push_back(entry->path().string());
    if (error)
        throw std::system_error(error);
    std::sort(names.begin(), names.end());
    for (auto const& name : names)
        append_state(to, name);
}

/// The place where OpenSSL looks if none is configured.
std::string system_place(char const* variable, char const* otherwise)
{
    char const* const said = trusted_variable(variable); // as OpenSSL gets its directory
    return said ? said : otherwise;
}

/// Reads a file or a directory that need not exist, because the other is enough.
template <typename Function>
void read_if_there(Function read)
{
    try {
        read();
    } catch (std::system_error const& error) {
        if (!is_not_there(error.code()))
            fail_system_authorities(error.what());
    } catch (std::runtime_error const& error) {
        fail_system_authorities(error.what());
    }
}

/// Reads a file that the configuration names.
template <typename Function>
void read_given(char const* member, std::string const& path, Function read)
{
    try {
        read();
    } catch (std::runtime_error const& error) {
        fail_tls_file(member, path, {std::string("cannot be read: ") + error.what()});
    }
}

} // namespace

void fail_tls_file(char const* member, std::string const& path, config_sentence const& why)
{
    config_sentence named{'"' + path + "\" "};
    fail_member(member, named += why);
}

void fail_system_authorities(std::string const& why)
{
    fail_member("tls.ca_file", {"must be given: the system's authorities cannot be read: " + why});
}

tls_files::tls_files(tls_config const& config, reading how)
{
    auto const read = [how](char const* member, std::string const& path, std::string& to) {
        read_given(member, path, [&] { read_file(path, how, to); });
    };
    if (!config.ca_file.empty())
        read("tls.ca_file", config.ca_file, authorities);
    auto const& given = config.ca_directory;
    if (!given.empty() && ::access(given.c_str(), R_OK | X_OK) != 0)
        fail_tls_file("tls.ca_directory", given, {"cannot be read"});
    if (!given.empty())
        read_given("tls.ca_directory", given, [&] { append_states_in(directory, given); });
    else if (config.ca_file.empty())
        read_system_authorities(how);
    if (config.certificate_file.empty())
        return;
    read("tls.certificate_file", config.certificate_file, certificate);
    read("tls.key_file", config.key_file, key);
}

/// A lack of descriptors or of memory is temporary, so it is an error: without the authorities no certificate
/// would be trusted.
void tls_files::read_system_authorities(reading how)
{
    auto const file = system_place(::X509_get_default_cert_file_env(), ::X509_get_default_cert_file());
    auto const place = system_place(::X509_get_default_cert_dir_env(), ::X509_get_default_cert_dir());
    read_if_there([&] { read_file(file, how, authorities); });
    read_if_there([&] { append_states_in(directory, place); });
}

tls_files::~tls_files()
{
    ::OPENSSL_cleanse(key.data(), key.size());
}

} // namespace log_fluentd::detail
