// Copyright (c) 2026 The log_fluentd authors
// Distributed under the Boost Software License, Version 1.0.
// (See accompanying file LICENSE_1_0.txt or https://www.boost.org/LICENSE_1_0.txt)

#include "net/tls_context.hpp"

#include "fork/fork.hpp"
#include "forward/digest.hpp"
#include "net/tls.hpp"

#include <algorithm>
#include <cerrno>
#include <cstdlib>
#include <exception>
#include <fcntl.h>
#include <filesystem>
#include <mutex>
#include <openssl/crypto.h>
#include <openssl/err.h>
#include <openssl/pem.h>
#include <openssl/ssl.h>
#include <openssl/x509.h>
#include <stdexcept>
#include <string_view>
#include <sys/stat.h>
#include <system_error>
#include <unistd.h>
#include <utility>
#include <vector>

namespace log_fluentd::detail {

namespace asio = boost::asio;
namespace ssl = asio::ssl;

namespace {

[[noreturn]] void refuse(char const* member, std::string const& path, std::string const& why)
{
    throw std::invalid_argument(std::string(member) + " \"" + path + "\" " + why);
}

std::string text_of(unsigned long code)
{
    if (ERR_GET_LIB(code) == ERR_LIB_SYS)
        return std::generic_category().message(ERR_GET_REASON(code));
    char const* const reason = code ? ::ERR_reason_error_string(code) : nullptr;
    return reason ? reason : "unknown error";
}

/// The first in OpenSSL's list of errors, which it empties: what others failed of.
std::string first_error()
{
    auto const code = ::ERR_peek_error();
    ::ERR_clear_error();
    return text_of(code);
}

/// What Asio has taken from that list.
unsigned long code_of(boost::system::error_code const& error) noexcept
{
    return static_cast<unsigned long>(static_cast<unsigned>(error.value()));
}

struct passphrase
{
    secret const& value;
    bool was_asked_for = false;
};

int give_passphrase(char* to, int room, int, void* from) noexcept
{
    auto& phrase = *static_cast<passphrase*>(from);
    phrase.was_asked_for = true;
    auto const text = phrase.value.reveal();
    if (text.empty() || text.size() > static_cast<std::size_t>(room))
        return -1; // OpenSSL would try an empty one, and with some luck read garbage
    std::copy(text.begin(), text.end(), to);
    return static_cast<int>(text.size());
}

// --- reading -----------------------------------------------------------------------------------------------

class descriptor
{
public:
    explicit descriptor(std::string const& path) noexcept
        : number_(::open(path.c_str(), O_RDONLY | O_CLOEXEC))
    {}
    ~descriptor()
    {
        if (number_ >= 0)
            ::close(number_); // nothing was written to it
    }
    descriptor(descriptor const&) = delete;
    descriptor& operator=(descriptor const&) = delete;
    int number() const noexcept { return number_; }

private:
    int const number_;
};

[[noreturn]] void refuse_unreadable(char const* member, std::string const& path)
{
    refuse(member, path, "cannot be read: " + std::generic_category().message(errno));
}

/// Into `to`, whose memory is nobody else's: it may be a key.
void read_file(char const* member, std::string const& path, std::string& to)
{
    constexpr off_t most = 64 * 1024 * 1024;
    descriptor const file(path);
    struct stat state = {};
    if (file.number() < 0 || ::fstat(file.number(), &state) != 0)
        refuse_unreadable(member, path);
    to.resize(static_cast<std::size_t>(std::clamp<off_t>(state.st_size + 1, 64 * 1024, most)));
    std::size_t size = 0;
    for (;;) {
        if (size == to.size()) // it grows, or is none that has a size
            to.resize(2 * size);
        if (to.size() > static_cast<std::size_t>(most))
            refuse(member, path, "cannot be read: it has more than 64 MiB");
        auto const got = ::read(file.number(), &to[size], to.size() - size);
        if (got < 0 && errno == EINTR)
            continue;
        if (got < 0)
            refuse_unreadable(member, path);
        if (got == 0)
            break;
        size += static_cast<std::size_t>(got);
    }
    to.resize(size);
}

/// A name and what the system knows of its file, as bytes that are compared and nothing else.
void append_state(std::string& to, std::string const& path)
{
    struct stat state = {};
    to += path;
    to += '\0';
    if (::stat(path.c_str(), &state) != 0) {
        to += "is not there";
        return;
    }
#ifdef __APPLE__
    auto const& modified = state.st_mtimespec;
    auto const& changed = state.st_ctimespec;
#else
    auto const& modified = state.st_mtim;
    auto const& changed = state.st_ctim;
#endif
    for (auto const number :
         {static_cast<long long>(state.st_dev), static_cast<long long>(state.st_ino),
          static_cast<long long>(state.st_size), static_cast<long long>(modified.tv_sec),
          static_cast<long long>(modified.tv_nsec), static_cast<long long>(changed.tv_sec),
          static_cast<long long>(changed.tv_nsec)}) {
        to += std::to_string(number);
        to += ' ';
    }
}

/// Of the directory and all that is in it: a file that is written anew does not change its directory.
void append_states_in(std::string& to, std::string const& directory)
{
    append_state(to, directory);
    std::vector<std::string> names;
    std::error_code error;
    for (std::filesystem::directory_iterator entry(directory, error), end; !error && entry != end;
         entry.increment(error))
        names.push_back(entry->path().string());
    std::sort(names.begin(), names.end());
    for (auto const& name : names)
        append_state(to, name);
}

/// Where OpenSSL looks, if nobody says where.
std::string system_place(char const* variable, char const* otherwise)
{
    char const* const said = std::getenv(variable);
    return said ? said : otherwise;
}

// --- making ------------------------------------------------------------------------------------------------

struct bio_freer
{
    void operator()(BIO* bio) const noexcept { ::BIO_free(bio); } // of memory: it cannot fail
};

struct info_freer
{
    void operator()(STACK_OF(X509_INFO) * all) const noexcept
    {
        sk_X509_INFO_pop_free(all, ::X509_INFO_free);
    }
};

/// All that a file of authorities holds, certificates and lists of revoked ones. \return how many there are
int add_authorities(X509_STORE* to, std::string const& pem)
{
    std::unique_ptr<BIO, bio_freer> const bio(::BIO_new_mem_buf(pem.data(), static_cast<int>(pem.size())));
    char no_passphrase[] = ""; // else it asks whoever sits there
    std::unique_ptr<STACK_OF(X509_INFO), info_freer> const all(
        bio ? ::PEM_X509_INFO_read_bio(bio.get(), nullptr, nullptr, no_passphrase) : nullptr);
    if (!all)
        return 0;
    int count = 0;
    for (int i = 0; i < sk_X509_INFO_num(all.get()); ++i) {
        auto const* const one = sk_X509_INFO_value(all.get(), i);
        if (one->x509 && ::X509_STORE_add_cert(to, one->x509) != 1)
            return 0;
        if (one->crl && ::X509_STORE_add_crl(to, one->crl) != 1)
            return 0;
        count += one->x509 || one->crl;
    }
    return count;
}

void load_authorities(SSL_CTX* context, tls_config const& config, tls_files const& files)
{
    if (!config.ca_file.empty() && !add_authorities(::SSL_CTX_get_cert_store(context), files.authorities))
        refuse("tls.ca_file", config.ca_file, "cannot be read: " + first_error());
    auto const& directory = config.ca_directory;
    if (!directory.empty() && ::SSL_CTX_load_verify_locations(context, nullptr, directory.c_str()) != 1)
        refuse("tls.ca_directory", directory, "cannot be read: " + first_error());
    bool const are_given = !config.ca_file.empty() || !directory.empty();
    if (!are_given && ::SSL_CTX_set_default_verify_paths(context) != 1)
        throw std::invalid_argument("tls.ca_file must be given: the system's authorities cannot be read: " +
                                    first_error());
}

void load_own_certificate(ssl::context& context, tls_config const& config, tls_files const& files)
{
    if (config.certificate_file.empty())
        return;
    boost::system::error_code error;
    context.use_certificate_chain(asio::buffer(files.certificate), error);
    if (error)
        refuse("tls.certificate_file", config.certificate_file, "cannot be read: " + text_of(code_of(error)));
    passphrase phrase{config.key_passphrase};
    auto* const of_openssl = context.native_handle();
    ::SSL_CTX_set_default_passwd_cb(of_openssl, give_passphrase);
    ::SSL_CTX_set_default_passwd_cb_userdata(of_openssl, &phrase);
    context.use_private_key(asio::buffer(files.key), ssl::context::pem, error);
    ::SSL_CTX_set_default_passwd_cb(of_openssl, nullptr);
    ::SSL_CTX_set_default_passwd_cb_userdata(of_openssl, nullptr);
    if (!error)
        return;
    auto const code = code_of(error);
    if (ERR_GET_LIB(code) == ERR_LIB_X509 && ERR_GET_REASON(code) == X509_R_KEY_VALUES_MISMATCH)
        refuse("tls.key_file", config.key_file, "does not belong to tls.certificate_file");
    if (phrase.was_asked_for && config.key_passphrase.empty())
        refuse("tls.key_file", config.key_file, "is encrypted; give tls.key_passphrase");
    refuse("tls.key_file", config.key_file,
           "cannot be read: " + text_of(code) +
               (phrase.was_asked_for ? " (is tls.key_passphrase right?)" : ""));
}

/// Asio's own reference to OpenSSL, which must not end with the last context.
struct asio_reference
{
    ssl::context only{ssl::context::tls_client};
};

fork_safe_static<asio_reference> the_asio_reference;

/// OpenSSL has locks of its own, which a child would find held, and loading is most of what a sender does
/// with them: no fork comes in between.
fork_safe_mutex making;

std::shared_ptr<ssl::context> make(tls_config const& config, tls_files const& files)
{
    the_asio_reference.get();
    ::ERR_clear_error();
    // In a child nothing of its parent's is freed: OpenSSL's locks may be held there for ever.
    std::shared_ptr<ssl::context> const made(new ssl::context(ssl::context::tls_client),
                                             [process = own_process()](ssl::context* ended) {
                                                 if (process.is_this())
                                                     delete ended;
                                             });
    auto* const context = made->native_handle();
    int const least = config.min_version == tls_version::v1_3 ? TLS1_3_VERSION : TLS1_2_VERSION;
    if (::SSL_CTX_set_min_proto_version(context, least) != 1)
        throw std::invalid_argument("tls.min_version is none that this OpenSSL has: " + first_error());
    // A server of TLS 1.2 could have a client work for ever otherwise.
    ::SSL_CTX_set_options(context, SSL_OP_NO_RENEGOTIATION);
    ::SSL_CTX_set_verify(context, config.insecure_accept_any_certificate ? SSL_VERIFY_NONE : SSL_VERIFY_PEER,
                         nullptr);
    load_authorities(context, config, files);
    load_own_certificate(*made, config, files);
    ::SSL_CTX_set_session_cache_mode(context, SSL_SESS_CACHE_CLIENT | SSL_SESS_CACHE_NO_INTERNAL_STORE);
    return made;
}

} // namespace

tls_files::tls_files(tls_config const& config)
{
    if (!config.ca_file.empty())
        read_file("tls.ca_file", config.ca_file, authorities);
    auto const& given = config.ca_directory;
    if (!given.empty() && ::access(given.c_str(), R_OK | X_OK) != 0)
        refuse("tls.ca_directory", given, "cannot be read");
    if (!given.empty()) {
        append_states_in(directory, given);
    } else if (config.ca_file.empty()) {
        append_state(directory,
                     system_place(::X509_get_default_cert_file_env(), ::X509_get_default_cert_file()));
        append_states_in(directory,
                         system_place(::X509_get_default_cert_dir_env(), ::X509_get_default_cert_dir()));
    }
    if (config.certificate_file.empty())
        return;
    read_file("tls.certificate_file", config.certificate_file, certificate);
    read_file("tls.key_file", config.key_file, key);
}

tls_files::~tls_files()
{
    ::OPENSSL_cleanse(key.data(), key.size());
}

std::shared_ptr<ssl::context> make_tls_context(tls_config const& config, tls_files const& files)
{
    prepare_openssl();
    std::lock_guard<fork_safe_mutex> const lock(making);
    return make(config, files);
}

std::shared_ptr<ssl::context> make_tls_context(tls_config const& config)
{
    return make_tls_context(config, tls_files(config));
}

std::shared_ptr<tls_material const> make_tls_material(tls_config const& config, tls_files const& files,
                                                      std::shared_ptr<tls_material const> before)
{
    prepare_openssl(); // before anything of its own, the digest too
    std::lock_guard<fork_safe_mutex> const lock(making);
    constexpr std::string_view and_then("\0", 1);
    auto digest = sha512_hex(
        {files.authorities, and_then, files.directory, and_then, files.certificate, and_then, files.key});
    if (before && before->digest == digest)
        return before;
    return std::make_shared<tls_material>(tls_material{make(config, files), std::move(digest)});
}

} // namespace log_fluentd::detail
