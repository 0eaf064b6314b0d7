// Copyright (c) 2026 The log_fluentd authors
// Distributed under the Boost Software License, Version 1.0.
// (See accompanying file LICENSE_1_0.txt or https://www.boost.org/LICENSE_1_0.txt)

#include "dict_config/python_format/text_with_arguments.hpp"

#include "base/printable.hpp"
#include "format/argument_formatter.hpp"
#include "format/text_errors.hpp"

#include <boost/log/core/record_view.hpp>
#include <boost/log/utility/formatting_ostream.hpp>
#include <boost/log/utility/setup/formatter_parser.hpp>
#include <boost/thread/exceptions.hpp>

#include <algorithm>
#include <cstddef>
#include <exception>
#include <string_view>
#include <vector>

namespace log_fluentd::detail {

namespace {

/// A placeholder, and the text before it.
struct text_piece
{
    std::string_view before;
    /// With its percent signs. Empty if there is no further placeholder.
    std::string_view placeholder;
    bool has_arguments = false;

    std::string name() const
    {
        constexpr std::string_view spaces = " \t\n\v\f\r"; // the parser skips them
        auto result = placeholder.substr(1, placeholder.find_first_of("%(", 1) - 1);
        result.remove_prefix(std::min(result.find_first_not_of(spaces), result.size()));
        return std::string(result.substr(0, result.find_last_not_of(spaces) + 1));
    }
};

/// The first piece of a text that Boost.Log's parser has accepted.
text_piece first_piece(std::string_view text)
{
    std::size_t begin = 0;
    while (begin < text.size() && text[begin] != '%')
        begin += text[begin] == '\\' ? 2 : 1;
    auto const end_of_name = text.find_first_of("%(", begin + 1);
    if (begin >= text.size() || end_of_name == text.npos)
        return {text, {}};
    auto end = end_of_name;
    for (bool is_quoted = false; end < text.size() && (is_quoted || text[end] != '%'); ++end) {
        if (is_quoted && text[end] == '\\')
            ++end;
        else if (text[end] == '"')
            is_quoted = !is_quoted;
    }
    return {text.substr(0, begin), text.substr(begin, end + 1 - begin), text[end_of_name] == '('};
}

boost::log::formatter parse(std::string_view text)
{
    return boost::log::parse_formatter(text.data(), text.data() + text.size());
}

void write_error(boost::log::formatting_ostream& out, char const* what)
{
    ++text_errors;
    out.clear(); // the formatter may have left it in any state
    out << "<format error: " << printable(what) << '>';
}

/// Writes the placeholders one by one, so that an exception replaces only the placeholder that throws it.
class formatter_by_pieces
{
public:
    explicit formatter_by_pieces(std::string_view text)
    {
        while (!text.empty()) {
            auto const piece = first_piece(text);
            text.remove_prefix(piece.before.size() + piece.placeholder.size());
            parts_.push_back({parse(piece.before), {}, {}});
            if (piece.has_arguments) {
                auto const name = piece.name();
                parts_.back().heeding = make_argument_formatter(name, std::string(piece.placeholder));
                parts_.back().plain = parse('%' + name + '%');
            } else {
                parts_.back().plain = parse(piece.placeholder);
            }
        }
    }

    void operator()(boost::log::record_view const& record, boost::log::formatting_ostream& out) const
    {
        for (part const& one : parts_) {
            one.before(record, out);
            try {
                if (!one.heeding || !one.heeding(record, out))
                    one.plain(record, out);
            } catch (boost::thread_interrupted const&) {
                throw; // like Boost.Log
            } catch (std::exception const& error) {
                write_error(out, error.what());
            } catch (...) {
                write_error(out, "unknown exception");
            }
        }
    }

private:
    struct part
    {
        boost::log::formatter before;
        /// Empty if there are no arguments.
        argument_formatter heeding;
        /// For values to which the arguments do not apply.
        boost::log::formatter plain;
    };

    std::vector<part> parts_;
};

} // namespace

boost::log::formatter parse_text_with_arguments(std::string const& text)
{
    boost::log::parse_formatter(text); // so that an error is about the whole text
    return formatter_by_pieces(text);
}

} // namespace log_fluentd::detail
