// Copyright (c) 2026 The log_fluentd authors
// Distributed under the Boost Software License, Version 1.0.
// (See accompanying file LICENSE_1_0.txt or https://www.boost.org/LICENSE_1_0.txt)

#include "format/argument_formatter.hpp"

#include "format/date_time.hpp"
#include "format/escapes.hpp"
#include "format/visit_in_turn.hpp"
#include "msgpack/utf8.hpp"

#include <boost/date_time/gregorian/gregorian.hpp>
#include <boost/date_time/local_time/local_time.hpp>
#include <boost/date_time/posix_time/posix_time.hpp>
#include <boost/log/attributes/attribute_value.hpp>
#include <boost/log/attributes/named_scope.hpp>
#include <boost/log/attributes/value_extraction.hpp>
#include <boost/log/attributes/value_visitation.hpp>
#include <boost/log/expressions/formatters/date_time.hpp>
#include <boost/log/expressions/formatters/named_scope.hpp>
#include <boost/log/support/date_time.hpp>
#include <boost/log/trivial.hpp>
#include <boost/log/utility/setup/formatter_parser.hpp>
#include <boost/log/utility/type_dispatch/standard_types.hpp>
#include <boost/mpl/vector.hpp>

#include <algorithm>
#include <chrono>
#include <cstddef>
#include <ctime>
#include <exception>
#include <map>
#include <memory>
#include <optional>
#include <stdexcept>
#include <string_view>
#include <type_traits>
#include <utility>

namespace log_fluentd::detail {

namespace {

namespace expressions = boost::log::expressions;
namespace gregorian = boost::gregorian;
namespace local_time = boost::local_time;
namespace posix_time = boost::posix_time;
using boost::log::formatting_ostream;
using scope_list = boost::log::attributes::named_scope_list;

template <typename Value>
using value_formatter = std::function<void(formatting_ostream&, Value const&)>;

using arguments = std::map<std::string, std::string, std::less<>>;

/// Parses a text that Boost.Log's parser has accepted.
arguments parse_arguments(std::string_view placeholder)
{
    constexpr std::string_view spaces = " \t\n\v\f\r";
    arguments result;
    auto const skip = [&](std::string_view characters) {
        placeholder.remove_prefix(std::min(placeholder.find_first_not_of(characters), placeholder.size()));
    };
    placeholder.remove_prefix(placeholder.find('(') + 1);
    for (;;) {
        skip(" \t\n\v\f\r,");
        auto const end = placeholder.find_first_of(" \t\n\v\f\r=)");
        if (end == placeholder.npos || end == 0)
            return result;
        std::string const name(placeholder.substr(0, end));
        placeholder.remove_prefix(end);
        skip(" \t\n\v\f\r=");
        std::size_t size = 0;
        bool const is_quoted = !placeholder.empty() && placeholder.front() == '"';
        if (is_quoted)
            for (size = 1; size < placeholder.size() && placeholder[size] != '"';)
                size += placeholder[size] == '\\' ? 2 : 1;
        else
            size = std::min(placeholder.find_first_of(std::string(spaces) + ",)"), placeholder.size());
        result[name] = is_quoted ? without_escapes(placeholder.substr(1, size - 1))
                                 : std::string(placeholder.substr(0, size));
        placeholder.remove_prefix(std::min(size + (is_quoted ? 1 : 0), placeholder.size()));
    }
}

/// Returns what `make` returns. Bad arguments are reported only when a value is formatted with them, because
/// a factory of the program may accept them.
template <typename Value, typename Make>
value_formatter<Value> made_or_failing(Make make)
{
    try {
        return make();
    } catch (std::exception const& error) {
        return [what = std::string(error.what())](formatting_ostream&, Value const&) {
            throw std::invalid_argument(what);
        };
    }
}

template <typename Value>
value_formatter<Value> make_time_formatter(boost::log::attribute_name name, std::string const& format)
{
    return made_or_failing<Value>(
        [&] { return expressions::format_date_time<Value>(name, format).get_formatter_function(); });
}

std::size_t depth_of(std::string const& text)
{
    std::size_t depth = 0;
    for (char const c : text) {
        if (c < '0' || c > '9' || depth > 1000)
            throw std::invalid_argument("depth is \"" + text + "\"; write a number");
        depth = depth * 10 + static_cast<std::size_t>(c - '0');
    }
    return depth;
}

expressions::scope_iteration_direction direction_of(std::string const& text)
{
    if (text != "forward" && text != "reverse")
        throw std::invalid_argument("iteration is \"" + text + "\"; write forward or reverse");
    return text == "forward" ? expressions::forward : expressions::reverse;
}

constexpr char const* scope_arguments[] = {"format",    "delimiter",         "depth",
                                           "iteration", "incomplete_marker", "empty_marker"};

value_formatter<scope_list> make_scope_formatter(boost::log::attribute_name name, arguments const& given)
{
    namespace keywords = boost::log::keywords;
    auto const get = [&](char const* key, std::string const& otherwise) {
        auto const found = given.find(key);
        return found == given.end() ? otherwise : found->second;
    };
    auto const direction = direction_of(get("iteration", "forward"));
    return expressions::format_named_scope(
               name, keywords::format = get("format", "%n"),
               keywords::delimiter = get("delimiter", direction == expressions::forward ? "->" : "<-"),
               keywords::depth = depth_of(get("depth", "0")), keywords::iteration = direction,
               keywords::incomplete_marker = get("incomplete_marker", "..."),
               keywords::empty_marker = get("empty_marker", ""))
        .get_formatter_function();
}

/// One for each type of value, empty if there is none.
struct value_formatters
{
    value_formatter<posix_time::ptime> time;
    value_formatter<local_time::local_date_time> local;
    value_formatter<gregorian::date> date;
    value_formatter<posix_time::time_duration> duration;
    value_formatter<scope_list> scope;
};

/// The formatters that the arguments describe.
value_formatters make_formatters(boost::log::attribute_name name, arguments const& given)
{
    value_formatters result;
    if (auto const format = given.find("format"); format != given.end()) {
        result.time = make_time_formatter<posix_time::ptime>(name, format->second);
        result.local = make_time_formatter<local_time::local_date_time>(name, format->second);
        result.date = make_time_formatter<gregorian::date>(name, format->second);
        result.duration = make_time_formatter<posix_time::time_duration>(name, format->second);
    }
    auto const is_given = [&](char const* key) { return given.count(key) != 0; };
    if (std::any_of(std::begin(scope_arguments), std::end(scope_arguments), is_given))
        result.scope = made_or_failing<scope_list>([&] { return make_scope_formatter(name, given); });
    return result;
}

/// The formatters that the Boost.Log of this build uses without arguments.
value_formatters make_default_formatters(boost::log::attribute_name name)
{
    value_formatters result;
    std::string const date_and_time = "%Y-%m-%d %H:%M:%S.%f";
    result.time = make_time_formatter<posix_time::ptime>(name, date_and_time);
    result.local = [format = make_time_formatter<local_time::local_date_time>(name, date_and_time)](
                       formatting_ostream& out, local_time::local_date_time const& value) {
        format(out, value);
        if (!value.is_special() && value.zone())
            out << ' ' << value.zone()->to_posix_string();
    };
    result.date = make_time_formatter<gregorian::date>(name, "%Y-%m-%d");
    result.duration = make_time_formatter<posix_time::time_duration>(name, "%-%O:%M:%S.%f");
    result.scope = [](formatting_ostream& out, scope_list const& value) { out << value; };
    return result;
}

using time_types =
    boost::mpl::vector<posix_time::ptime, local_time::local_date_time, gregorian::date, std::tm,
                       std::chrono::time_point<std::chrono::system_clock, std::chrono::nanoseconds>,
                       std::chrono::time_point<std::chrono::system_clock, std::chrono::microseconds>,
                       std::chrono::time_point<std::chrono::system_clock, std::chrono::milliseconds>,
                       std::chrono::time_point<std::chrono::system_clock, std::chrono::seconds>, scope_list>;
using duration_types =
    boost::mpl::vector<posix_time::time_duration, posix_time::hours, posix_time::minutes, posix_time::seconds,
                       posix_time::milliseconds, posix_time::microseconds, std::chrono::nanoseconds,
                       std::chrono::microseconds, std::chrono::milliseconds, std::chrono::seconds,
                       std::chrono::minutes, std::chrono::hours>;

/// Writes a value by the formatter for its type.
struct value_printer
{
    using result_type = void;

    void operator()(posix_time::ptime const& value) const { print(by.time, value); }
    void operator()(local_time::local_date_time const& value) const { print(by.local, value); }
    void operator()(gregorian::date const& value) const { print(by.date, value); }
    void operator()(scope_list const& value) const { print(by.scope, value); }
    void operator()(std::tm const& value) const { print(by.time, ptime_of(value)); }
    template <typename Duration>
    void operator()(std::chrono::time_point<std::chrono::system_clock, Duration> value) const
    {
        print(by.time, ptime_of(value));
    }
    template <typename Rep, typename Period>
    void operator()(std::chrono::duration<Rep, Period> value) const
    {
        print(by.duration, time_duration_of(value));
    }
    template <typename Duration>
    std::enable_if_t<std::is_base_of_v<posix_time::time_duration, Duration>>
    operator()(Duration const& value) const
    {
        print(by.duration, posix_time::time_duration(value));
    }

    template <typename Value>
    void print(value_formatter<Value> const& formatter, std::optional<Value> const& value) const
    {
        if (value)
            print(formatter, *value);
    }
    template <typename Value>
    void print(value_formatter<Value> const& formatter, Value const& value) const
    {
        if (!formatter)
            return;
        has_formatter = true;
        if (out)
            formatter(*out, value);
    }

    value_formatters const& by;
    formatting_ostream* out;
    bool& has_formatter;
};

/// \param out If null, nothing is written.
/// \returns whether there is a formatter for the value.
bool print(value_formatters const& by, boost::log::attribute_value const& value, formatting_ostream* out)
{
    bool has_formatter = false;
    value_printer const printer{by, out, has_formatter};
    if (!visit_in_turn<time_types>(value, printer))
        visit_in_turn<duration_types>(value, printer);
    return has_formatter;
}

/// Writes values of other types as Boost.Log does without arguments.
struct default_printer
{
    using result_type = void;

    template <typename Value>
    void operator()(Value const& value) const
    {
        out << value;
    }
    // Boost.Log's own conversion of these is not in its library if that was built as C++20.
    void operator()(char16_t value) const { write(std::u16string_view(&value, 1)); }
    void operator()(char32_t value) const { write(std::u32string_view(&value, 1)); }
    template <typename Text>
    void write(Text text) const
    {
        std::string utf8;
        append_utf8(utf8, text);
        out << utf8;
    }
    void operator()(std::tm const& value) const
    {
        char text[64];
        if (auto const size = std::strftime(text, sizeof(text), "%Y-%m-%d %H:%M:%S", &value))
            out.write(text, static_cast<std::streamsize>(size));
    }
    void operator()(posix_time::time_period const& value) const { print(defaults.time, value); }
    void operator()(local_time::local_time_period const& value) const { print(defaults.local, value); }
    void operator()(gregorian::date_period const& value) const { print(defaults.date, value); }

    template <typename Value, typename Period>
    void print(value_formatter<Value> const& formatter, Period const& period) const
    {
        out << '[';
        formatter(out, period.begin());
        out << '/';
        formatter(out, period.last());
        out << ']';
    }

    value_formatters const& defaults;
    formatting_ostream& out;
};

using other_default_types =
    boost::mpl::vector<std::tm, boost::log::trivial::severity_level, posix_time::time_period,
                       local_time::local_time_period, gregorian::date_period, gregorian::date_duration>;

/// Writes the value as Boost.Log does without arguments.
void print_as_boost(value_formatters const& defaults, boost::log::attribute_value const& value,
                    formatting_ostream& out)
{
    default_printer const printer{defaults, out};
    visit_in_turn<other_default_types>(value, printer) || print(defaults, value, &out) ||
        visit_in_turn<boost::log::numeric_types::type>(value, printer) ||
        visit_in_turn<boost::log::string_types::type>(value, printer);
}

/// The text that `write` writes or, if it throws, that of the error.
template <typename Write>
std::string text_of(Write write)
{
    std::string text;
    try {
        formatting_ostream out(text);
        write(out);
        out.flush();
    } catch (std::exception const& error) {
        text = std::string("throws ") + error.what();
    }
    return text;
}

class formatter_with_arguments
{
public:
    struct parts
    {
        /// Made by Boost.Log's parser.
        boost::log::formatter parsed;
        value_formatters ours;
        value_formatters defaults;
    };

    formatter_with_arguments(boost::log::attribute_name name, parts made)
        : name_(name),
          parsed_(made.parsed),
          made_(std::make_shared<parts const>(std::move(made)))
    {}

    bool operator()(boost::log::record_view const& record, formatting_ostream& out) const
    {
        auto const found = record.attribute_values().find(name_);
        bool const is_there = found != record.attribute_values().end() && found->second;
        if (is_there && who_ == who::unknown)
            find_out(record, found->second);
        if (is_there && who_ != who::program)
            return print(made_->ours, found->second, &out);
        parsed_(record, out);
        return true;
    }

private:
    enum class who
    {
        unknown,
        /// The program has no factory.
        we,
        program,
    };

    void find_out(boost::log::record_view const& record, boost::log::attribute_value const& value) const
    {
        auto const duration = value.extract<posix_time::time_duration>();
        if (duration && duration->is_negative())
            return; // shows nothing, because Boost.Log 1.81 writes another number
        auto const parsed = text_of([&](formatting_ostream& out) { parsed_(record, out); });
        // Boost.Log writes nothing for a value of an unknown type. A factory of the program may write nothing
        // either; then a later value may be of a type that shows whether there is one.
        if (!parsed.empty())
            who_ = parsed == default_text_of(value) ? who::we : who::program;
        else if (print(made_->ours, value, nullptr))
            who_ = who::we;
    }

    std::string default_text_of(boost::log::attribute_value const& value) const
    {
        return text_of([&](formatting_ostream& out) { print_as_boost(made_->defaults, value, out); });
    }

    boost::log::attribute_name name_;
    boost::log::formatter parsed_; // a copy, because one of the program may have state
    std::shared_ptr<parts const> made_;
    mutable who who_ = who::unknown;
};

} // namespace

argument_formatter make_argument_formatter(boost::log::attribute_name name, std::string const& placeholder)
{
    formatter_with_arguments::parts made;
    made.parsed = boost::log::parse_formatter(placeholder);
    made.ours = make_formatters(name, parse_arguments(placeholder));
    made.defaults = make_default_formatters(name);
    return formatter_with_arguments(name, std::move(made));
}

} // namespace log_fluentd::detail
