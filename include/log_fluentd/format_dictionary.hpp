// Copyright (c) 2026 The log_fluentd authors
// Distributed under the Boost Software License, Version 1.0.
// (See accompanying file LICENSE_1_0.txt or https://www.boost.org/LICENSE_1_0.txt)

#ifndef LOG_FLUENTD_FORMAT_DICTIONARY_HPP_INCLUDED_
#define LOG_FLUENTD_FORMAT_DICTIONARY_HPP_INCLUDED_

/// \file
/// The format dictionary: ordered keys with templates, which says what the map of an event holds.

#include <cstddef>
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

/// Ordered keys, each with a template, a constant or a dictionary of its own.
///
/// A template is text with placeholders: `"%LineID%"`, one placeholder alone, keeps the type of the
/// attribute; `"%Channel%/%Severity%"` is a string; `"%TimeStamp(format=\"%H:%M\")%"` has arguments and is
/// a format string of Boost.Log; text without a placeholder stands for itself. `%%` is a percent sign.
/// Built in: `%HostName%`, `%ProcessName%`, `%Function%`, `%File%`, `%Line%`.
///
/// \par Thread safety Distinct objects: safe. Shared objects: unsafe.
class format_dictionary
{
public:
    struct entry;

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

    entry(std::string key, char const* text_template);
    entry(std::string key, std::string text_template);
    entry(std::string key, format_dictionary nested);
    entry(std::string key, std::initializer_list<entry> nested);
    entry(std::string key, constant value);

    std::string key;
    std::variant<std::string, constant, format_dictionary> what;
};

/// How a JSON object in the message text (or a `boost::json::object` as the message's value) gets into the
/// map.
enum class message_json
{
    /// Merged; where the dictionary has the key, the dictionary's value stays (text from outside cannot
    /// forge a level or a host).
    protect,
    /// Merged; where the dictionary has the key, the message's value wins, as in Python.
    merge,
    /// The object stands under `format_options::message_key`.
    nest,
    /// The message is text.
    off,
};

/// How a record's message and the attributes beside the dictionary are treated.
struct format_options
{
    /// Key of a message that is not merged. Empty: such a message is not sent.
    std::string message_key = "message";
    /// How a JSON object in the message gets into the map.
    log_fluentd::message_json message_json = log_fluentd::message_json::protect;
    /// Adds the attributes that the dictionary does not mention, under their own names.
    bool include_others = false;
    /// Attributes never sent, whatever else says so.
    std::vector<std::string> exclude;
    /// Sends nil under a key whose attributes are all missing, where it would be left out.
    bool fill_missing = false;
    /// An event over this many bytes has its longest strings cut, with a mark that says how much.
    /// 1 KiB to 4 MiB.
    std::size_t max_event_size = std::size_t{1} << 20;
};

} // namespace log_fluentd

#endif
