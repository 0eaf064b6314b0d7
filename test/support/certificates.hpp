// Copyright (c) 2026 The log_fluentd authors
// Distributed under the Boost Software License, Version 1.0.
// (See accompanying file LICENSE_1_0.txt or https://www.boost.org/LICENSE_1_0.txt)

#ifndef LOG_FLUENTD_TEST_SUPPORT_CERTIFICATES_HPP_INCLUDED_
#define LOG_FLUENTD_TEST_SUPPORT_CERTIFICATES_HPP_INCLUDED_

/// \file
/// Certificates that the test makes: valid, expired, for another name, by an unknown issuer.

#include "support/process.hpp"

#include <cstdio>
#include <filesystem>
#include <memory>
#include <openssl/evp.h>
#include <openssl/pem.h>
#include <openssl/x509.h>
#include <openssl/x509v3.h>
#include <stdexcept>
#include <string>

namespace log_fluentd::test {

/// A certificate and its key, in files.
struct key_pair
{
    std::string certificate_file;
    std::string key_file;
};

struct certificate_options
{
    /// Days from now at which its validity begins and ends.
    int begin = -1;
    int end = 30;
    /// Subject alternative names.
    std::string names = "DNS:localhost,IP:127.0.0.1,IP:::1";
    /// Encrypts the key's file.
    std::string passphrase;
};

/// An authority and the certificates that it issues, in a folder that is deleted with it.
class authority
{
public:
    explicit authority(std::string name = "test authority") : name_(std::move(name)), key_(make_key())
    {
        certificate_ = make_certificate(name_, key_.get(), {}, nullptr);
        ca_file_ = path("ca.pem");
        write(ca_file_, [&](std::FILE* file) { return PEM_write_X509(file, certificate_.get()); });
    }

    std::string const& ca_file() const noexcept { return ca_file_; }
    std::filesystem::path const& folder() const noexcept { return folder_.path(); }

    key_pair issue(std::string const& name, certificate_options const& options = {})
    {
        auto const own = make_key();
        auto const made = make_certificate(name, own.get(), options, certificate_.get());
        key_pair result{path(name + ".pem"), path(name + ".key")};
        write(result.certificate_file, [&](std::FILE* file) { return PEM_write_X509(file, made.get()); });
        write(result.key_file, [&](std::FILE* file) {
            bool const is_open = options.passphrase.empty();
            return PEM_write_PrivateKey(file, own.get(), is_open ? nullptr : EVP_aes_256_cbc(), nullptr, 0,
                                        nullptr,
                                        is_open ? nullptr : const_cast<char*>(options.passphrase.c_str()));
        });
        return result;
    }

private:
    using key_pointer = std::unique_ptr<EVP_PKEY, decltype(&EVP_PKEY_free)>;
    using certificate_pointer = std::unique_ptr<X509, decltype(&X509_free)>;

    static void require(bool good)
    {
        if (!good)
            throw std::runtime_error("OpenSSL cannot make a certificate");
    }

    std::string path(std::string const& file) const { return (folder_.path() / file).string(); }

    template <typename Write>
    static void write(std::string const& path, Write f)
    {
        std::unique_ptr<std::FILE, int (*)(std::FILE*)> const file(std::fopen(path.c_str(), "w"),
                                                                   std::fclose);
        require(file && f(file.get()));
    }

    static key_pointer make_key() { return {EVP_EC_gen("P-256"), EVP_PKEY_free}; }

    void add_extension(X509* to, X509* issuer, int kind, std::string const& value) const
    {
        X509V3_CTX context;
        X509V3_set_ctx(&context, issuer, to, nullptr, nullptr, 0);
        auto* const extension = X509V3_EXT_conf_nid(nullptr, &context, kind, value.c_str());
        require(extension && X509_add_ext(to, extension, -1));
        X509_EXTENSION_free(extension);
    }

    /// Issued by this authority or, if `issuer` is null, the authority's own.
    certificate_pointer make_certificate(std::string const& name, EVP_PKEY* subject_key,
                                         certificate_options const& options, X509* issuer)
    {
        certificate_pointer made(X509_new(), X509_free);
        X509_set_version(made.get(), X509_VERSION_3);
        ASN1_INTEGER_set(X509_get_serialNumber(made.get()), ++serial_);
        X509_gmtime_adj(X509_getm_notBefore(made.get()), options.begin * 86400L);
        X509_gmtime_adj(X509_getm_notAfter(made.get()), options.end * 86400L);
        X509_set_pubkey(made.get(), subject_key);
        X509_NAME_add_entry_by_txt(X509_get_subject_name(made.get()), "CN", MBSTRING_UTF8,
                                   reinterpret_cast<unsigned char const*>(name.c_str()), -1, -1, 0);
        X509_set_issuer_name(made.get(), X509_get_subject_name(issuer ? issuer : made.get()));
        if (issuer) {
            add_extension(made.get(), issuer, NID_subject_alt_name, options.names);
        } else {
            add_extension(made.get(), made.get(), NID_basic_constraints, "critical,CA:TRUE");
            add_extension(made.get(), made.get(), NID_key_usage, "critical,keyCertSign,cRLSign");
        }
        require(X509_sign(made.get(), key_.get(), EVP_sha256()) != 0);
        return made;
    }

    temporary_folder folder_;
    std::string name_;
    long serial_ = 0;
    key_pointer key_;
    certificate_pointer certificate_{nullptr, X509_free};
    std::string ca_file_;
};

} // namespace log_fluentd::test

#endif
