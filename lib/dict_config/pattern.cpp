// Copyright (c) 2026 The log_fluentd authors
// Distributed under the Boost Software License, Version 1.0.
// (See accompanying file LICENSE_1_0.txt or https://www.boost.org/LICENSE_1_0.txt)

#include "dict_config/pattern.hpp"

#include "dict_config/pattern_parser.hpp"

#include <algorithm>

namespace log_fluentd::detail {

pattern::pattern(std::string_view text, pattern_options const& options) : time_format_(options.datefmt)
{
    pattern_parser(options, items_).parse(text);
}

bool pattern::append(boost::log::record_view const& record, std::string& out) const
{
    record_fields fields(record);
    bool has_any = false, has_placeholder = false;
    for (item const& one : items_) {
        if (!one.name) {
            out += one.literal;
            continue;
        }
        has_placeholder = true;
        field_value value;
        std::string time;
        if (one.name->what == field::asctime) {
            if (one.spec.width == 0 && one.spec.precision < 0) {
                time_format_.append(fields.time(), out);
                has_any = true;
                continue;
            }
            time_format_.append(fields.time(), time);
            value = std::string_view(time);
        } else if (one.name->what == field::attribute) {
            value = fields.attribute(one.attribute);
            if (value.what == field_value::kind::missing)
                value = std::string_view(one.literal);
        } else {
            value = fields.get(one.name->what);
        }
        has_any = has_any || value.what != field_value::kind::missing;
        detail::append(out, value, one.spec);
    }
    return has_any || !has_placeholder;
}

std::vector<std::string> pattern::attributes() const
{
    std::vector<std::string> result;
    for (item const& one : items_) {
        if (!one.name)
            continue;
        if (one.name->what == field::attribute)
            result.push_back(one.attribute.string());
        else
            result.insert(result.end(), one.name->attributes.begin(), one.name->attributes.end());
    }
    return result;
}

record_name const* pattern::single() const
{
    bool const is_single = items_.size() == 1 && items_.front().name && items_.front().spec.width == 0 &&
                           items_.front().spec.precision < 0;
    return is_single ? items_.front().name : nullptr;
}

bool pattern::is_constant() const
{
    return std::none_of(items_.begin(), items_.end(), [](item const& one) { return one.name; });
}

std::string pattern::constant() const
{
    std::string result;
    for (item const& one : items_)
        result += one.literal;
    return result;
}

} // namespace log_fluentd::detail
