// Copyright (c) 2026 The log_fluentd authors
// Distributed under the Boost Software License, Version 1.0.
// (See accompanying file LICENSE_1_0.txt or https://www.boost.org/LICENSE_1_0.txt)

#include "msgpack/scratch.hpp"
#include "msgpack/utf8.hpp"
#include "values/put.hpp"

#include <boost/uuid/uuid_io.hpp>

namespace log_fluentd::detail {

namespace {

template <typename Text>
void put_converted(value_writer& out, Text text)
{
    scratch& memory = state_of(out).out;
    std::string& utf8 = memory.text;
    utf8.clear();
    if (!append_utf8(utf8, text))
        ++memory.report.repaired_strings;
    out.string(utf8);
    memory.let_go_of_text();
}

} // namespace

void put(value_writer& out, std::wstring_view text)
{
    put_converted(out, text);
}

void put(value_writer& out, std::u16string_view text)
{
    put_converted(out, text);
}

void put(value_writer& out, std::u32string_view text)
{
    put_converted(out, text);
}

void put(value_writer& out, char character)
{
    out.string({&character, 1});
}

void put(value_writer& out, wchar_t character)
{
    put_converted(out, std::wstring_view(&character, 1));
}

void put(value_writer& out, char16_t character)
{
    put_converted(out, std::u16string_view(&character, 1));
}

void put(value_writer& out, char32_t character)
{
    put_converted(out, std::u32string_view(&character, 1));
}

void put(value_writer& out, boost::uuids::uuid const& id)
{
    char text[36];
    boost::uuids::to_chars(id, text, text + sizeof(text));
    out.string({text, sizeof(text)});
}

} // namespace log_fluentd::detail
