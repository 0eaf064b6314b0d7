// Copyright (c) 2026 The log_fluentd authors
// Distributed under the Boost Software License, Version 1.0.
// (See accompanying file LICENSE_1_0.txt or https://www.boost.org/LICENSE_1_0.txt)

#include "base/printable.hpp"
#include "msgpack/utf8.hpp"

#include <log_fluentd/format_dictionary.hpp>

#include <boost/json/value.hpp>

#include <stdexcept>
#include <utility>

namespace log_fluentd {

namespace {

void check_new_key(format_dictionary const& dictionary, std::string const& key)
{
    if (key.empty())
        throw std::invalid_argument("a key of the format dictionary is empty");
    if (!detail::is_utf8(key))
        throw std::invalid_argument("a key of the format dictionary is not UTF-8");
    for (auto const& entry : dictionary.entries()) {
        if (entry.key == key)
            throw std::invalid_argument("the format dictionary has the key " + detail::in_quotes(key) +
                                        " twice");
    }
}

} // namespace

format_dictionary::entry::entry(std::string name, char const* text_template)
    : key(std::move(name)),
      what(std::string(text_template))
{}

format_dictionary::entry::entry(std::string name, std::string text_template)
    : key(std::move(name)),
      what(std::move(text_template))
{}

format_dictionary::entry::entry(std::string name, format_dictionary nested)
    : key(std::move(name)),
      what(std::move(nested))
{}

format_dictionary::entry::entry(std::string name, std::initializer_list<entry> nested) : key(std::move(name))
{
    try {
        what = format_dictionary(nested);
    } catch (std::invalid_argument const& error) {
        throw std::invalid_argument("under " + detail::in_quotes(key) + ": " + error.what());
    }
}

format_dictionary::entry::entry(std::string name, constant value)
    : key(std::move(name)),
      what(std::move(value))
{}

format_dictionary::entry::entry(std::string name, text function)
    : key(std::move(name)),
      what(std::move(function))
{}

format_dictionary::format_dictionary() = default;
format_dictionary::format_dictionary(format_dictionary const&) = default;
format_dictionary::format_dictionary(format_dictionary&&) noexcept = default;
format_dictionary& format_dictionary::operator=(format_dictionary const&) = default;
format_dictionary& format_dictionary::operator=(format_dictionary&&) noexcept = default;
format_dictionary::~format_dictionary() = default;

format_dictionary::format_dictionary(std::initializer_list<entry> entries)
{
    for (entry const& added : entries) {
        check_new_key(*this, added.key);
        entries_.push_back(added);
    }
}

void format_dictionary::add(std::string key, std::string text_template)
{
    check_new_key(*this, key);
    entries_.emplace_back(std::move(key), std::move(text_template));
}

void format_dictionary::add(std::string key, format_dictionary nested)
{
    check_new_key(*this, key);
    entries_.emplace_back(std::move(key), std::move(nested));
}

void format_dictionary::add(std::string key, text_function text)
{
    check_new_key(*this, key);
    if (!text.append)
        throw std::invalid_argument("the text function of the key " + detail::in_quotes(key) + " is empty");
    entries_.emplace_back(std::move(key), std::make_shared<text_function const>(std::move(text)));
}

void format_dictionary::add_constant(std::string key, boost::json::value const& constant)
{
    check_new_key(*this, key);
    entries_.emplace_back(std::move(key), std::make_shared<boost::json::value const>(constant));
}

bool format_dictionary::empty() const noexcept
{
    return entries_.empty();
}

std::size_t format_dictionary::size() const noexcept
{
    return entries_.size();
}

std::vector<format_dictionary::entry> const& format_dictionary::entries() const noexcept
{
    return entries_;
}

} // namespace log_fluentd
