// Copyright (c) 2026 The log_fluentd authors
// Distributed under the Boost Software License, Version 1.0.
// (See accompanying file LICENSE_1_0.txt or https://www.boost.org/LICENSE_1_0.txt)

#pragma once

/// \file
/// The message of a record, before it is decided how it is sent.

#include <boost/json/fwd.hpp>
#include <boost/log/attributes/attribute_value.hpp>
#include <boost/log/utility/type_dispatch/type_dispatcher.hpp>

#include <string>
#include <string_view>
#include <typeinfo>

namespace log_fluentd::detail {

/// The message as it is stored. At most one of `text`, `wide_text` and `object` is set; none for a message of
/// any other type.
struct message
{
    /// Null if the record has no message.
    boost::log::attribute_value const* value = nullptr;
    std::string const* text = nullptr;
    std::wstring const* wide_text = nullptr;
    /// The object that the message is, or that its text contains.
    boost::json::object const* object = nullptr;
};

/// Gets messages without copying them. A few comparisons are cheaper than Boost.Log's own dispatchers, which
/// search.
class message_dispatcher : public boost::log::type_dispatcher
{
public:
    explicit message_dispatcher(message& found) noexcept : type_dispatcher(&get_callback), found_(&found) {}

private:
    static callback_base get_callback(type_dispatcher* self, boost::typeindex::type_index type);
    [[gnu::noinline, gnu::cold]] static callback_base get_unusual_callback(void* found,
                                                                           std::type_info const& type);

    message* found_;
};

/// Whether the text is in braces, with or without white space around them.
bool has_braces(std::string_view text) noexcept;

/// Whether parsing is worthwhile: an object is in braces, and most messages begin with a letter.
inline bool may_be_object(std::string_view text) noexcept
{
    return !text.empty() && (text.front() == '{' || static_cast<unsigned char>(text.front()) <= ' ') &&
           has_braces(text);
}

} // namespace log_fluentd::detail
