// Copyright (c) 2026 The log_fluentd authors
// Distributed under the Boost Software License, Version 1.0.
// (See accompanying file LICENSE_1_0.txt or https://www.boost.org/LICENSE_1_0.txt)

#include "dict_config/python_format/pattern.hpp"

#include "dict_config/python_format/pattern_parser.hpp"
#include "format/thread_scopes.hpp"
#include "msgpack/scope_texts.hpp"

#include <algorithm>
#include <atomic>

namespace log_fluentd::detail {

namespace {

/// Trivially destructible, so that a record at the end of the thread can use it.
struct short_text
{
    char text[88] = {};
    std::size_t size = 0;

    std::string_view view() const noexcept { return {text, size}; }
    void assign(std::string_view from) noexcept { size = from.copy(text, sizeof(text)); }
};

/// Parsing a function's signature is slow.
thread_local place_texts<short_text, 8> places;

bool is_place(record_field what)
{
    return what == record_field::pathname || what == record_field::filename || what == record_field::module ||
           what == record_field::lineno || what == record_field::func_name;
}

// Never the same number again: a thread keeps texts of patterns that are destroyed.
std::uint64_t next_place_number()
{
    static std::atomic<std::uint64_t> last{0};
    return ++last;
}

} // namespace

pattern::pattern(std::string_view text, pattern_options const& options) : time_format_(options.datefmt)
{
    pattern_parser(options, items_).parse(text);
    auto const is_literal_or_place = [](item const& one) { return !one.name || is_place(one.name->what); };
    if (!is_constant() && std::all_of(items_.begin(), items_.end(), is_literal_or_place))
        place_number_ = next_place_number();
}

bool pattern::append(boost::log::record_view const& record, std::string& out) const
{
    record_fields fields(record);
    auto const* const place = place_number_ != 0 ? fields.place() : nullptr;
    if (!place)
        return append_items(fields, out);
    auto const key = place_of(*place);
    if (auto const* const known = places.find(place_number_, key)) {
        out += known->view();
        return true;
    }
    auto const begin = out.size();
    append_items(fields, out);
    if (auto const made = std::string_view(out).substr(begin); made.size() <= sizeof(short_text::text))
        places.keep(place_number_, key, made);
    return true;
}

field_value pattern::value_of_own(item const& one, record_fields& fields)
{
    auto const value = one.spec.takes_number ? fields.number_or_text(one.attribute, one.spec.is_for_numbers())
                                             : fields.attribute(one.attribute);
    if (value.what != field_value::kind::missing)
        return value;
    return one.number.what != field_value::kind::missing ? one.number : std::string_view(one.literal);
}

bool pattern::append_items(record_fields& fields, std::string& out) const
{
    bool has_any = false, has_placeholder = false;
    for (item const& one : items_) {
        if (!one.name) {
            out += one.literal;
            continue;
        }
        has_placeholder = true;
        field_value value;
        std::string time;
        if (one.name->what == record_field::asctime) {
            if (one.spec.width == 0 && one.spec.precision < 0) {
                time_format_.append(fields.time(), out);
                has_any = true;
                continue;
            }
            time_format_.append(fields.time(), time);
            value = std::string_view(time);
        } else if (one.name->what == record_field::attribute) {
            value = value_of_own(one, fields);
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
        if (one.name->what == record_field::attribute)
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
