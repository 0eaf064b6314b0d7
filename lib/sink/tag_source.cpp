// Copyright (c) 2026 The log_fluentd authors
// Distributed under the Boost Software License, Version 1.0.
// (See accompanying file LICENSE_1_0.txt or https://www.boost.org/LICENSE_1_0.txt)

#include "sink/tag_source.hpp"

#include "base/ascii.hpp"
#include "base/printable.hpp"
#include "format/dispatchers.hpp"
#include "format/process_name.hpp"
#include "format/template.hpp"
#include "msgpack/utf8.hpp"
#include "os/host_name.hpp"
#include "sender/sender_core.hpp"

#include <log_fluentd/value_writer.hpp>

#include <algorithm>
#include <stdexcept>
#include <utility>

namespace log_fluentd::detail {

namespace {

/// Longest tag made from placeholders, in bytes.
constexpr std::size_t most_bytes = 255;

bool is_good(char c) noexcept
{
    return is_word(c) || c == '.' || c == '-';
}

/// Replaces each character that a tag should not have by one `_`, in the UTF-8 from `begin` on.
void make_good(scratch& text, std::size_t begin) noexcept
{
    char* out = text.data() + begin;
    for (char const* in = out, *end = text.data() + text.size(); in != end; ++in) {
        bool const continues = (static_cast<unsigned char>(*in) & 0xC0) == 0x80;
        if (!continues)
            *out++ = is_good(*in) ? *in : '_';
    }
    text.resize(static_cast<std::size_t>(out - text.data()));
}

/// A tag on the stack.
class whole_tag
{
public:
    /// \param text The joined parts. Empty segments become `_`, and the text is cut.
    explicit whole_tag(std::string_view text) noexcept
    {
        char last = '.';
        for (char const c : text.substr(0, cut_point(text, std::min(text.size(), most_bytes)))) {
            if (c == '.' && last == '.')
                add('_');
            add(last = c);
        }
        if (last == '.')
            add('_');
        size_ = cut_point(*this, std::min(size_, most_bytes));
        if (text_[size_ - 1] == '.') // it was cut there
            --size_;
    }
    operator std::string_view() const noexcept { return {text_, size_}; }

private:
    void add(char c) noexcept { text_[size_++] = c; }

    char text_[2 * most_bytes + 1];
    std::size_t size_ = 0;
};

std::string stand_in_for(std::string const& name)
{
    std::string const text = name == "HostName"      ? host_name()
                             : name == "ProcessName" ? process_name()
                                                     : std::string();
    scratch good;
    good.write(text.data(), text.size());
    make_good(good, 0);
    return {good.data(), good.size()};
}

} // namespace

tag_source::tag_source(std::string const& tag, std::size_t max_tags, std::vector<std::string> const& excluded)
    : max_tags_(max_tags)
{
    std::string without_values;
    bool is_constant = true;
    for (auto const& piece : parse_template(tag)) {
        if (piece.what == template_part::kind::formatter)
            throw std::invalid_argument("a placeholder in a tag has no arguments; write %" + piece.name +
                                        "%");
        part one;
        if (piece.what == template_part::kind::literal) {
            one.text = piece.text;
        } else if (std::find(excluded.begin(), excluded.end(), piece.text) == excluded.end()) {
            one.text = stand_in_for(piece.text);
            one.name = boost::log::attribute_name(piece.text);
        }
        is_constant &= piece.what == template_part::kind::literal;
        without_values += piece.what == template_part::kind::literal ? piece.text : "_";
        parts_.push_back(std::move(one));
    }
    if (is_constant) {
        parts_.clear();
        constant_ = without_values;
        return;
    }
    constant_ = whole_tag(without_values);
    tags_.emplace(max_tags);
}

std::string_view tag_source::of_record(boost::log::record_view const& record, scratch& room,
                                       sender_core& core)
{
    room.clear();
    value_writer pieces(room);
    state_of(pieces).as_text = true;
    auto const& values = record.attribute_values();
    for (part const& p : parts_) {
        auto const found = p.name ? values.find(*p.name) : values.end();
        if (found == values.end() || !found->second) {
            room.write(p.text.data(), p.text.size());
            continue;
        }
        auto const begin = room.size();
        write_value(pieces, found->second);
        make_good(room, begin);
    }
    whole_tag const tag({room.data(), room.size()});
    std::string const* const known = tags_->find_or_add(tag);
    return known ? std::string_view(*known) : fall_back(core);
}

std::string_view tag_source::fall_back(sender_core& core)
{
    core.count_fallback_tag();
    if (reported_.load(std::memory_order_relaxed))
        return constant_;
    diagnostic what{diagnostic_kind::configuration,
                    "records have made " + std::to_string(max_tags_) +
                        " tags, which is max_tags; those with another one get the tag " +
                        in_quotes(constant_) +
                        " from now on: are there attributes in the tag that have many values?",
                    {}};
    if (!reported_.exchange(true) && !core.report(std::move(what)))
        reported_.store(false); // the strand does not run yet: the next such record reports it
    return constant_;
}

} // namespace log_fluentd::detail
