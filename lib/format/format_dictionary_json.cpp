// Copyright (c) 2026 The log_fluentd authors
// Distributed under the Boost Software License, Version 1.0.
// (See accompanying file LICENSE_1_0.txt or https://www.boost.org/LICENSE_1_0.txt)

#include "base/printable.hpp"
#include "format/json_parser.hpp"

#include <log_fluentd/format_dictionary.hpp>

#include <boost/json/basic_parser_impl.hpp>
#include <boost/json/object.hpp>
#include <boost/json/value.hpp>

#include <algorithm>
#include <set>
#include <stdexcept>

namespace log_fluentd {

namespace {

using boost::json::string_view;
using boost::system::error_code;

/// Finds a key that an object has twice. Boost.JSON's own values silently keep the last one.
class duplicate_finder
{
public:
    static constexpr std::size_t max_object_size = std::size_t(-1);
    static constexpr std::size_t max_array_size = std::size_t(-1);
    static constexpr std::size_t max_key_size = std::size_t(-1);
    static constexpr std::size_t max_string_size = std::size_t(-1);

    /// The key path of the duplicate; empty if there is none.
    std::string const& duplicate() const noexcept { return duplicate_; }

    bool on_document_begin(error_code&) { return true; }
    bool on_document_end(error_code&) { return true; }
    bool on_object_begin(error_code&)
    {
        objects_.emplace_back();
        return true;
    }
    bool on_object_end(std::size_t, error_code&)
    {
        objects_.pop_back();
        return true;
    }
    bool on_array_begin(error_code&) { return true; }
    bool on_array_end(std::size_t, error_code&) { return true; }
    bool on_key_part(string_view part, std::size_t, error_code&)
    {
        key_.append(part.data(), part.size());
        return true;
    }
    bool on_key(string_view part, std::size_t size, error_code& error)
    {
        on_key_part(part, size, error);
        object& open = objects_.back();
        open.key = std::exchange(key_, {});
        if (open.keys.insert(open.key).second)
            return true;
        for (object const& outer : objects_)
            duplicate_ += (duplicate_.empty() ? "" : ".") + outer.key;
        error = boost::json::error::syntax;
        return false;
    }
    bool on_string_part(string_view, std::size_t, error_code&) { return true; }
    bool on_string(string_view, std::size_t, error_code&) { return true; }
    bool on_number_part(string_view, error_code&) { return true; }
    bool on_int64(std::int64_t, string_view, error_code&) { return true; }
    bool on_uint64(std::uint64_t, string_view, error_code&) { return true; }
    bool on_double(double, string_view, error_code&) { return true; }
    bool on_bool(bool, error_code&) { return true; }
    bool on_null(error_code&) { return true; }
    bool on_comment_part(string_view, error_code&) { return true; }
    bool on_comment(string_view, error_code&) { return true; }

private:
    struct object
    {
        std::string key;
        std::set<std::string> keys;
    };
    std::vector<object> objects_;
    std::string key_;
    std::string duplicate_;
};

[[noreturn]] void fail(std::string const& what)
{
    throw std::invalid_argument("the JSON text of the format dictionary " + what);
}

std::string position(std::string_view text, std::size_t offset)
{
    std::string_view const before = text.substr(0, offset);
    auto const line = 1 + std::count(before.begin(), before.end(), '\n');
    std::size_t const line_begin = before.rfind('\n') == before.npos ? 0 : before.rfind('\n') + 1;
    return "line " + std::to_string(line) + ", column " + std::to_string(offset - line_begin + 1);
}

/// Throws if `text` is not JSON, or an object in it has a key twice.
void check(std::string_view text)
{
    boost::json::basic_parser<duplicate_finder> parser{boost::json::parse_options{}};
    error_code error;
    std::size_t const read = parser.write_some(false, text.data(), text.size(), error);
    if (!parser.handler().duplicate().empty())
        fail("has the key " + detail::in_quotes(parser.handler().duplicate()) + " twice");
    if (error)
        fail("is not JSON: " + error.message() + " (" + position(text, read) + ")");
    std::size_t const rest = text.find_first_not_of(" \t\r\n", read);
    if (rest != text.npos)
        fail("goes on behind the end of the object (" + position(text, rest) + ")");
}

format_dictionary from_object(boost::json::object const& object)
{
    format_dictionary dictionary;
    for (auto const& [json_key, value] : object) {
        std::string key(json_key.data(), json_key.size());
        if (auto const* text_template = value.if_string())
            dictionary.add(std::move(key), std::string(text_template->data(), text_template->size()));
        else if (auto const* nested = value.if_object())
            dictionary.add(std::move(key), from_object(*nested));
        else
            dictionary.add_constant(std::move(key), value);
    }
    return dictionary;
}

} // namespace

format_dictionary format_dictionary::from_json(std::string_view text)
{
    check(text);
    std::size_t read = 0;
    boost::system::error_code error; // none: the text is JSON, and not too deep
    boost::json::value const document = detail::parse_json_exactly(text, read, error);
    auto const* const object = document.if_object();
    if (!object)
        fail("is not an object: {\"key\": \"template\", ...}");
    return from_object(*object);
}

} // namespace log_fluentd
