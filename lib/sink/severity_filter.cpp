// Copyright (c) 2026 The log_fluentd authors
// Distributed under the Boost Software License, Version 1.0.
// (See accompanying file LICENSE_1_0.txt or https://www.boost.org/LICENSE_1_0.txt)

#include "sink/severity_filter.hpp"

#include <boost/log/attributes/attribute_set.hpp>
#include <boost/log/attributes/attribute_value_set.hpp>
#include <boost/log/attributes/constant.hpp>
#include <boost/log/trivial.hpp>
#include <boost/log/utility/setup/filter_parser.hpp>

#include <stdexcept>

namespace log_fluentd::detail {

namespace {

namespace logging = boost::log;

/// What the filter says of a record with that severity.
template <typename Severity>
bool passes(logging::filter const& made, Severity severity)
{
    logging::attribute_set attributes;
    attributes["Severity"] = logging::attributes::make_constant(severity);
    logging::attribute_value_set const values(attributes, {}, {});
    return made(values);
}

/// Of a word that is no severity of Boost.Log's own, nor of a type with a filter factory, the parser thinks
/// that severities are texts; then no record would be kept.
bool compares_texts(logging::filter const& made)
{
    return passes(made, std::string("\x7f")) && !passes(made, logging::trivial::fatal);
}

logging::filter parse(std::string const& word)
{
    auto made = logging::parse_filter("%Severity% >= " + word);
    if (compares_texts(made))
        throw std::invalid_argument("that is the name of no severity; one of a type of your own takes a "
                                    "filter factory (boost::log::register_simple_filter_factory)");
    return made;
}

} // namespace

logging::filter make_severity_filter(std::string const& word)
{
    try {
        return parse(word);
    } catch (std::exception const& error) {
        throw std::invalid_argument(
            "keep_severity must be what may stand behind \"%Severity% >=\" in a filter, "
            "such as warning, but is \"" +
            word + "\": " + error.what());
    }
}

} // namespace log_fluentd::detail
