// Copyright (c) 2026 The log_fluentd authors
// Distributed under the Boost Software License, Version 1.0.
// (See accompanying file LICENSE_1_0.txt or https://www.boost.org/LICENSE_1_0.txt)

#include <log_fluentd/value.hpp>

#include <algorithm>

namespace log_fluentd {

void value::write(value_writer& out) const
{
    switch (kind_) {
    case kind::nil:
        return out.nil();
    case kind::boolean:
        return out.boolean(unsigned_ != 0);
    case kind::integer:
        return out.integer(integer_);
    case kind::unsigned_integer:
        return out.unsigned_integer(unsigned_);
    case kind::floating:
        return out.floating(floating_);
    case kind::string:
        return out.string(string_);
    case kind::map:
        return log_fluentd::write(out, map_);
    case kind::other:
        return other_.write(out, other_.object, nullptr);
    }
}

void write(value_writer& out, fields map)
{
    detail::map_entries entries(out, true); // distinct unless a key has to be repaired or cut
    for (auto entry = map.begin(); entry != map.end(); ++entry) {
        // Maps written in place are short, so comparing with the keys before is cheaper than any set.
        bool const is_new =
            std::none_of(map.begin(), entry, [&](field const& before) { return before.key == entry->key; });
        if (is_new && entries.key(entry->key))
            entry->value.write(out);
    }
    entries.end();
}

} // namespace log_fluentd
