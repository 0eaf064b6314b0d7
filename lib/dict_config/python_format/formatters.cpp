// Copyright (c) 2026 The log_fluentd authors
// Distributed under the Boost Software License, Version 1.0.
// (See accompanying file LICENSE_1_0.txt or https://www.boost.org/LICENSE_1_0.txt)

#include "dict_config/python_format/formatters.hpp"

#include "base/plain_numbers.hpp"
#include "dict_config/python_format/levels.hpp"
#include "dict_config/python_format/text_with_arguments.hpp"
#include "os/fork.hpp"

#include <log_fluentd/record_formatter.hpp>

#include <boost/log/utility/formatting_ostream.hpp>

#include <algorithm>
#include <stdexcept>
#include <utility>

namespace log_fluentd::detail {

namespace {

/// The meaning of `style`.
struct style
{
    bool is_boost = false;
    pattern_style python = pattern_style::percent;
};

struct style_name
{
    std::string_view name;
    style what;
};

constexpr style_name styles[] = {{"%", {false, pattern_style::percent}},
                                 {"{", {false, pattern_style::brace}},
                                 {"$", {false, pattern_style::dollar}},
                                 {"boost", {true, {}}}};

style read_style(node const& formatter)
{
    auto const given = formatter.find("style");
    auto const word = given ? given->text() : "%";
    for (auto const& one : styles)
        if (one.name == word)
            return one.what;
    given->fail_value("is not a style; write '%', '{', '$', or boost for the format strings of Boost.Log");
}

pattern_options read_options(node const& formatter, style const& chosen)
{
    pattern_options options;
    options.style = chosen.python;
    if (auto const datefmt = formatter.find("datefmt")) {
        options.datefmt = datefmt->text();
        try {
            time_format const check(options.datefmt);
        } catch (std::invalid_argument const& error) {
            datefmt->fail_value(error.what());
        }
    }
    if (auto const defaults = formatter.find("defaults"))
        for (auto const& [name, value] : defaults->members())
            options.defaults.emplace(name, value.scalar());
    return options;
}

std::shared_ptr<pattern const> make_pattern(node const& format, pattern_options const& options)
{
    try {
        return std::make_shared<pattern const>(format.text(), options);
    } catch (std::invalid_argument const& error) {
        format.fail(error.what());
    }
}

boost::log::formatter parse_boost_text(node const& format)
{
    try {
        return parse_text_with_arguments(format.text());
    } catch (dict_config_error const&) {
        throw;
    } catch (std::exception const& error) {
        format.fail_value("is not a format string of Boost.Log (" + std::string(error.what()) +
                          "); write such as [%Severity%] %Message%");
    }
}

void add_pattern(format_dictionary& into, std::string const& key, std::shared_ptr<pattern const> text)
{
    // The dictionary's own templates are faster, and show more of an exception.
    auto const* const single = text->single();
    auto const is = [&](record_field what) { return single && single->what == what; };
    if (text->is_constant())
        into.add_constant(key, boost::json::value(text->constant()));
    else if (is(record_field::hostname))
        into.add(key, "%HostName%");
    else if (is(record_field::message))
        into.add(key, "%Message%");
    else if (is(record_field::exc_text))
        into.add(key, "%Exception%");
    else if (is(record_field::levelname))
        into.add(key, format_dictionary::text_function{
                          [](boost::log::record_view const& record, std::string& out) {
                              out += python_level(severity_of(record.attribute_values())).name;
                              return true;
                          },
                          text->attributes()});
    else
        into.add(key, format_dictionary::text_function{
                          [text](boost::log::record_view const& record, std::string& out) {
                              return text->append(record, out);
                          },
                          text->attributes()});
}

/// Adds a template in Boost.Log's style. It is checked alone, so that an error has its own line.
void add_template(format_dictionary& into, std::string const& key, node const& value)
{
    format_dictionary alone;
    alone.add(key, value.text());
    try {
        record_formatter const compiles(alone);
    } catch (std::invalid_argument const& error) {
        value.fail(error.what());
    }
    into.add(key, value.text());
}

format_dictionary read_dictionary(node const& format, pattern_options const& options, style const& chosen)
{
    format_dictionary result;
    for (auto const& [key, value] : format.members()) {
        try {
            if (value.value().is_object())
                result.add(key, read_dictionary(value, options, chosen));
            else if (!value.value().is_string())
                result.add_constant(key, value.value());
            else if (chosen.is_boost)
                add_template(result, key, value);
            else
                add_pattern(result, key, make_pattern(value, options));
        } catch (std::invalid_argument const& error) {
            value.fail(error.what());
        }
    }
    return result;
}

/// The keys of FluentRecordFormatter if it gets no format.
format_dictionary default_dictionary()
{
    pattern_options const options;
    format_dictionary result;
    result.add("sys_host", "%HostName%");
    add_pattern(result, "sys_name", std::make_shared<pattern const>("%(name)s", options));
    add_pattern(result, "sys_module", std::make_shared<pattern const>("%(module)s", options));
    return result;
}

/// Names of Python's record attributes exclude the corresponding attributes here; each name also excludes the
/// attribute of that name. The message stays, as in Python.
std::vector<std::string> excluded_attributes(node const& from)
{
    auto result = from.texts();
    for (auto const& name : from.texts()) {
        for (auto const& one : record_names())
            if (one.name == name && one.what != record_field::message)
                result.insert(result.end(), one.attributes.begin(), one.attributes.end());
        if (name == "exc_info" || name == "stack_info")
            result.push_back("Exception");
    }
    std::sort(result.begin(), result.end());
    result.erase(std::unique(result.begin(), result.end()), result.end());
    return result;
}

formatter_config parse_map(node const& formatter)
{
    formatter_config result;
    result.makes_map = true;
    auto const chosen = read_style(formatter);
    auto const options = read_options(formatter, chosen);
    auto const format = formatter.find_either("format", "fmt");
    if (auto const exclude = formatter.find("exclude_attrs")) {
        if (format)
            exclude->fail(
                "format names the keys and exclude_attrs those that are left out of all; remove one");
        result.exclude = excluded_attributes(*exclude);
    } else if (format) {
        result.dictionary = read_dictionary(*format, options, chosen); // a handler compiles it
    } else {
        result.dictionary = default_dictionary();
    }
    if (auto const fill = formatter.find("fill_missing_fmt_key"))
        result.fill_missing = fill->boolean();
    if (auto const json = formatter.find("format_json"))
        result.is_json_off = !json->boolean();
    return result;
}

formatter_config parse_text(node const& formatter)
{
    formatter_config result;
    auto const chosen = read_style(formatter);
    auto const options = read_options(formatter, chosen);
    if (auto const validate = formatter.find("validate"); validate && !validate->boolean())
        validate->fail("placeholders are always checked here; remove validate");
    auto const format = formatter.find_either("format", "fmt");
    if (format && chosen.is_boost)
        result.boost_text = parse_boost_text(*format);
    else if (format)
        result.text = make_pattern(*format, options);
    else
        result.text = std::make_shared<pattern const>("%(message)s", pattern_options());
    return result;
}

formatter_class const& find_class(node const& formatter)
{
    auto const factory = formatter.find("()");
    auto const given = formatter.find("class");
    if (factory && given)
        given->fail("() and class both say what it is; remove one");
    auto const format = formatter.find_either("format", "fmt");
    auto const& classes = formatter_classes();
    if (!factory && !given)
        return classes[format && format->value().is_object() ? 1 : 0];
    auto const& chosen = factory ? *factory : *given;
    std::vector<std::string_view> known;
    auto const name = chosen.text();
    for (auto const& one : classes) {
        if (std::count(one.names.begin(), one.names.end(), name) != 0)
            return one;
        known.insert(known.end(), one.names.begin(), one.names.end());
    }
    chosen.fail_value("is not a formatter here, where classes of Python's own do not exist" +
                      suggest(name, known));
}

/// Appends the record's exception on lines of its own, as Python does.
void append_exception(boost::log::record_view const& record, std::string& text)
{
    record_fields fields(record);
    auto const exception = fields.get(record_field::exc_text);
    if (exception.what != field_value::kind::text)
        return;
    if (!text.empty() && text.back() != '\n')
        text += '\n';
    text += exception.text;
}

/// A text as a formatter for Boost.Log. Each thread has a copy.
class text_formatter
{
public:
    explicit text_formatter(formatter_config const* config)
        : pattern_(!config ? std::make_shared<pattern const>("%(message)s", pattern_options()) : config->text)
    {
        if (config && !config->text)
            boost_text_ = config->boost_text;
    }

    void append(boost::log::record_view const& record, std::string& text) const
    {
        if (pattern_) {
            pattern_->append(record, text);
        } else {
            boost::log::formatting_ostream stream(text);
            print_plain_numbers(stream);
            boost_text_(record, stream);
            stream.flush();
        }
        append_exception(record, text);
    }

    void operator()(boost::log::record_view const& record, boost::log::formatting_ostream& out) const
    {
        text_.clear();
        append(record, text_);
        out.write(text_.data(), static_cast<std::streamsize>(text_.size()));
    }

private:
    std::shared_ptr<pattern const> pattern_; // null if boost_text_ is used
    boost::log::formatter boost_text_;
    mutable std::string text_;
};

} // namespace

std::vector<formatter_class> const& formatter_classes()
{
    static fork_safe_static<std::vector<formatter_class>> classes;
    return classes.get([] {
        return std::vector<formatter_class>{
            {false,
             {"text", "logging.Formatter"},
             {"()", "class", "format", "fmt", "datefmt", "style", "validate", "defaults"}},
            {true,
             {"fluentd", "fluent.handler.FluentRecordFormatter", "aiofluent.handler.FluentRecordFormatter"},
             {"()", "class", "format", "fmt", "datefmt", "style", "defaults", "fill_missing_fmt_key",
              "format_json", "exclude_attrs"}},
        };
    });
}

std::vector<std::string_view> formatter_styles()
{
    std::vector<std::string_view> result;
    for (auto const& one : styles)
        result.push_back(one.name);
    return result;
}

formatter_configs parse_formatters(std::optional<node> const& section)
{
    formatter_configs result;
    if (!section)
        return result;
    for (auto const& [name, formatter] : section->present_members()) {
        auto const& chosen = find_class(formatter);
        formatter.check_keys(chosen.keys);
        result.emplace(name, chosen.makes_map ? parse_map(formatter) : parse_text(formatter));
    }
    return result;
}

boost::log::formatter make_text_formatter(formatter_config const* config)
{
    return text_formatter(config);
}

format_dictionary make_text_dictionary(formatter_config const& config, std::string const& key)
{
    auto attributes = config.text ? config.text->attributes() : std::vector<std::string>();
    format_dictionary result;
    result.add(key,
               format_dictionary::text_function{
                   [made = text_formatter(&config)](boost::log::record_view const& record, std::string& out) {
                       // Boost.Log's formatters may have state.
                       // NOLINTNEXTLINE(performance-unnecessary-copy-initialization)
                       auto const own = made;
                       own.append(record, out);
                       return true;
                   },
                   std::move(attributes)});
    return result;
}

} // namespace log_fluentd::detail
