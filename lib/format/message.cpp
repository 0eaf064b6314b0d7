// Copyright (c) 2026 The log_fluentd authors
// Distributed under the Boost Software License, Version 1.0.
// (See accompanying file LICENSE_1_0.txt or https://www.boost.org/LICENSE_1_0.txt)

#include "format/message.hpp"

#include <boost/json/object.hpp>
#include <boost/json/value.hpp>
#include <boost/log/utility/type_dispatch/type_dispatcher.hpp>

namespace log_fluentd::detail {

namespace {

/// Four comparisons are cheaper than Boost.Log's own dispatchers, which search.
class message_dispatcher : public boost::log::type_dispatcher
{
public:
    explicit message_dispatcher(message& found) : type_dispatcher(&get_callback), found_(&found) {}

private:
    static callback_base get_callback(type_dispatcher* self, boost::typeindex::type_index type)
    {
        void* const found = static_cast<message_dispatcher*>(self)->found_;
        std::type_info const& info = type.type_info();
        if (info == typeid(std::string))
            return callback_base(found, &set_text);
        if (info == typeid(std::wstring))
            return callback_base(found, &set_wide_text);
        if (info == typeid(boost::json::object))
            return callback_base(found, &set_object);
        if (info == typeid(boost::json::value))
            return callback_base(found, &set_value);
        return callback_base();
    }
    static void set_text(void* found, std::string const& text) { static_cast<message*>(found)->text = &text; }
    static void set_wide_text(void* found, std::wstring const& text)
    {
        static_cast<message*>(found)->wide_text = &text;
    }
    static void set_object(void* found, boost::json::object const& object)
    {
        static_cast<message*>(found)->object = &object;
    }
    static void set_value(void* found, boost::json::value const& value)
    {
        static_cast<message*>(found)->object = value.if_object();
    }

    message* found_;
};

} // namespace

message look_at_message(boost::log::attribute_value const& value)
{
    message found;
    found.value = &value;
    message_dispatcher dispatcher(found);
    value.dispatch(dispatcher);
    return found;
}

bool may_be_object(std::string_view text) noexcept
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
