// Copyright (c) 2026 The log_fluentd authors
// Distributed under the Boost Software License, Version 1.0.
// (See accompanying file LICENSE_1_0.txt or https://www.boost.org/LICENSE_1_0.txt)

#include "dict_config/python_format/number_of.hpp"

#include "format/dispatchers.hpp"
#include "format/visit_in_turn.hpp"
#include "msgpack/encoded_scalar.hpp"
#include "msgpack/scratch.hpp"

#include <boost/log/attributes/current_process_id.hpp>
#include <boost/log/attributes/current_thread_id.hpp>
#include <boost/mpl/vector.hpp>

#include <cstdint>
#include <string>
#include <type_traits>
#include <variant>

namespace log_fluentd::detail {

namespace {

namespace attributes = boost::log::attributes;

field_value encoded_number(boost::log::attribute_value const& value, bool takes_boolean)
{
    scratch encoded;
    value_writer writer(encoded);
    write_value(writer, value);
    auto const take = [&](auto scalar) {
        using type = decltype(scalar);
        if constexpr (std::is_same_v<type, std::monostate>)
            return field_value();
        else if constexpr (std::is_same_v<type, bool>)
            return takes_boolean ? field_value(std::int64_t{scalar}) : field_value();
        else
            return field_value(scalar);
    };
    return std::visit(take, scalar_of({encoded.data(), encoded.size()}));
}

} // namespace

field_value number_of(boost::log::attribute_value const& value, bool is_wanted)
{
    using numbers = boost::mpl::vector<short, unsigned short, int, unsigned, long, unsigned long, long long,
                                       unsigned long long, float, double, long double>;
    using texts = boost::mpl::vector<std::string, std::wstring>;
    using ids = boost::mpl::vector<attributes::current_process_id::value_type,
                                   attributes::current_thread_id::value_type>;
    field_value result;
    auto const take = [&](auto number) { result = plain_number(number); };
    auto const pass = [](auto const&) {};
    if (visit_in_turn<numbers>(value, take) || visit_in_turn<texts>(value, pass) ||
        (!is_wanted && visit_in_turn<ids>(value, pass)))
        return result;
    return encoded_number(value, is_wanted);
}

} // namespace log_fluentd::detail
