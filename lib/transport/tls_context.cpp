// Copyright (c) 2026 The log_fluentd authors
// Distributed under the Boost Software License, Version 1.0.
// (See accompanying file LICENSE_1_0.txt or https://www.boost.org/LICENSE_1_0.txt)

#include "transport/tls_context.hpp"

#include "forward/digest.hpp"
#include "os/fork.hpp"
#include "transport/tls.hpp"

#include <algorithm>
#include <mutex>
#include <new>
#include <openssl/crypto.h>
#include <openssl/err.h>
#include <openssl/pem.h>
#include <openssl/x509.h>
#include <string_view>
#include <utility>

namespace log_fluentd::detail {

namespace asio = boost::asio;
namespace ssl = asio::ssl;

namespace {

/// \throws std::bad_alloc if that is the error
std::string text_of(unsigned long code)
{
    if (is_memory_error(code))
        throw std::bad_alloc();
    if (ERR_GET_LIB(code) == ERR_LIB_SYS)
        return std::generic_category().message(ERR_GET_REASON(code));
    char const* const reason = code ? ::ERR_reason_error_string(code) : nullptr;
    return reason ? reason : "unknown error";
}

/// The first error in OpenSSL's list, which is the cause of the others. Empties the list.
std::string first_error()
{
    auto const code = ::ERR_peek_error();
    ::ERR_clear_error();
    return text_of(code);
}

/// The error that Asio has taken from that list.
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
        return -1; // with an empty one OpenSSL might by chance decrypt to garbage
    std::copy(text.begin(), text.end(), to);
    return static_cast<int>(text.size());
}

struct bio_freer
{
    void operator()(BIO* bio) const noexcept { ::BIO_free(bio); } // it is memory, so this cannot fail
};

struct info_freer
{
    void operator()(STACK_OF(X509_INFO) * all) const noexcept
    {
        sk_X509_INFO_pop_free(all, ::X509_INFO_free);
    }
};

/// Adds everything in a file of authorities: certificates and lists of revoked ones.
/// \returns their number; -1 with an error in OpenSSL's list
int add_authorities(X509_STORE* to, std::string const& pem)
{
    std::unique_ptr<BIO, bio_freer> const bio(::BIO_new_mem_buf(pem.data(), static_cast<int>(pem.size())));
    char no_passphrase[] = ""; // otherwise OpenSSL would ask on the terminal
    std::unique_ptr<STACK_OF(X509_INFO), info_freer> const all(
        bio ? ::PEM_X509_INFO_read_bio(bio.get(), nullptr, nullptr, no_passphrase) : nullptr);
    if (!all)
        return -1;
    int count = 0;
    for (int i = 0; i < sk_X509_INFO_num(all.get()); ++i) {
        auto const* const one = sk_X509_INFO_value(all.get(), i);
        if (one->x509 && ::X509_STORE_add_cert(to, one->x509) != 1)
            return -1;
        if (one->crl && ::X509_STORE_add_crl(to, one->crl) != 1)
            return -1;
        count += one->x509 || one->crl;
    }
    return count;
}

/// The file has been read already, because OpenSSL ignores one that it cannot open.
void load_system_authorities(SSL_CTX* context, tls_files const& files)
{
    if (add_authorities(::SSL_CTX_get_cert_store(context), files.authorities) < 0 ||
        ::SSL_CTX_set_default_verify_dir(context) != 1)
        fail_system_authorities(first_error());
}

void load_authorities(SSL_CTX* context, tls_config const& config, tls_files const& files)
{
    auto const& directory = config.ca_directory;
    if (config.ca_file.empty() && directory.empty())
        return load_system_authorities(context, files);
    if (!config.ca_file.empty()) {
        int const count = add_authorities(::SSL_CTX_get_cert_store(context), files.authorities);
        if (count < 0)
            fail_tls_file("tls.ca_file", config.ca_file, {"cannot be read: " + first_error()});
        if (count == 0)
            fail_tls_file("tls.ca_file", config.ca_file, {"has no certificate in it"});
    }
    if (!directory.empty() && ::SSL_CTX_load_verify_locations(context, nullptr, directory.c_str()) != 1)
        fail_tls_file("tls.ca_directory", directory, {"cannot be read: " + first_error()});
}

void load_own_certificate(ssl::context& context, tls_config const& config, tls_files const& files)
{
    if (config.certificate_file.empty())
        return;
    boost::system::error_code error;
    context.use_certificate_chain(asio::buffer(files.certificate), error);
    if (error)
        fail_tls_file("tls.certificate_file", config.certificate_file,
                      {"cannot be read: " + text_of(code_of(error))});
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
    auto const fail = [&](auto... why) { fail_tls_file("tls.key_file", config.key_file, {why...}); };
    if (ERR_GET_LIB(code) == ERR_LIB_X509 && ERR_GET_REASON(code) == X509_R_KEY_VALUES_MISMATCH)
        fail("does not belong to ", config_member("tls.certificate_file"));
    config_member const key_passphrase("tls.key_passphrase");
    if (phrase.was_asked_for && config.key_passphrase.empty())
        fail("is encrypted; give ", key_passphrase);
    if (phrase.was_asked_for)
        fail("cannot be read: " + text_of(code) + " (is ", key_passphrase, " right?)");
    fail("cannot be read: " + text_of(code));
}

/// A reference by Asio to OpenSSL, which must not end with the last context.
struct asio_reference
{
    ssl::context only{ssl::context::tls_client};
};

fork_safe_static<asio_reference> the_asio_reference;

/// Prevents a fork while files are loaded, which is most of what a sender does with OpenSSL: a child could
/// find OpenSSL's own locks held.
fork_safe_mutex making;
/// The same for the destruction of a context, which may happen during that.
fork_safe_mutex ending;

/// A child frees nothing of its parent's, because OpenSSL's locks may be held there forever.
struct end_context
{
    void operator()(ssl::context* ended) const
    {
        if (!process.is_this())
            return;
        begin_openssl_on_this_thread();
        std::lock_guard<fork_safe_mutex> const lock(ending);
        delete ended;
    }

    own_process process;
};

std::shared_ptr<ssl::context> make(tls_config const& config, tls_files const& files)
{
    the_asio_reference.get();
    ::ERR_clear_error();
    std::shared_ptr<ssl::context> made(new ssl::context(ssl::context::tls_client), end_context());
    auto* const context = made->native_handle();
    int const least = config.min_version == tls_version::v1_3 ? TLS1_3_VERSION : TLS1_2_VERSION;
    if (::SSL_CTX_set_min_proto_version(context, least) != 1)
        fail_member("tls.min_version", {"is not one that this OpenSSL has: " + first_error()});
    // Otherwise a server with TLS 1.2 could make a client work forever.
    ::SSL_CTX_set_options(context, SSL_OP_NO_RENEGOTIATION);
    ::SSL_CTX_set_verify(context, config.insecure_accept_any_certificate ? SSL_VERIFY_NONE : SSL_VERIFY_PEER,
                         nullptr);
    load_authorities(context, config, files);
    load_own_certificate(*made, config, files);
    ::SSL_CTX_set_session_cache_mode(context, SSL_SESS_CACHE_CLIENT | SSL_SESS_CACHE_NO_INTERNAL_STORE);
    return made;
}

} // namespace

std::shared_ptr<ssl::context> make_tls_context(tls_config const& config, tls_files const& files)
{
    begin_openssl_on_this_thread();
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
    begin_openssl_on_this_thread(); // before anything else of OpenSSL's, including the digest
    std::lock_guard<fork_safe_mutex> const lock(making);
    constexpr std::string_view and_then("\0", 1);
    auto digest = sha512_hex(
        {files.authorities, and_then, files.directory, and_then, files.certificate, and_then, files.key});
    if (before && before->digest == digest)
        return before;
    return std::make_shared<tls_material>(tls_material{make(config, files), std::move(digest)});
}

} // namespace log_fluentd::detail
