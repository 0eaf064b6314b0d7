// Copyright (c) 2026 The log_fluentd authors
// Distributed under the Boost Software License, Version 1.0.
// (See accompanying file LICENSE_1_0.txt or https://www.boost.org/LICENSE_1_0.txt)

#include "sink/watched_filter.hpp"

#include "format/visit_in_turn.hpp"
#include "sender/own_core.hpp"

#include <boost/config.hpp>
#include <boost/core/demangle.hpp>
#include <boost/log/attributes/attribute_value_set.hpp>
#include <boost/log/attributes/value_visitation.hpp>
#include <boost/log/trivial.hpp>
#include <boost/log/utility/type_dispatch/standard_types.hpp>

#include <algorithm>
#include <atomic>
#include <exception>
#include <memory>
#include <mutex>
#include <string_view>
#include <type_traits>
#include <typeinfo>
#include <utility>
#include <vector>

namespace log_fluentd::detail {

namespace {

namespace logging = boost::log;

enum class operand_kind
{
    whole_number,
    fraction,
    text,
};

/// What Boost.Log takes the operand for.
operand_kind kind_of(std::string_view operand)
{
    constexpr std::string_view largest = "9223372036854775807"; // of long
    bool const is_negative = !operand.empty() && operand.front() == '-';
    if (is_negative || (!operand.empty() && operand.front() == '+'))
        operand.remove_prefix(1);
    if (operand == "inf" || operand == "infinity" || operand == "nan")
        return operand_kind::fraction;
    auto const digits = [](std::string_view text) {
        return std::all_of(text.begin(), text.end(), [](char c) { return c >= '0' && c <= '9'; });
    };
    if (operand.empty() || operand.find_first_of("0123456789") == operand.npos)
        return operand_kind::text;
    if (digits(operand)) {
        operand.remove_prefix(std::min(operand.find_first_not_of('0'), operand.size()));
        bool const fits = operand.size() < largest.size() ||
                          (operand.size() == largest.size() && (operand <= largest || is_negative));
        return fits ? operand_kind::whole_number : operand_kind::text;
    }
    auto const exponent = operand.find_first_of("eE");
    auto mantissa = operand.substr(0, exponent);
    auto const point = mantissa.find('.');
    bool is_fraction = digits(mantissa.substr(0, point)) && mantissa.size() > 1 - (point == mantissa.npos);
    if (point != mantissa.npos)
        is_fraction = is_fraction && digits(mantissa.substr(point + 1));
    if (exponent != operand.npos) {
        auto power = operand.substr(exponent + 1);
        if (!power.empty() && (power.front() == '-' || power.front() == '+'))
            power.remove_prefix(1);
        is_fraction = is_fraction && !power.empty() && digits(power);
    }
    return is_fraction ? operand_kind::fraction : operand_kind::text;
}

template <typename Type>
constexpr bool is_character = std::is_same_v<Type, char> || std::is_same_v<Type, wchar_t> ||
                              std::is_same_v<Type, char16_t> || std::is_same_v<Type, char32_t>;

/// What to compare a whole number of that type with.
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
        return "Boost.Log reads whole numbers up to 9223372036854775807";
    else
        return "write a whole number";
}

template <typename Type>
std::string type_name()
{
    return boost::core::demangle(typeid(Type).name());
}

/// Sets `why` where no value of its type can be right.
struct number_visitor
{
    using result_type = void;

    template <typename Type>
    void operator()(Type const&) const
    {
        auto const kind = kind_of(relation.operand);
        bool const is_number = kind == operand_kind::whole_number ||
                               (kind == operand_kind::fraction && std::is_floating_point_v<Type>);
        if (compares && is_number)
            return;
        std::string remedy = "write a number";
        if (!compares)
            remedy = relation.operation + " is for texts";
        else if constexpr (std::is_integral_v<Type>)
            remedy = whole_number_remedy<Type>(relation.operand);
        why = "the attribute is a number (" + type_name<Type>() + "); " + remedy;
    }

    filter_relation const& relation;
    bool compares; // by =, !=, <, >, <= or >=
    std::string& why;
};

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
    std::string name;
    filter_reporter report;

    std::mutex mutex;
    std::vector<filter_relation> left; // whose attribute no record had yet
    unsigned records_left = 1000;

    bool tell(std::string sentence) const
    {
        return report({diagnostic_kind::configuration, name + ' ' + std::move(sentence), {}});
    }

    /// Whether there is nothing more to see.
    bool look(filter_relation const& relation, logging::attribute_value_set const& values) const
    {
        auto const found = values.find(logging::attribute_name(relation.attribute));
        if (found == values.end() || !found->second)
            return false;
        auto const why = never_true(relation, found->second);
        return why.empty() || tell("has \"" + relation.text() + "\", which is never true: " + why);
    }

    [[gnu::noinline, gnu::cold]] void look(logging::attribute_value_set const& values) noexcept
    {
        try {
            std::unique_lock<std::mutex> const lock(mutex, std::try_to_lock);
            if (!lock)
                return; // another thread does
            left.erase(std::remove_if(left.begin(), left.end(),
                                      [&](auto const& relation) { return look(relation, values); }),
                       left.end());
            if (left.empty() || --records_left == 0)
                is_looking.store(false, std::memory_order_relaxed);
        } catch (std::exception const&) { // no memory: the next record shows it too
        }
    }

    [[gnu::noinline, gnu::cold]] bool after_exception(char const* what) noexcept
    {
        try {
            if (!has_thrown.exchange(true) &&
                !tell(std::string("failed at a record, which passes therefore: ") + what))
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

std::string never_true(filter_relation const& relation, logging::attribute_value const& value)
{
    constexpr std::string_view signs = "=!<>";
    bool const compares = signs.find(relation.operation.front()) != signs.npos;
    std::string why;
    number_visitor const visitor{relation, compares, why};
    if (visit_in_turn<logging::numeric_types::type>(value, visitor))
        return why;
    auto const pass = [](auto const&) {};
    if (visit_in_turn<logging::string_types::type>(value, pass))
        return {};
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
    what->name = std::move(name);
    what->report = std::move(report);
    what->left = std::move(of.relations);
    what->is_looking = !what->left.empty();
    return watched_filter(what);
}

} // namespace log_fluentd::detail
