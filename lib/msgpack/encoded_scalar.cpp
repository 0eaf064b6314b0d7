// Copyright (c) 2026 The log_fluentd authors
// Distributed under the Boost Software License, Version 1.0.
// (See accompanying file LICENSE_1_0.txt or https://www.boost.org/LICENSE_1_0.txt)

#include "msgpack/encoded_scalar.hpp"

#include <msgpack.hpp>

namespace log_fluentd::detail {

namespace {

/// Reads a scalar, and stops at a container.
class scalar_visitor : public msgpack::null_visitor
{
public:
    explicit scalar_visitor(encoded_scalar& to) : to_(to) {}

    bool visit_boolean(bool value) { return take(value); }
    bool visit_positive_integer(std::uint64_t value) { return take(value); }
    bool visit_negative_integer(std::int64_t value) { return take(value); }
    bool visit_float64(double value) { return take(value); }
    bool start_array(std::uint32_t) { return false; }
    bool start_map(std::uint32_t) { return false; }

private:
    template <typename Value>
    bool take(Value value)
    {
        to_ = value;
        return true;
    }

    encoded_scalar& to_;
};

} // namespace

encoded_scalar scalar_of(std::string_view encoded)
{
    encoded_scalar result;
    scalar_visitor visitor(result);
    msgpack::parse(encoded.data(), encoded.size(), visitor);
    return result;
}

} // namespace log_fluentd::detail
