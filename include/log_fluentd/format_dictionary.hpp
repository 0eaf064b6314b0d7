// Copyright (c) 2026 The log_fluentd authors
// Distributed under the Boost Software License, Version 1.0.
// (See accompanying file LICENSE_1_0.txt or https://www.boost.org/LICENSE_1_0.txt)

#ifndef LOG_FLUENTD_FORMAT_DICTIONARY_HPP_INCLUDED_
#define LOG_FLUENTD_FORMAT_DICTIONARY_HPP_INCLUDED_

/// \file
/// The format dictionary: ordered keys with templates, which says what the map of an event holds.

#include <boost/log/core/record_view.hpp>

#include <cstddef>
#include <functional>
#include <initializer_list>
#include <memory>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

namespace boost::json {
class value;
}

namespace log_fluentd {

/// Ordered keys, each with a template, a constant, a function or a dictionary of its own.
///
/// A template is text with placeholders:
/// - `"%LineID%"`, one placeholder alone, keeps the type of the attribute.
/// - `"%Channel%/%Severity%"` is a string; a container in it is shown as JSON.
/// - `"%TimeStamp(format=\"%H:%M\")%"`, with arguments, is a format string of Boost.Log, and a string.
///   What the arguments mean is up to the formatter factory that the program has registered for the name
///   (`boost::log::register_formatter_factory`). Without one, `format` is heeded for times, dates and
///   durations, and the arguments of `boost::log::expressions::format_named_scope` for scopes; for other
///   types they do nothing. An exception of such a formatter is shown in its place and counted.
/// - Text without a placeholder stands for itself. `%%` is a percent sign; a backslash is a backslash.
///
/// An attribute that the record does not have is missing: its key is left out, or a map that is left with
/// nothing in it; in a template with more in it, it is shown as nothing. Without an attribute of the same
/// name, these placeholders stand for
/// - `%HostName%`, `%ProcessName%`: as they were when the dictionary was compiled.
/// - `%File%`, `%Line%`, `%Function%`: those of the innermost scope (the attribute `Scope`, else the
///   scopes of the logging thread), as `BOOST_LOG_FUNCTION()` or `BOOST_LOG_NAMED_SCOPE` noted them: the
///   file with its path, the line of the macro, the signature or the scope's name. `LOG_FLUENTD_HERE`
///   (call_site.hpp) adds those of the log statement itself.
///
/// record_formatter.hpp says what each type of attribute becomes.
///
/// \par Thread safety Distinct objects: safe. Shared objects: unsafe.
class format_dictionary
{
public:
    struct entry;

    /// Makes the text of a key from a record.
    struct text_function
    {
        /// Appends the text and returns true; or returns false when the record has nothing for it: its key is
        /// then left out. Is called on the threads that log, on several at a time. What it throws is shown in
        /// place of the text and counted.
        std::function<bool(boost::log::record_view const& record, std::string& text)> append;
        /// Names of the attributes that it looks at: to `format_options`, they are mentioned by the
        /// dictionary. Where one of them is excluded, the text is missing.
        std::vector<std::string> attributes;
    };

    /// No keys: every attribute of the record under its own name.
    format_dictionary();
    /// The keys in this order: `{{"host", "%HostName%"}, {"http", {{"path", "%Path%"}}}}`.
    /// \throws std::invalid_argument on a key that is there twice, or empty.
    format_dictionary(std::initializer_list<entry> entries);
    format_dictionary(format_dictionary const&);
    format_dictionary(format_dictionary&&) noexcept;
    format_dictionary& operator=(format_dictionary const&);
    format_dictionary& operator=(format_dictionary&&) noexcept;
    ~format_dictionary();

    /// Reads a JSON object: strings are templates, objects nested dictionaries, all else (numbers, booleans,
    /// null, arrays) constants. \throws std::invalid_argument that says where and what.
    static format_dictionary from_json(std::string_view text);

    /// Adds a key behind the others. \throws std::invalid_argument when it is there already, or empty.
    void add(std::string key, std::string text_template);
    void add(std::string key, format_dictionary nested);
    /// \throws std::invalid_argument also when `text.append` is empty.
    void add(std::string key, text_function text);
    void add_constant(std::string key, boost::json::value const& constant);

    bool empty() const noexcept;
    std::size_t size() const noexcept;
    std::vector<entry> const& entries() const noexcept;

private:
    std::vector<entry> entries_;
};

/// One key of a format dictionary and what stands under it.
struct format_dictionary::entry
{
    using constant = std::shared_ptr<boost::json::value const>;
    using text = std::shared_ptr<text_function const>;

    entry(std::string key, char const* text_template);
    entry(std::string key, std::string text_template);
    entry(std::string key, format_dictionary nested);
    entry(std::string key, std::initializer_list<entry> nested);
    entry(std::string key, constant value);
    entry(std::string key, text function);

    std::string key;
    std::variant<std::string, constant, format_dictionary, text> what;
};

/// How a JSON object in the message text (or a `boost::json::object` as the message's value) gets into the
/// map. Only the outermost keys are compared: a key is taken or left with all that is under it. Text that is
/// not valid JSON (RFC 8259, UTF-8), that nests deeper than `value_writer::max_depth` or that is larger than
/// `format_options::max_event_size` is text; so is JSON that is a list, a number, a string. Of a key that the
/// text has twice, the last counts.
enum class message_json
{
    /// Merged; a key of the dictionary, or of another attribute that is sent, stays as it is. Text from
    /// outside cannot forge a level or a host, not even in a record where the dictionary's key has no value.
    protect,
    /// Merged; the message's value wins, as in Python.
    merge,
    /// The object stands under `format_options::message_key`.
    nest,
    /// Text is text. A `boost::json::object` stands under `format_options::message_key`.
    off,
};

/// How a record's message and the attributes beside the dictionary are treated. No map has a key twice: a key
/// of the dictionary comes before all others, then the message under `message_key`, then other attributes.
struct format_options
{
    /// Key of a message that is not merged. Empty, or a key of the dictionary: such a message is not sent,
    /// unless the dictionary has `%Message%`.
    std::string message_key = "message";
    /// How a JSON object in the message gets into the map.
    log_fluentd::message_json message_json = log_fluentd::message_json::protect;
    /// Adds the attributes that no template mentions, under their own names. The message is not among them.
    bool include_others = false;
    /// Names of attributes never sent: missing wherever a template mentions them. None is empty.
    std::vector<std::string> exclude;
    /// Sends nil under a key whose attributes are all missing, where it would be left out.
    bool fill_missing = false;
    /// An event over this many bytes has its longest strings cut, with a mark that says how much.
    /// 1 KiB to 4 MiB.
    std::size_t max_event_size = std::size_t{1} << 20;
};

} // namespace log_fluentd

#endif
