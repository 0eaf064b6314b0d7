// Copyright (c) 2026 The log_fluentd authors
// Distributed under the Boost Software License, Version 1.0.
// (See accompanying file LICENSE_1_0.txt or https://www.boost.org/LICENSE_1_0.txt)

#include "format/message.hpp"

#include <boost/config.hpp>
#include <boost/json/object.hpp>
#include <boost/json/value.hpp>

namespace log_fluentd::detail {

namespace {

[[gnu::hot]] void set_text(void* found, std::string const& text)
{
    static_cast<message*>(found)->text = &text;
}
void set_wide_text(void* found, std::wstring const& text)
{
    static_cast<message*>(found)->wide_text = &text;
}
void set_object(void* found, boost::json::object const& object)
{
    static_cast<message*>(found)->object = &object;
}
void set_value(void* found, boost::json::value const& value)
{
    static_cast<message*>(found)->object = value.if_object();
}

} // namespace

[[gnu::hot]] auto message_dispatcher::get_callback(type_dispatcher* self, boost::typeindex::type_index type)
    -> callback_base
{
    void* const found = static_cast<message_dispatcher*>(self)->found_;
    if (BOOST_LIKELY(&type.type_info() == &typeid(std::string)))
        return callback_base(found, &set_text);
    return get_unusual_callback(found, type.type_info());
}

auto message_dispatcher::get_unusual_callback(void* found, std::type_info const& info) -> callback_base
{
    if (info == typeid(std::string)) // of another shared library
        return callback_base(found, &set_text);
    if (info == typeid(std::wstring))
        return callback_base(found, &set_wide_text);
    if (info == typeid(boost::json::object))
        return callback_base(found, &set_object);
    if (info == typeid(boost::json::value))
        return callback_base(found, &set_value);
    return callback_base();
}

bool has_braces(std::string_view text) noexcept
{
    auto const is_space = [](char c) { return c == ' ' || c == '\t' || c == '\r' || c == '\n'; };
    std::size_t first = 0;
    while (first != text.size() && is_space(text[first]))
        ++first;
    if (first == text.size() || text[first] != '{')
        return false;
    std::size_t last = text.size() - 1;
    while (is_space(text[last]))
        --last;
    return text[last] == '}';
}

} // namespace log_fluentd::detail
