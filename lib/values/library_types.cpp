// Copyright (c) 2026 The log_fluentd authors
// Distributed under the Boost Software License, Version 1.0.
// (See accompanying file LICENSE_1_0.txt or https://www.boost.org/LICENSE_1_0.txt)

#include "values/library_types.hpp"

#include "values/put.hpp"
#include "values/types.hpp"

#include <log_fluentd/event_map.hpp>

#include <boost/json/array.hpp>
#include <boost/json/object.hpp>
#include <boost/json/string.hpp>
#include <boost/json/value.hpp>
#include <boost/log/attributes/current_process_id.hpp>
#include <boost/log/attributes/current_thread_id.hpp>
#include <boost/log/attributes/named_scope.hpp>
#include <boost/log/trivial.hpp>
#include <boost/log/utility/string_literal.hpp>
#include <boost/system/error_code.hpp>
#include <boost/uuid/uuid.hpp>
#include <boost/uuid/uuid_io.hpp>

#include <atomic>
#include <filesystem>
#include <map>
#include <optional>
#include <string>
#include <unordered_map>
#include <variant>

namespace log_fluentd::detail {

namespace {

namespace logging = boost::log;
namespace posix_time = boost::posix_time;

/// As the table of types for records has it.
template <typename T>
void write_by_table(value_writer& out, void const* value, void const*)
{
    static std::atomic<trampoline> known{
        nullptr}; // without the guard of a static, for which a child may wait
    trampoline write = known.load(std::memory_order_relaxed);
    if (!write)
        known.store(write = find_type(typeid(T)), std::memory_order_relaxed);
    reinterpret_cast<void (*)(void*, T const&)>(write)(&out, *static_cast<T const*>(value));
}

void write_uuid(value_writer& out, void const* value, void const*)
{
    char text[36];
    boost::uuids::to_chars(*static_cast<boost::uuids::uuid const*>(value), text, text + sizeof(text));
    out.string({text, sizeof(text)});
}

using entries = std::vector<type_entry>;

template <typename... Types>
void add_of_table(entries& to)
{
    (to.push_back({&typeid(Types), trampoline_for<Types>(), &write_by_table<Types>, nullptr}), ...);
}

template <typename... Types>
void add_as_written(entries& to)
{
    (to.push_back({&typeid(Types), trampoline_for<Types>(), nullptr, nullptr}), ...);
}

/// For what programs have most.
template <template <typename> class Container>
void add_containers(entries& to)
{
    add_as_written<Container<bool>, Container<int>, Container<unsigned>, Container<long>,
                   Container<unsigned long>, Container<long long>, Container<unsigned long long>,
                   Container<float>, Container<double>, Container<std::string>>(to);
}
template <typename T>
using optional = std::optional<T>;
template <typename T>
using vector = std::vector<T>;
template <typename T>
using map = std::map<std::string, T>;
template <typename T>
using unordered_map = std::unordered_map<std::string, T>;

} // namespace

std::vector<type_entry> library_types()
{
    entries known;
    add_of_table<boost::json::value, boost::json::object, boost::json::array, boost::json::string>(known);
    add_of_table<logging::process_id, logging::thread_id, logging::attributes::named_scope_list,
                 logging::trivial::severity_level, logging::string_literal, logging::wstring_literal>(known);
    add_of_table<std::tm, posix_time::ptime, boost::local_time::local_date_time, boost::gregorian::date,
                 posix_time::time_duration, boost::gregorian::date_duration, posix_time::hours,
                 posix_time::minutes, posix_time::seconds, posix_time::milliseconds, posix_time::microseconds,
                 posix_time::time_period, boost::local_time::local_time_period,
                 boost::gregorian::date_period>(known);
    known.push_back(
        {&typeid(boost::uuids::uuid), trampoline_for<boost::uuids::uuid>(), &write_uuid, nullptr});

    add_as_written<std::exception_ptr, std::error_code, std::error_condition, boost::system::error_code,
                   std::filesystem::path, std::nullptr_t, std::monostate, encoded, char*>(known);
    add_as_written<std::chrono::duration<float>, std::chrono::duration<double, std::milli>,
                   std::chrono::steady_clock::time_point>(known);
    add_containers<optional>(known);
    add_containers<vector>(known);
    add_containers<map>(known);
    add_containers<unordered_map>(known);
    return known;
}

} // namespace log_fluentd::detail
