// Copyright (c) 2026 The log_fluentd authors
// Distributed under the Boost Software License, Version 1.0.
// (See accompanying file LICENSE_1_0.txt or https://www.boost.org/LICENSE_1_0.txt)

#include "sink/filter_relation.hpp"

#include "base/ascii.hpp"
#include "format/escapes.hpp"

#include <cstddef>

namespace log_fluentd::detail {

namespace {

constexpr std::string_view signs = "=!<>";

// As in Boost.Log's grammar, which does not depend on the locale.
bool is_space(char c)
{
    return c == ' ' || (c >= '\t' && c <= '\r');
}

class relation_finder
{
public:
    explicit relation_finder(std::string_view text) : rest_(text) {}

    std::vector<filter_relation> find()
    {
        std::vector<filter_relation> found;
        bool is_negated = false; // then Boost.Log expects no comparison
        for (skip_spaces(); !rest_.empty(); skip_spaces()) {
            if (rest_.front() == '%') {
                found.push_back(relation(is_negated));
                is_negated = false;
            } else if (is_word(rest_.front())) {
                is_negated = word() == "not";
            } else {
                is_negated = rest_.front() == '!';
                rest_.remove_prefix(1);
            }
        }
        return found;
    }

private:
    void skip_spaces()
    {
        while (!rest_.empty() && is_space(rest_.front()))
            rest_.remove_prefix(1);
    }

    std::string_view take(std::size_t size)
    {
        auto const result = rest_.substr(0, size);
        rest_.remove_prefix(result.size());
        return result;
    }

    std::string_view word()
    {
        std::size_t size = 0;
        while (size < rest_.size() && is_word(rest_[size]))
            ++size;
        return take(size);
    }

    filter_relation relation(bool is_negated)
    {
        filter_relation result;
        rest_.remove_prefix(1);
        skip_spaces();
        result.attribute = word();
        skip_spaces();
        if (!rest_.empty() && rest_.front() == '%')
            rest_.remove_prefix(1);
        skip_spaces();
        if (is_negated)
            return result;
        result.operation = operation();
        if (result.operation.empty())
            return result;
        skip_spaces();
        read_operand(result);
        return result;
    }

    std::string operation()
    {
        std::size_t size = 0;
        while (size < rest_.size() && signs.find(rest_[size]) != signs.npos)
            ++size;
        return std::string(size ? take(size) : word());
    }

    void read_operand(filter_relation& into)
    {
        if (rest_.empty())
            return;
        std::size_t size = 1;
        if (rest_.front() == '"') {
            while (size < rest_.size() && rest_[size] != '"')
                size += rest_[size] == '\\' ? 2 : 1;
            into.operand = without_escapes(rest_.substr(1, size - 1));
            into.written_operand = take(size + 1);
            return;
        }
        constexpr std::string_view others = "+-.";
        while (size < rest_.size() && (is_word(rest_[size]) || others.find(rest_[size]) != others.npos))
            ++size;
        into.written_operand = into.operand = take(size);
    }

    std::string_view rest_;
};

} // namespace

bool filter_relation::is_comparison() const
{
    return signs.find(operation.front()) != signs.npos;
}

std::string filter_relation::text() const
{
    auto result = '%' + attribute + '%';
    if (!operation.empty())
        result += ' ' + operation + ' ' + written_operand;
    return result;
}

std::vector<filter_relation> find_relations(std::string_view filter)
{
    return relation_finder(filter).find();
}

} // namespace log_fluentd::detail
