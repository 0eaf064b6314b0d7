// Copyright (c) 2026 The log_fluentd authors
// Distributed under the Boost Software License, Version 1.0.
// (See accompanying file LICENSE_1_0.txt or https://www.boost.org/LICENSE_1_0.txt)

#pragma once

/// \file
/// A format dictionary, prepared for formatting records.

#include "format/argument_formatter.hpp"
#include "format/attribute_names.hpp"
#include "format/attribute_slots.hpp"
#include "format/object_pool.hpp"
#include "format/record_plan.hpp"
#include "format/workspace.hpp"
#include "msgpack/scratch.hpp"

#include <log_fluentd/format_dictionary.hpp>

#include <boost/log/attributes/attribute_name.hpp>

#include <cstddef>
#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <unordered_set>
#include <vector>

namespace log_fluentd::detail {

class type_registry;

/// What replaces an attribute that a record does not have.
enum class built_in
{
    none,
    /// A text that is known from the start: the name of the host or the process.
    text,
    /// From the innermost scope.
    function,
    file,
    line,
};

/// A prepared part of a template.
struct compiled_part
{
    enum class kind
    {
        literal,
        attribute,
        /// `formatter` is its index.
        formatter,
        /// An attribute that is never sent.
        absent,
    };

    kind what = kind::literal;
    built_in stand_in = built_in::none;
    boost::log::attribute_name name;
    /// The slot of the record's value of that name.
    attribute_slots::slot slot = attribute_slots::none;
    /// The literal, or the text that replaces the attribute.
    std::string text;
    std::size_t formatter = 0;
};

/// A prepared key of the dictionary. The members that every record uses come first.
struct compiled_key
{
    enum class kind : std::uint8_t
    {
        /// `entry` is key and value.
        constant,
        /// A single attribute, whose value keeps its type.
        typed,
        /// A string of all parts.
        mixed,
        nested,
        /// A string that `text` makes.
        text,
    };

    kind what = kind::constant;
    /// For a typed key, the slot of the value; `none` if the value needs more than that.
    attribute_slots::slot slot = attribute_slots::none;
    /// With `scope_text`: the attributes that have precedence over the key's built-ins.
    std::uint32_t own = 0;
    /// If it is not 0, all placeholders are file, line and function, and this is the number for
    /// `scope_texts`.
    std::uint64_t scope_text = 0;
    /// The key as msgpack.
    padded_bytes encoded;
    /// Key and value: those of a constant, or those for a record without an attribute of that name.
    padded_bytes entry;

    std::string name;
    std::vector<compiled_part> parts;
    std::vector<compiled_key> nested;
    /// Null if the function uses an excluded attribute.
    format_dictionary::entry::text text;
};

class compiled_format
{
public:
    /// \throws config_error about an option, or about "format", with the bad key.
    compiled_format(format_dictionary const& dictionary, format_options const& options);

    format_options const& options() const noexcept { return options_; }
    std::vector<compiled_key> const& keys() const noexcept { return keys_; }
    record_plan const& plan() const noexcept { return plan_; }
    type_registry const& types() const noexcept { return types_; }
    /// Whether the dictionary has the key at the top level.
    bool has_key(std::string_view name) const { return key_names_.count(name) != 0; }
    /// Null unless attributes that the dictionary does not mention are sent.
    attribute_names const* others() const noexcept { return others_.get(); }
    /// Whether a message that is not merged is sent: under `message_key`, which is msgpack.
    bool sends_message() const noexcept { return !message_key_.empty(); }
    padded_bytes const& message_key() const noexcept { return message_key_; }

    attribute_slots const& slots() const noexcept { return slots_; }
    /// `none` if the message is excluded.
    attribute_slots::slot message_slot() const noexcept { return message_slot_; }
    /// The slot of the attribute with the scopes; `none` if no template uses them.
    attribute_slots::slot scope_slot() const noexcept { return scope_slot_; }
    boost::log::attribute_name scope_name() const noexcept { return scope_name_; }

    /// \param near See `object_pool`.
    std::unique_ptr<workspace> take_workspace(void const* near) const;
    void give_back(void const* near, std::unique_ptr<workspace> done) const noexcept;
    std::unique_ptr<scratch> take_scratch(void const* near) const;
    void give_back(void const* near, std::unique_ptr<scratch> done) const noexcept;

private:
    friend class format_compiler;

    // The members that every record uses come first.
    attribute_slots slots_;
    record_plan plan_;
    type_registry const& types_;
    std::vector<compiled_key> keys_;
    padded_bytes message_key_;
    std::unique_ptr<attribute_names const> others_;
    attribute_slots::slot message_slot_;
    attribute_slots::slot scope_slot_ = attribute_slots::none;
    boost::log::attribute_name scope_name_{"Scope"};
    format_options options_;
    std::unordered_set<std::string_view> key_names_;
    std::vector<argument_formatter> formatters_;
    mutable object_pool<workspace> workspaces_;
    mutable object_pool<scratch> scratches_;
};

} // namespace log_fluentd::detail
