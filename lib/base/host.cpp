// Copyright (c) 2026 The log_fluentd authors
// Distributed under the Boost Software License, Version 1.0.
// (See accompanying file LICENSE_1_0.txt or https://www.boost.org/LICENSE_1_0.txt)

#include "base/host.hpp"

#include "base/ascii.hpp"

#include <algorithm>
#include <arpa/inet.h>
#include <cstddef>
#include <iterator>
#include <string>

namespace log_fluentd::detail {

namespace {

constexpr std::size_t most_of_name = 253;
constexpr std::size_t most_of_label = 63;

bool is_of_name(char c)
{
    return is_word(c) || c == '-' || c == '.' || !is_ascii(c);
}

bool is_control(char c)
{
    auto const byte = static_cast<unsigned char>(c);
    return byte < 0x20 || byte == 0x7F;
}

bool is_number(std::string_view text)
{
    return !text.empty() && std::all_of(text.begin(), text.end(), is_digit);
}

config_assignment assign(config_member const& to, std::string_view text)
{
    return {to, '"' + std::string(text) + '"'};
}

/// Ignores a zone at the end of the address.
bool is_ipv6(std::string_view address)
{
    auto const percent = address.find('%');
    if (percent != address.npos && percent + 1 == address.size())
        return false;
    in6_addr parsed;
    return ::inet_pton(AF_INET6, std::string(address.substr(0, percent)).c_str(), &parsed) == 1;
}

bool is_ipv4(std::string_view address)
{
    in_addr parsed;
    return ::inet_pton(AF_INET, std::string(address).c_str(), &parsed) == 1;
}

config_sentence why_no_name(std::string_view name, host_members const& as)
{
    bool const is_absolute = name.back() == '.';
    if (is_absolute)
        name.remove_suffix(1);
    if (name.size() > most_of_name)
        return {"has " + std::to_string(name.size()) + " bytes; a name has at most 253"};
    for (std::size_t begin = 0; begin <= name.size();) {
        auto const end = std::min(name.find('.', begin), name.size());
        if (end == begin)
            return {"has an empty label; write a name without two dots in a row or a dot in front"};
        if (end - begin > most_of_label)
            return {"has a label of " + std::to_string(end - begin) + " bytes; each has at most 63"};
        begin = end + 1;
    }
    // No top-level domain is a number. Resolvers interpret some of these as addresses, each in a different
    // way.
    auto const last_dot = name.rfind('.');
    if (is_number(name.substr(last_dot == name.npos ? 0 : last_dot + 1)) && (is_absolute || !is_ipv4(name)))
        return {"ends in a number and is not an IPv4 address; write four numbers of at most 255 with dots "
                "between, such as ",
                assign(as.host, "192.0.2.7"), ", or a name"};
    return {};
}

bool is_host(std::string_view text, host_members const& as)
{
    if (text.empty())
        return false;
    return text.find(':') != text.npos
               ? is_ipv6(text)
               : std::all_of(text.begin(), text.end(), is_of_name) && why_no_name(text, as).empty();
}

constexpr std::string_view schemes[] = {"tcp", "tls", "ssl", "udp", "http", "https"};

/// The path of `unix:/run/x`, `unix:///run/x` or `unix:@x`; empty for any other text.
std::string socket_of(std::string_view text)
{
    constexpr std::string_view scheme = "unix:";
    if (lower(text.substr(0, scheme.size())) != scheme)
        return {};
    text.remove_prefix(scheme.size());
    auto const slashes = std::min(text.find_first_not_of('/'), text.size());
    if (slashes == text.size())
        return {};
    if (text[slashes] == '@' && slashes != 1)
        return std::string(text.substr(slashes));
    return slashes == 0 ? std::string() : '/' + std::string(text.substr(slashes));
}

/// Whether it does as `tcp:host` does; but `tcp:24224` is a host of that name and its port.
bool starts_with_scheme(std::string_view text)
{
    auto const colon = text.find(':');
    if (colon == text.npos || is_number(text.substr(colon + 1)))
        return false;
    auto const word = lower(text.substr(0, colon));
    return std::find(std::begin(schemes), std::end(schemes), word) != std::end(schemes);
}

/// Finds host and port in a text with more around them, such as `http://user@[::1]:24224/path`.
struct host_and_port
{
    explicit host_and_port(std::string_view text) : host(text)
    {
        if (auto const scheme = host.find("://"); scheme != host.npos)
            host.remove_prefix(scheme + 3);
        else if (starts_with_scheme(host)) // of "tcp:host"
            host.remove_prefix(host.find(':') + 1);
        host = host.substr(0, host.find_first_of("/?#"));
        if (auto const user = host.rfind('@'); user != host.npos)
            host.remove_prefix(user + 1);
        if (auto const end = host.find(']'); !host.empty() && host.front() == '[' && end != host.npos) {
            if (end + 1 < host.size() && host[end + 1] == ':')
                port = host.substr(end + 2);
            host = host.substr(1, end - 1);
        } else if (auto const colon = host.find(':');
                   colon != host.npos && host.find(':', colon + 1) == host.npos) {
            port = host.substr(colon + 1);
            host = host.substr(0, colon);
        }
    }

    config_sentence assignments(host_members const& as) const
    {
        config_sentence result{assign(as.host, host)};
        if (as.port && is_number(port))
            result += {" and ", config_assignment{*as.port, std::string(port)}};
        return result;
    }

    std::string_view host;
    std::string_view port;
};

/// Returns "`why`; write " and what is probably meant.
config_sentence with_remedy(std::string const& why, std::string_view text, host_members const& as)
{
    host_and_port const meant(text);
    config_sentence result{why + "; write "};
    return result += is_host(meant.host, as) ? meant.assignments(as)
                                             : config_sentence{"the name or the address alone, such as ",
                                                               assign(as.host, "logs.example.net")};
}

config_sentence without_brackets(std::string_view text, host_members const& as)
{
    config_sentence result{"has brackets; write an IPv6 address without them"};
    host_and_port const meant(text);
    if (as.port && is_number(meant.port) && is_host(meant.host, as))
        (result += {", "}) += meant.assignments(as);
    return result;
}

config_sentence path_as_host(std::string_view path, host_members const& as)
{
    if (!as.path)
        return {"is not the name of a host"};
    return {"is the path of a socket; write ", assign(*as.path, path)};
}

} // namespace

config_sentence why_no_host(std::string_view host, host_members const& as)
{
    auto const has = [&](std::string_view what) { return host.find(what) != host.npos; };
    if (std::any_of(host.begin(), host.end(), is_control))
        return {"has a control character in it, such as the end of a line; write the name or the address "
                "alone"};
    if (has(" "))
        return {"has a blank in it; write the name or the address without"};
    if (auto const path = socket_of(host); !path.empty())
        return path_as_host(path, as);
    if (has("://"))
        return with_remedy("has a scheme", host, as);
    if (host.front() == '/' || (host.front() == '@' && host.size() > 1))
        return path_as_host(host, as);
    if (host.find_first_of("/?#") != host.npos)
        return with_remedy("has a path in it", host, as);
    if (has("@"))
        return with_remedy("has a user in it", host, as);
    if (host.find_first_of("[]") != host.npos)
        return without_brackets(host, as);
    if (starts_with_scheme(host))
        return with_remedy("has a scheme", host, as);
    if (auto const colons = std::count(host.begin(), host.end(), ':'); colons == 1)
        return is_number(host.substr(host.find(':') + 1)) ? with_remedy("has a port in it", host, as)
                                                          : with_remedy("has a colon in it", host, as);
    else if (colons != 0 && is_ipv6(host))
        return {};
    else if (colons != 0)
        return {"is not an IPv6 address; write one such as ", assign(as.host, "2001:db8::7")};
    if (auto const bad = std::find_if_not(host.begin(), host.end(), is_of_name); bad != host.end())
        return {std::string("has the character ") + *bad +
                " in it, which no name has; write one name or address"};
    return why_no_name(host, as);
}

} // namespace log_fluentd::detail
