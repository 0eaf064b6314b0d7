// Copyright (c) 2026 The log_fluentd authors
// Distributed under the Boost Software License, Version 1.0.
// (See accompanying file LICENSE_1_0.txt or https://www.boost.org/LICENSE_1_0.txt)

#ifndef LOG_FLUENTD_FORMAT_DICTIONARY_HPP_INCLUDED_
#define LOG_FLUENTD_FORMAT_DICTIONARY_HPP_INCLUDED_

/// \file
/// The format dictionary: keys in order, each with a template. It says what the map of an event contains.

#include <log_fluentd/detail/export.hpp>

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

/// Keys in order, each with a template, a constant, a function or a dictionary of its own.
///
/// A template is text with placeholders:
/// - `"%LineID%"`, one placeholder alone, keeps the type of the attribute.
/// - `"%Channel%/%Severity%"` is a string. A container in it is shown as JSON.
/// - `"%TimeStamp(format=\"%H:%M\")%"`, a placeholder with arguments, is a format string of Boost.Log and
///   becomes a string. The formatter factory that the program has registered for the name defines the
///   arguments (`boost::log::register_formatter_factory`). Without a factory, times, dates and durations
///   support `format`, scopes support the arguments of `boost::log::expressions::format_named_scope`, and
///   other types ignore arguments. If such a formatter throws, the error is shown in its place and counted.
/// - Text without a placeholder stands for itself. `%%` is a percent sign; a backslash is a backslash.
///
/// If the record does not have an attribute, the key of its placeholder is left out, and so is a map that
/// becomes empty by that. In a template with other text, the placeholder becomes nothing. Some placeholders
/// have a meaning without an attribute of their name:
/// - `%HostName%` and `%ProcessName%` are the names at the time when the dictionary was compiled.
/// - `%File%`, `%Line%` and `%Function%` belong to the innermost scope (of the attribute `Scope`, or else of
///   the logging thread) as `BOOST_LOG_FUNCTION()` or `BOOST_LOG_NAMED_SCOPE` recorded it: the file with its
///   path, the line of the macro, the signature or the name of the scope. `LOG_FLUENTD_HERE` (call_site.hpp)
///   adds those of the log statement itself.
///
/// record_formatter.hpp says what each type of attribute becomes.
///
/// \par Thread safety
/// Distinct objects are safe, a shared object is not.
class LOG_FLUENTD_DECL format_dictionary
{
public:
    struct entry;

    /// A function that makes the text of a key from a record.
    struct text_function
    {
        /// Appends the text and returns true, or returns false if the record has nothing for it; its key is
        /// then left out. It is called on the threads that log, on several at a time. If it throws, the error
        /// is shown in place of the text and counted.
        std::function<bool(boost::log::record_view const& record, std::string& text)> append;
        /// The names of the attributes that it reads. `format_options::include_others` treats them as
        /// mentioned by the dictionary. If one of them is excluded, the key is left out.
        std::vector<std::string> attributes;
    };

    /// Makes a dictionary without keys, which sends every attribute of the record under its own name.
    format_dictionary();
    /// Makes a dictionary of these keys: `{{"host", "%HostName%"}, {"http", {{"path", "%Path%"}}}}`.
    /// \throws std::invalid_argument if a key is empty or is there twice.
    format_dictionary(std::initializer_list<entry> entries);
    format_dictionary(format_dictionary const&);
    format_dictionary(format_dictionary&&) noexcept;
    format_dictionary& operator=(format_dictionary const&);
    format_dictionary& operator=(format_dictionary&&) noexcept;
    ~format_dictionary();

    /// Reads a JSON object: strings are templates, objects are nested dictionaries, everything else (numbers,
    /// booleans, null, arrays) is a constant.
    /// \throws std::invalid_argument with a sentence that says where and what the mistake is.
    static format_dictionary from_json(std::string_view text);

    /// Adds a key after the others.
    /// \throws std::invalid_argument if the key is empty or is there already.
    void add(std::string key, std::string text_template);
    void add(std::string key, format_dictionary nested);
    /// \throws std::invalid_argument also if `text.append` is empty.
    void add(std::string key, text_function text);
    void add_constant(std::string key, boost::json::value const& constant);

    bool empty() const noexcept;
    std::size_t size() const noexcept;
    std::vector<entry> const& entries() const noexcept;

private:
    std::vector<entry> entries_;
};

/// One key of a format dictionary, and its content.
struct LOG_FLUENTD_DECL format_dictionary::entry
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

/// How a JSON object in the message text (or a `boost::json::object` as the message's value) becomes part of
/// the map. Only the outermost keys are compared: a key is merged or left out with everything in it. If the
/// text has a key twice, the last one counts. A message stays text if it is not valid JSON (RFC 8259, UTF-8),
/// is nested deeper than `value_writer::max_depth`, is larger than `format_options::max_event_size`, or is a
/// list, a number or a string.
enum class message_json
{
    /// The object is merged. Keys of the dictionary, and of other attributes that are sent, stay as they are.
    /// Text from outside cannot forge a level or a host, not even in a record where the dictionary's key has
    /// no value.
    protect,
    /// The object is merged. The message's values win, as in Python.
    merge,
    /// The object is sent under `format_options::message_key`.
    nest,
    /// Text stays text. A `boost::json::object` is sent under `format_options::message_key`.
    off,
};

/// How a record's message, and its attributes beside the dictionary, are sent. A map never has a key twice: a
/// key of the dictionary comes before all others, then the message under `message_key`, then other
/// attributes.
struct format_options
{
    /// Key of a message that is not merged. If it is empty, or is a key of the dictionary, such a message is
    /// sent only where the dictionary has `%Message%`.
    std::string message_key = "message";
    /// How a JSON object in the message becomes part of the map.
    log_fluentd::message_json message_json = log_fluentd::message_json::protect;
    /// Whether attributes that no template mentions are sent too, under their own names. The message is not
    /// one of them.
    bool include_others = false;
    /// Names of attributes that are never sent. A template that mentions one is treated as if the record did
    /// not have it. No name may be empty.
    std::vector<std::string> exclude;
    /// Whether a key whose attributes are all missing is sent with nil instead of being left out.
    bool fill_missing = false;
    /// Size above which the longest strings of an event are cut, with a mark that says how much is missing.
    /// In bytes, 1 KiB to 4 MiB.
    std::size_t max_event_size = std::size_t{1} << 20;
};

} // namespace log_fluentd

#endif
