// Copyright (c) 2026 The log_fluentd authors
// Distributed under the Boost Software License, Version 1.0.
// (See accompanying file LICENSE_1_0.txt or https://www.boost.org/LICENSE_1_0.txt)

#include "format/thread_scopes.hpp"
#include "msgpack/encoder.hpp"
#include "values/type_list.hpp"

#include <boost/log/attributes/current_process_id.hpp>
#include <boost/log/attributes/current_thread_id.hpp>
#include <boost/log/attributes/named_scope.hpp>
#include <boost/log/trivial.hpp>
#include <boost/log/utility/string_literal.hpp>

#include <iterator>
#include <string>
#include <sys/types.h>
#include <type_traits>

namespace log_fluentd::detail {

namespace {

namespace logging = boost::log;

/// As Boost.Log shows them: `outer->inner`.
std::string text_of(logging::attributes::named_scope_list const& scopes)
{
    std::string text;
    for (auto const& scope : scopes)
        text.append(text.empty() ? "" : "->").append(view(scope.scope_name));
    return text;
}

// Nearly every record has a severity, so the words of Boost.Log are kept as msgpack, all in one cache line.
// \returns null for any other number.
char const* severity_word(logging::trivial::severity_level severity) noexcept
{
    constexpr std::size_t size = 8;
    alignas(64) static constexpr char words[6 * size + copy_slack] = "\xA5trace\0\0"
                                                                     "\xA5"
                                                                     "debug\0\0"
                                                                     "\xA4info\0\0\0"
                                                                     "\xA7warning"
                                                                     "\xA5"
                                                                     "error\0\0"
                                                                     "\xA5"
                                                                     "fatal";
    auto const index = static_cast<std::size_t>(severity);
    return index <= logging::trivial::fatal ? words + index * size : nullptr;
}

struct of_boost_log
{
    static constexpr bool is_known = false;

    static void write(value_writer& out, logging::trivial::severity_level severity)
    {
        writer_state& state = state_of(out);
        if (!state.is_piece()) {
            if (state.next_value())
                encode(state.out, severity);
        } else if (char const* const word = severity_word(severity)) {
            out.string({word + 1, short_size(word)});
        } else {
            out.integer(severity);
        }
    }
    static void encode(scratch& out, logging::trivial::severity_level severity)
    {
        if (char const* const word = severity_word(severity))
            write_short_string(out, word);
        else
            write_integer(out, severity);
    }
    static void write(value_writer& out, logging::string_literal const& text) { out.string(view(text)); }
    static void write(value_writer& out, logging::wstring_literal const& text)
    {
        put(out, std::wstring_view(text.c_str(), text.size()));
    }
    static void write(value_writer& out, logging::attributes::named_scope_list const& scopes)
    {
        if (state_of(out).is_piece())
            return out.string(text_of(scopes));
        out.begin_array();
        for (auto const& scope : scopes)
            out.string(view(scope.scope_name));
        out.end_array();
    }
    /// A process or thread; in a text, as Boost.Log shows it, `0x00007f1468a71780`.
    template <typename Id>
    static void write(value_writer& out, Id const& id)
    {
        if (!state_of(out).is_piece())
            return out.unsigned_integer(id.native_id());
        constexpr auto size =
            std::is_same_v<Id, logging::process_id> ? sizeof(::pid_t) : sizeof(std::uintptr_t);
        auto number = static_cast<std::uint64_t>(id.native_id());
        char text[2 + 2 * size] = {'0', 'x'};
        for (auto* digit = std::end(text); digit != text + 2; number /= 16)
            *--digit = "0123456789abcdef"[number % 16];
        out.string({text, sizeof(text)});
    }
};

} // namespace

void add_log_types(type_list& to)
{
    add_frequent_types<of_boost_log, logging::trivial::severity_level>(to);
    add_types<of_boost_log, logging::process_id, logging::thread_id, logging::attributes::named_scope_list,
              logging::string_literal, logging::wstring_literal>(to);
}

} // namespace log_fluentd::detail
