// Copyright (c) 2026 The log_fluentd authors
// Distributed under the Boost Software License, Version 1.0.
// (See accompanying file LICENSE_1_0.txt or https://www.boost.org/LICENSE_1_0.txt)

#include "sink/watched_filter.hpp"

#include "base/diagnostics.hpp"
#include "format/visit_in_turn.hpp"
#include "os/read_double.hpp"
#include "sender/own_core.hpp"
#include "sink/wide_text.hpp"

#include <boost/config.hpp>
#include <boost/core/demangle.hpp>
#include <boost/log/attributes/attribute_value_set.hpp>
#include <boost/log/attributes/value_visitation.hpp>
#include <boost/log/trivial.hpp>
#include <boost/log/utility/setup/filter_parser.hpp>
#include <boost/log/utility/string_literal.hpp>
#include <boost/log/utility/type_dispatch/standard_types.hpp>

#include <algorithm>
#include <atomic>
#include <charconv>
#include <exception>
#include <limits>
#include <mutex>
#include <string_view>
#include <system_error>
#include <type_traits>
#include <typeinfo>
#include <utility>
#include <vector>

namespace log_fluentd::detail {

namespace {

namespace logging = boost::log;

std::errc read_number(std::string_view text, double& number)
{
    return read_double(text, number).ec;
}

std::errc read_number(std::string_view text, long& number)
{
    return std::from_chars(text.data(), text.data() + text.size(), number).ec;
}

/// The values of `Type` that decide a comparison with `operand`: the least, the largest, the operand, and
/// others.
template <typename Type>
std::vector<Type> deciding_values(std::string_view operand)
{
    using limits = std::numeric_limits<Type>;
    std::vector<Type> result = {limits::lowest(), limits::max(), Type(0), Type(1)};
    if constexpr (limits::has_infinity)
        result.insert(result.end(), {limits::infinity(), -limits::infinity()});
    if (!operand.empty() && operand.front() == '+')
        operand.remove_prefix(1);
    std::conditional_t<std::is_floating_point_v<Type>, double, long> number{}; // as Boost.Log reads it
    if (read_number(operand, number) == std::errc{})
        result.push_back(static_cast<Type>(number)); // or another value, which does no harm
    return result;
}

/// Whether any value of `Type` passes. Calls the filter, since that compares as Boost.Log does.
template <typename Type>
bool is_true_of_some(boost::log::filter const& filter, filter_relation const& relation)
{
    auto const values = deciding_values<Type>(relation.operand);
    return std::any_of(values.begin(), values.end(),
                       [&](Type value) { return passes(filter, relation.attribute, value); });
}

/// Whether Boost.Log reads the operand as a number that `Type` can be compared with. If so, some number
/// differs from it.
template <typename Type>
bool is_number_for(filter_relation relation)
{
    relation.operation = "!=";
    return is_true_of_some<Type>(boost::log::parse_filter(relation.text()), relation);
}

template <typename Type>
constexpr bool is_character = std::is_same_v<Type, char> || std::is_same_v<Type, wchar_t> ||
                              std::is_same_v<Type, char16_t> || std::is_same_v<Type, char32_t>;

/// What to write instead for a whole number of that type.
template <typename Type>
std::string whole_number_remedy(std::string_view operand)
{
    if constexpr (std::is_same_v<Type, bool>)
        return "write 1 for true and 0 for false";
    else if constexpr (is_character<Type>)
        return "write the number of the character, such as 97 for a";
    else if (operand.substr(0, 2) == "0x" || operand.substr(0, 2) == "0X")
        return "write the number in decimal digits";
    else if (operand.find_first_not_of("+-0123456789") == operand.npos)
        return "Boost.Log reads whole numbers up to " + std::to_string(std::numeric_limits<long>::max());
    else
        return "write a whole number";
}

template <typename Type>
std::string type_name()
{
    return boost::core::demangle(typeid(Type).name());
}

/// Explains why no value of `Type` passes.
template <typename Type>
std::string why_no_number(filter_relation const& relation, bool compares)
{
    std::string const kind = "the attribute is a number (" + type_name<Type>() + "); ";
    if (!compares)
        return kind + relation.operation + " is for texts";
    if (is_number_for<Type>(relation))
        return kind + "no such number is, as Boost.Log compares them";
    if constexpr (std::is_integral_v<Type>)
        return kind + whole_number_remedy<Type>(relation.operand);
    else
        return kind + "write a number";
}

bool is_word_of_severity(filter_relation const& relation, bool compares)
{
    logging::trivial::severity_level level{};
    return compares && relation.attribute == "Severity" &&
           logging::trivial::from_string(relation.operand.data(), relation.operand.size(), level);
}

std::string factory(std::string const& type, std::string const& attribute)
{
    return "call boost::log::register_simple_filter_factory<" + type + ">(\"" + attribute +
           "\") before the filter is read";
}

std::string why_of_severity(filter_relation const& relation, bool compares)
{
    if (is_word_of_severity(relation, compares))
        return {};
    if (relation.attribute == "Severity")
        return "the severities are levels; write one of them by its name, such as warning";
    return "Boost.Log knows the names of its severity levels for the attribute Severity alone; " +
           factory("boost::log::trivial::severity_level", relation.attribute);
}

struct watched
{
    std::atomic<bool> is_looking{false};
    std::atomic<bool> has_thrown{false};
    logging::filter filter;
    std::vector<logging::attribute_name> as_utf8;
    std::string name;
    filter_reporter report;

    std::mutex mutex;
    std::vector<checked_relation> left; // those whose attribute no record had yet
    unsigned records_left = 1000;

    bool report_doubt(std::string sentence) const
    {
        return report({diagnostic_kind::configuration, name + ' ' + std::move(sentence), {}});
    }

    /// Whether this comparison is finished.
    bool look(checked_relation const& of, logging::attribute_value_set const& values) const
    {
        auto const found = values.find(logging::attribute_name(of.relation.attribute));
        if (found == values.end() || !found->second)
            return false;
        auto const why = never_true(of, found->second);
        return why.empty() || report_doubt("has \"" + of.relation.text() + "\", which is never true: " + why);
    }

    [[gnu::noinline, gnu::cold]] void look(logging::attribute_value_set const& values) noexcept
    {
        try {
            std::unique_lock<std::mutex> const lock(mutex, std::try_to_lock);
            if (!lock)
                return; // another thread is looking
            auto const is_done = [&](auto const& of) { return look(of, values); };
            left.erase(std::remove_if(left.begin(), left.end(), is_done), left.end());
            if (left.empty() || --records_left == 0)
                is_looking.store(false, std::memory_order_relaxed);
        } catch (std::exception const&) { // no memory: the next record will show it too
        }
    }

    [[gnu::noinline, gnu::cold]] bool after_exception(char const* what) noexcept
    {
        try {
            if (!has_thrown.exchange(true) &&
                !report_doubt(std::string("failed at a record, which passes therefore: ") + what))
                has_thrown = false;
        } catch (std::exception const&) {
        }
        return true;
    }
};

class watched_filter
{
public:
    explicit watched_filter(std::shared_ptr<watched> what) : what_(std::move(what)) {}

    bool operator()(logging::attribute_value_set const& values) const
    {
        if (BOOST_UNLIKELY(what_->is_looking.load(std::memory_order_relaxed)))
            what_->look(values);
        try {
            if (BOOST_UNLIKELY(!what_->as_utf8.empty()))
                return what_->filter(with_utf8(values, what_->as_utf8));
            return what_->filter(values);
        } catch (std::exception const& error) {
            return what_->after_exception(error.what());
        }
    }

private:
    std::shared_ptr<watched> what_;
};

} // namespace

filter_reporter report_by(std::shared_ptr<sender> const& to)
{
    return [weak = std::weak_ptr<sender>(to)](diagnostic what) {
        auto const alive = weak.lock();
        return !alive || detail_access::core(*alive).report_starting(std::move(what));
    };
}

filter_reporter report_by_stderr()
{
    return [](diagnostic const& what) {
        report_to_stderr(what);
        return true;
    };
}

std::string never_true(checked_relation const& of, logging::attribute_value const& value)
{
    auto const& relation = of.relation;
    bool const compares = relation.is_comparison();
    std::string why;
    auto const look_at_number = [&](auto number) {
        using type = decltype(number);
        if (!is_true_of_some<type>(of.filter, relation))
            why = why_no_number<type>(relation, compares);
    };
    if (visit_in_turn<logging::numeric_types::type>(value, look_at_number))
        return why;
    auto const pass = [](auto const&) {};
    if (visit_in_turn<logging::string_types::type>(value, pass))
        return relation.operation == "<" && relation.operand.empty() ? "no text is less than an empty one"
                                                                     : "";
    if (value.visit<logging::trivial::severity_level>(pass).code() == logging::visitation_result::ok)
        return why_of_severity(relation, compares);
    std::string type = "T";
    if (auto const known = value.get_type(); known != typeid(void))
        type = boost::core::demangle(known.name());
    return "the attribute has a type that Boost.Log's filters do not know; " +
           factory(type, relation.attribute);
}

logging::filter watch(checked_filter of, std::string name, filter_reporter report)
{
    auto const what = std::make_shared<watched>();
    what->filter = std::move(of.filter);
    what->as_utf8 = std::move(of.as_utf8);
    what->name = std::move(name);
    what->report = std::move(report);
    what->left = std::move(of.relations);
    what->is_looking = !what->left.empty();
    return watched_filter(what);
}

} // namespace log_fluentd::detail
