// Copyright (c) 2026 The log_fluentd authors
// Distributed under the Boost Software License, Version 1.0.
// (See accompanying file LICENSE_1_0.txt or https://www.boost.org/LICENSE_1_0.txt)

/// \file
/// Python's names for places in the source.

#include "dict_config/function_name.hpp"

#include <boost/current_function.hpp>
#include <boost/test/unit_test.hpp>

#include <string>

using namespace log_fluentd::detail;

namespace shop {

struct order
{
    std::string operator()(int) const { return BOOST_CURRENT_FUNCTION; }
    bool operator<(order const&) const { return true; }
    template <typename T>
    std::string place(T const&) const
    {
        return BOOST_CURRENT_FUNCTION;
    }
    explicit operator std::string() const { return BOOST_CURRENT_FUNCTION; }
};

std::string cancel()
{
    return BOOST_CURRENT_FUNCTION;
}

} // namespace shop

BOOST_AUTO_TEST_SUITE(dict_config_function_name)

void check(std::string const& signature, std::string const& expected)
{
    BOOST_TEST(function_name(signature) == expected, signature << " gave " << function_name(signature));
}

BOOST_AUTO_TEST_CASE(of_signatures_as_this_compiler_writes_them)
{
    shop::order const order;
    check(shop::cancel(), "cancel");
    check(order(1), "operator()");
    check(order.place(std::string()), "place");
    auto const conversion = static_cast<std::string>(order);
    BOOST_TEST(function_name(conversion).find("operator ") == 0u, conversion);
    check([] { return std::string(BOOST_CURRENT_FUNCTION); }(), "<lambda>");
}

BOOST_AUTO_TEST_CASE(of_signatures_as_compilers_write_them)
{
    check("int main(int, char**)", "main");
    check("void shop::order(int) const", "order");
    check("std::vector<int> shop::orders(std::map<int, std::string>&&)", "orders");
    check("T shop::f(T) [with T = std::pair<int (*)(int), long>]", "f");
    check("void shop::f() [T = int]", "f");
    check("shop::basket<int>::basket()", "basket");
    check("shop::basket<int>::~basket()", "~basket");
    check("bool shop::operator<(const order&, const order&)", "operator<");
    check("void (anonymous namespace)::f(int)", "f");
    check("main(int, char**)::<lambda(int)>", "<lambda>");
    check("auto main()::(anonymous class)::operator()(int) const", "<lambda>");
    check("auto f(void (*)(int)) -> int", "f");
}

BOOST_AUTO_TEST_CASE(a_scope_that_is_no_signature_stays)
{
    check("checkout", "checkout");
    check("step 2", "step 2");
    check("", "");
    check("odd (", "odd (");
    check("odd )", "odd )");
    check("(", "(");
}

BOOST_AUTO_TEST_CASE(of_paths)
{
    BOOST_TEST(file_name("/src/shop.cpp") == "shop.cpp");
    BOOST_TEST(module_name("/src/shop.cpp") == "shop");
    BOOST_TEST(module_name("shop.test.cpp") == "shop.test");
    BOOST_TEST(module_name("/src/.hidden") == ".hidden");
    BOOST_TEST(module_name("shop") == "shop");
}

BOOST_AUTO_TEST_SUITE_END()
