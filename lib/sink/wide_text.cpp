// Copyright (c) 2026 The log_fluentd authors
// Distributed under the Boost Software License, Version 1.0.
// (See accompanying file LICENSE_1_0.txt or https://www.boost.org/LICENSE_1_0.txt)

#include "sink/wide_text.hpp"

#include "base/ascii.hpp"
#include "msgpack/utf8.hpp"

#include <boost/log/attributes/attribute_value_impl.hpp>
#include <boost/log/attributes/value_visitation.hpp>
#include <boost/log/utility/string_literal.hpp>
#include <boost/regex.hpp>

#include <cwchar>
#include <exception>
#include <optional>
#include <stdexcept>
#include <string>
#include <string_view>

namespace log_fluentd::detail {

namespace {

namespace logging = boost::log;

/// None if it is not a text in that locale.
std::optional<std::wstring> widened(std::string const& text, std::locale const& in)
{
    if (is_ascii(text))
        return std::wstring(text.begin(), text.end());
    std::wstring result(text.size(), L'\0');
    std::mbstate_t state{};
    char const* read = text.data();
    wchar_t* written = result.data();
    using facet = std::codecvt<wchar_t, char, std::mbstate_t>;
    auto const end = text.data() + text.size();
    auto const how = std::use_facet<facet>(in).in(state, text.data(), end, read, result.data(),
                                                  result.data() + result.size(), written);
    if (how != facet::ok || read != end || std::mbsinit(&state) == 0)
        return std::nullopt;
    result.resize(static_cast<std::size_t>(written - result.data()));
    return result;
}

/// Why the expression is not valid; empty if it is.
std::string why_no_expression(std::wstring const& text)
{
    try {
        boost::wregex const compiles(text, boost::wregex::ECMAScript);
        return {};
    } catch (std::exception const& error) {
        return error.what();
    }
}

std::optional<std::string> as_utf8(logging::attribute_value const& value)
{
    std::optional<std::string> result;
    auto const take = [&](auto const& text) {
        append_utf8(result.emplace(), std::wstring_view(text.c_str(), text.size()));
    };
    if (!value.visit<std::wstring>(take))
        value.visit<logging::wstring_literal>(take);
    return result;
}

} // namespace

bool takes_wide_text(filter_relation const& relation, std::locale const& in)
{
    auto const text = widened(relation.operand, in);
    if (!text || relation.operation != "matches")
        return text.has_value();
    auto const why = why_no_expression(*text);
    if (!why.empty() && is_ascii(relation.operand))
        throw std::invalid_argument("has the regular expression " + relation.written_operand +
                                    ", which is not valid for wide text: " + why);
    return why.empty();
}

logging::attribute_value_set with_utf8(logging::attribute_value_set const& values,
                                       std::vector<logging::attribute_name> const& attributes)
{
    logging::attribute_value_set result(values.size());
    for (auto const& name : attributes)
        if (auto const found = values.find(name); found != values.end())
            if (auto text = as_utf8(found->second))
                result.insert(name, logging::attributes::make_attribute_value(std::move(*text)));
    if (result.empty())
        return values;
    for (auto const& [name, value] : values) // if a name exists already, the first one counts
        result.insert(name, value);
    return result;
}

} // namespace log_fluentd::detail
