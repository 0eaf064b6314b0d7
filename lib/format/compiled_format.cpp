// Copyright (c) 2026 The log_fluentd authors
// Distributed under the Boost Software License, Version 1.0.
// (See accompanying file LICENSE_1_0.txt or https://www.boost.org/LICENSE_1_0.txt)

#include "format/compiled_format.hpp"

#include "base/config_error.hpp"
#include "base/printable.hpp"
#include "base/readable.hpp"
#include "format/options.hpp"
#include "format/process_name.hpp"
#include "format/template.hpp"
#include "msgpack/encoder.hpp"
#include "os/host_name.hpp"
#include "values/put.hpp"
#include "values/type_registry.hpp"

#include <boost/json/value.hpp>

#include <algorithm>
#include <atomic>
#include <utility>

namespace log_fluentd::detail {

namespace {

constexpr char message_attribute[] = "Message";

padded_bytes bytes_of(scratch const& encoded)
{
    return padded_bytes({encoded.data(), encoded.size()});
}

[[noreturn]] void fail_format_key(std::string const& path, std::string const& why)
{
    fail_member("format", {"key " + in_quotes(path) + why});
}

void check_depth(std::size_t depth, std::string const& path)
{
    if (depth > value_writer::max_depth)
        fail_format_key(path, ": nested more than " + std::to_string(value_writer::max_depth) + " deep");
}

std::size_t depth_of(boost::json::value const& value)
{
    std::size_t deepest = 0;
    if (auto const* const array = value.if_array()) {
        for (auto const& element : *array)
            deepest = std::max(deepest, depth_of(element));
        return deepest + 1;
    }
    if (auto const* const object = value.if_object()) {
        for (auto const& member : *object)
            deepest = std::max(deepest, depth_of(member.value()));
        return deepest + 1;
    }
    return 0;
}

} // namespace

/// Makes the keys of a compiled_format.
class format_compiler
{
public:
    explicit format_compiler(compiled_format& format) : format_(format)
    {
        excluded_.insert(format.options_.exclude.begin(), format.options_.exclude.end());
    }

    std::vector<compiled_key> compile(format_dictionary const& dictionary, std::string const& path,
                                      std::size_t depth)
    {
        check_depth(depth, path);
        std::vector<compiled_key> keys;
        for (auto const& entry : dictionary.entries())
            keys.push_back(compile(entry, path.empty() ? entry.key : path + "." + entry.key, depth));
        return keys;
    }

    std::unordered_set<std::string> const& mentioned() const { return mentioned_; }

private:
    compiled_key compile(format_dictionary::entry const& entry, std::string const& path, std::size_t depth)
    {
        scratch encoded;
        encoded.text_limit = format_.options_.max_event_size;
        write_string(encoded, entry.key);
        compiled_key key;
        key.name = entry.key;
        if (auto const* const constant = std::get_if<format_dictionary::entry::constant>(&entry.what)) {
            if (!*constant)
                fail_format_key(path, ": the constant is null");
            compile_constant(key, encoded, **constant, path, depth);
        } else if (auto const* const nested = std::get_if<format_dictionary>(&entry.what)) {
            key.what = compiled_key::kind::nested;
            key.nested = compile(*nested, path, depth + 1);
        } else if (auto const* const text = std::get_if<format_dictionary::entry::text>(&entry.what)) {
            if (!*text || !(*text)->append)
                fail_format_key(path, ": the text function is empty");
            compile_text(key, *text);
        } else {
            compile_template(key, encoded, std::get<std::string>(entry.what), path);
        }
        (key.what == compiled_key::kind::constant ? key.entry : key.encoded) = bytes_of(encoded);
        if (encoded.report.truncated_events != 0 || encoded.size() > format_.options_.max_event_size)
            fail_format_key(path, ": larger than an event may be, which is " +
                                      readable(format_.options_.max_event_size));
        return key;
    }

    static void compile_constant(compiled_key& key, scratch& encoded, boost::json::value const& constant,
                                 std::string const& path, std::size_t depth)
    {
        check_depth(depth + depth_of(constant), path);
        key.what = compiled_key::kind::constant;
        value_writer writer(encoded);
        put(writer, constant);
    }

    void compile_text(compiled_key& key, format_dictionary::entry::text const& text)
    {
        key.what = compiled_key::kind::text;
        key.text = text;
        for (std::string const& name : text->attributes) {
            mentioned_.insert(name);
            if (excluded_.count(name) != 0)
                key.text = nullptr;
        }
    }

    void compile_template(compiled_key& key, scratch& encoded, std::string const& text,
                          std::string const& path)
    {
        try {
            for (template_part& part : parse_template(text))
                key.parts.push_back(compile_part(std::move(part)));
        } catch (std::exception const& error) {
            fail_format_key(path, ", template " + in_quotes(text) + ": " + printable(error.what()));
        }
        bool const has_placeholder = std::any_of(key.parts.begin(), key.parts.end(), [](auto const& part) {
            return part.what != compiled_part::kind::literal;
        });
        if (!has_placeholder) {
            key.what = compiled_key::kind::constant;
            write_string(encoded, key.parts.empty() ? std::string_view() : key.parts.front().text);
        } else if (key.parts.size() == 1 && key.parts.front().what != compiled_part::kind::formatter) {
            key.what = compiled_key::kind::typed;
            compiled_part const& part = key.parts.front();
            if (part.what == compiled_part::kind::attribute)
                key.slot = part.slot;
            if (part.stand_in == built_in::text) {
                scratch entry;
                entry.text_limit = encoded.text_limit;
                entry.write(encoded.data(), encoded.size());
                write_string(entry, part.text);
                key.entry = bytes_of(entry);
            }
        } else {
            key.what = compiled_key::kind::mixed;
            if (std::all_of(key.parts.begin(), key.parts.end(), is_scope_text))
                prepare_scope_text(key);
        }
    }

    static void prepare_scope_text(compiled_key& key)
    {
        key.scope_text = next_scope_text();
        for (compiled_part const& part : key.parts) {
            if (part.what == compiled_part::kind::attribute)
                key.own |= attribute_slots::bit(part.slot);
        }
    }

    static bool is_scope_text(compiled_part const& part)
    {
        bool const is_of_scope = part.stand_in == built_in::function || part.stand_in == built_in::file ||
                                 part.stand_in == built_in::line;
        return part.what == compiled_part::kind::literal ||
               (part.what == compiled_part::kind::attribute && is_of_scope &&
                part.slot != attribute_slots::none);
    }

    // Each number is used once, because a thread keeps texts of formats that no longer exist.
    static std::uint64_t next_scope_text()
    {
        static std::atomic<std::uint64_t> last{0};
        return ++last;
    }

    compiled_part compile_part(template_part part)
    {
        compiled_part compiled;
        if (part.what == template_part::kind::literal) {
            compiled.text = std::move(part.text);
            return compiled;
        }
        bool const is_formatter = part.what == template_part::kind::formatter;
        std::string const& name = is_formatter ? part.name : part.text;
        mentioned_.insert(name);
        compiled.name = boost::log::attribute_name(name);
        compiled.slot = format_.slots_.add(compiled.name);
        // Parsed even if the attribute is excluded, because a mistake in it is still a mistake.
        if (is_formatter) {
            compiled.formatter = format_.formatters_.size();
            format_.formatters_.push_back(make_argument_formatter(compiled.name, part.text));
        }
        if (excluded_.count(name) != 0) {
            compiled.what = compiled_part::kind::absent;
        } else {
            compiled.what = is_formatter ? compiled_part::kind::formatter : compiled_part::kind::attribute;
            find_stand_in(compiled, name);
        }
        return compiled;
    }

    void find_stand_in(compiled_part& part, std::string const& name)
    {
        if (name == "HostName") {
            part.stand_in = built_in::text;
            part.text = host_name();
        } else if (name == "ProcessName") {
            part.stand_in = built_in::text;
            part.text = process_name();
        } else if (name == "Function") {
            part.stand_in = built_in::function;
        } else if (name == "File") {
            part.stand_in = built_in::file;
        } else if (name == "Line") {
            part.stand_in = built_in::line;
        }
        bool const is_of_scope = part.stand_in != built_in::none && part.stand_in != built_in::text;
        if (is_of_scope && format_.scope_slot_ == attribute_slots::none)
            format_.scope_slot_ = format_.slots_.add(format_.scope_name_);
    }

    compiled_format& format_;
    std::unordered_set<std::string> excluded_;
    std::unordered_set<std::string> mentioned_;
};

compiled_format::compiled_format(format_dictionary const& dictionary, format_options const& options)
    : types_(known_types()),
      message_slot_(slots_.add(message_attribute)),
      options_(options)
{
    validate(options_);
    format_compiler compiler(*this);
    keys_ = compiler.compile(dictionary, {}, 1);
    for (compiled_key const& key : keys_)
        key_names_.insert(key.name);

    if (options_.include_others || dictionary.empty()) {
        std::unordered_set<std::string> unsent = compiler.mentioned();
        unsent.insert(message_attribute);
        unsent.insert(options_.exclude.begin(), options_.exclude.end());
        std::unordered_set<std::string> claimed;
        for (compiled_key const& key : keys_)
            claimed.insert(key.name);
        others_ = std::make_unique<attribute_names const>(std::move(unsent), std::move(claimed),
                                                          options_.message_key);
    }
    auto const& exclude = options_.exclude;
    if (std::count(exclude.begin(), exclude.end(), message_attribute) != 0)
        message_slot_ = attribute_slots::none;
    if (!options_.message_key.empty() && !has_key(options_.message_key)) {
        scratch encoded;
        write_string(encoded, options_.message_key);
        message_key_ = bytes_of(encoded);
    }
    plan_ = record_plan(keys_, others_ ? nullptr : &message_key_);
}

std::unique_ptr<workspace> compiled_format::take_workspace(void const* near) const
{
    if (auto kept = workspaces_.take(near))
        return kept;
    // A merged object becomes the outermost map itself; a nested one is one level deeper.
    std::size_t const around = options_.message_json == message_json::nest ? 1 : 0;
    return std::make_unique<workspace>(value_writer::max_depth - around, formatters_);
}

void compiled_format::give_back(void const* near, std::unique_ptr<workspace> done) const noexcept
{
    if (!done->is_oversized)
        workspaces_.give_back(near, std::move(done));
}

std::unique_ptr<scratch> compiled_format::take_scratch(void const* near) const
{
    auto kept = scratches_.take(near);
    return kept ? std::move(kept) : std::make_unique<scratch>();
}

void compiled_format::give_back(void const* near, std::unique_ptr<scratch> done) const noexcept
{
    scratches_.give_back(near, std::move(done));
}

} // namespace log_fluentd::detail
