// Copyright (c) 2026 The log_fluentd authors
// Distributed under the Boost Software License, Version 1.0.
// (See accompanying file LICENSE_1_0.txt or https://www.boost.org/LICENSE_1_0.txt)

#include "dict_config/python_format/levels.hpp"

#include "dict_config/document/node.hpp"

#include <limits>
#include <vector>

namespace log_fluentd::detail {

level_number read_level(node const& from)
{
    if (from.value().is_number()) {
        auto const number = from.whole_number();
        if (number > std::numeric_limits<level_number>::max())
            from.fail_value("is too large for a level; CRITICAL is 50");
        return static_cast<level_number>(number);
    }
    auto const* const text = from.value().if_string();
    std::vector<std::string_view> known;
    for (auto const& one : level_names) {
        if (text && one.name == std::string_view(text->data(), text->size()))
            return one.number;
        known.push_back(one.name);
    }
    from.fail_value("is not a level" + suggest(text ? std::string_view(*text) : std::string_view(), known));
}

} // namespace log_fluentd::detail
