// Copyright (c) 2026 The log_fluentd authors
// Distributed under the Boost Software License, Version 1.0.
// (See accompanying file LICENSE_1_0.txt or https://www.boost.org/LICENSE_1_0.txt)

/// \file
/// Python's names for places in the source.

#include "dict_config/python_format/function_name.hpp"

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

std::string signature_of_member_getter;

bool (order::*member_getter())(order const&) const
{
    signature_of_member_getter = BOOST_CURRENT_FUNCTION;
    return &order::operator<;
}

} // namespace shop

BOOST_AUTO_TEST_SUITE(dict_config_function_name)

void check(std::string const& signature, std::string const& expected)
{
    BOOST_CHECK_MESSAGE(function_name(signature) == expected,
                        signature << " gave " << function_name(signature));
}

BOOST_AUTO_TEST_CASE(of_signatures_as_this_compiler_writes_them)
{
    shop::order const order;
    check(shop::cancel(), "cancel");
    check(order(1), "operator()");
    check(order.place(std::string()), "place");
    BOOST_TEST((order.*shop::member_getter())(order));
    check(shop::signature_of_member_getter, "member_getter");
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

BOOST_AUTO_TEST_CASE(of_lambdas_as_compilers_write_them)
{
    // GCC 12 to 16
    check("main()::<lambda()>", "<lambda>");
    check("shop::f(T)::<lambda(auto:1)> [with auto:1 = int; T = long]", "<lambda>");
    check("void shop::f(T) [with T = int]::<lambda(int)>", "<lambda>");
    check("shop::order::place(int) const::<lambda(const std::map<int, int>&)>", "<lambda>");
    check("shop::order::place(int) &&::<lambda()> mutable", "<lambda>");
    check("shop::<lambda()>", "<lambda>");
    check("<lambda(int)>", "<lambda>");
    check("f()::<lambda()>::<lambda(void (*)(int))>", "<lambda>");
    check("{anonymous}::f()::<lambda()>", "<lambda>");
    // Clang 14 to 23
    check("auto (anonymous namespace)::f(int)::(anonymous class)::operator()() const", "<lambda>");
    check("auto f()::(lambda)::operator()(int) const", "<lambda>");
    check("auto f()::(lambda at /src/odd (1)/a<b.cpp:12:5)::operator()(int) const", "<lambda>");
    check("std::string (lambda at shop.cpp:3:7)::operator()(void (*)(int)) const", "<lambda>");
    check("auto shop::order::place(int)::(unnamed class)::operator()(auto) const [x:auto = int]", "<lambda>");
    check("auto f()::(unnamed class at shop.cpp:3:7)::operator()() const", "<lambda>");
    check("auto f()::(lambda)::operator()()::(lambda)::operator()() const", "<lambda>");
    check("f()::'lambda'(int)::operator()(int) const", "<lambda>");
    // MSVC
    check("auto main::<lambda_1>::operator ()(int) const", "<lambda>");
}

BOOST_AUTO_TEST_CASE(a_lambda_that_is_only_an_argument_or_a_scope_is_not_the_name)
{
    check("void run(F) [with F = main()::<lambda()>]", "run");
    check("void run(F) [F = (lambda at shop.cpp:3:7)]", "run");
    check("void shop::basket<(lambda at shop.cpp:3:7)>::add(int) [F = (lambda at shop.cpp:3:7)]", "add");
    check("void shop::basket<main()::<lambda()> >::add(int)", "add");
    check("void run(std::function<void()>, (lambda at shop.cpp:3:7))", "run");
    check("int main()::<lambda()>::local::f()", "f");
    check("int main()::(anonymous class)::operator()() const::local::f(int) const", "f");
    check("int f()::(anonymous struct)::operator()() const", "operator()");
}

BOOST_AUTO_TEST_CASE(of_everything_else_that_has_brackets)
{
    check("void (* shop::f(int))(double)", "f");
    check("void (*shop::f(int))(double)", "f");
    check("int (& f())[3]", "f");
    check("int (shop::order::* shop::mp())(int) const", "mp"); // GCC
    check("int (shop::order::*shop::mp())(int) const", "mp");  // Clang
    check("int (order::* mp())(int)", "mp");
    check("int (shop::basket<int (*)(int)>::* shop::basket<T>::mp(int))() [with T = int]", "mp");
    check("int (shop::{anonymous}::order::* shop::{anonymous}::mp())(int)", "mp");
    check("int (shop::(anonymous namespace)::order::*shop::(anonymous namespace)::mp())(int)", "mp");
    check("void shop::take(int (shop::order::*)(int) const)", "take");
    check("decltype (x + 1) shop::f(int)", "f");
    check("decltype(x + 1) shop::f(int)", "f");
    check("auto f(int) -> decltype(g(1))", "f");
    check("void f() noexcept(noexcept(g()))", "f");
    check("constexpr auto shop::f(T) requires (sizeof(T) > 1) [with T = int]", "f");
    check("std::function<void(int)> shop::make(std::function<int()>)", "make");
    check("T shop::g<int>(T) [T = int]", "g");
    check("std::string shop::name[abi:cxx11](int) const", "name");
    check("int (anonymous namespace)::f()", "f");
    check("int {anonymous}::f()", "f");
    check("int main()::local::f() const &", "f");
    check("bool shop::operator<(int, int)", "operator<");
    check("std::ostream& shop::operator<<(std::ostream&, T) [with T = int]", "operator<<");
    check("bool shop::operator>(int, int)", "operator>");
    check("auto shop::operator<=>(int, int)", "operator<=>");
    check("T* shop::ptr<T>::operator->() const [with T = int]", "operator->");
    check("int shop::order::operator()() const", "operator()");
    check("int& shop::order::operator[](int)", "operator[]");
    check("static void* shop::order::operator new [](std::size_t)", "operator new []");
    check("shop::order::operator bool() const", "operator bool");
    check("shop::order::operator std::vector<std::function<void(int)> >() const",
          "operator std::vector<std::function<void(int)> >");
    check("long double operator\"\"_km(long double)", "operator\"\"_km");
    check("int cooperator(int)", "cooperator");
    check("int operators::run(int)", "run");
    check("shop::basket<(1 > 2)>::~basket()", "~basket");
    check("checkout (second try)", "checkout (second try)");
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
