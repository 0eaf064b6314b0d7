// Copyright (c) 2026 The log_fluentd authors
// Distributed under the Boost Software License, Version 1.0.
// (See accompanying file LICENSE_1_0.txt or https://www.boost.org/LICENSE_1_0.txt)

// What the buffer's memory is counted by, and how it goes back to the system.

#include "support/buffer_access.hpp"
#include "support/needs.hpp"

#include <boost/test/unit_test.hpp>

#include <algorithm>
#include <cstddef>
#include <cstring>
#include <deque>
#include <memory>
#include <string>
#include <sys/mman.h>
#include <unistd.h>
#include <vector>

using namespace log_fluentd;
using namespace log_fluentd::test;
using log_fluentd::detail::chunk;
using log_fluentd::detail::slab_memory;
using log_fluentd::detail::slab_pool;

namespace {

constexpr std::size_t mib = std::size_t{1} << 20;

/// The label with that number, a kilobyte long.
std::string long_label(int number)
{
    auto label = std::to_string(number);
    label.resize(detail::max_tag_size, 'l');
    return label;
}

/// Says which slabs were given back to the system.
class watched_memory : public slab_memory
{
public:
    watched_memory(std::size_t size, std::vector<int>& released) : memory_(size), released_(released)
    {
        released_.assign(size / slab_pool::slab_size, 0);
    }
    char* data() noexcept override { return memory_.data(); }
    std::size_t size() const noexcept override { return memory_.size(); }
    void release(std::size_t offset, std::size_t size) noexcept override
    {
        BOOST_TEST(offset % slab_pool::slab_size == 0u);
        for (std::size_t at = offset; at < offset + size; at += slab_pool::slab_size)
            ++released_[at / slab_pool::slab_size];
        std::memset(data() + offset, '#', size); // what was there is gone
    }

private:
    detail::heap_slab_memory memory_;
    std::vector<int>& released_;
};

/// 16 MiB, of which 12 may go.
struct fixture
{
    std::vector<int> released;
    buffer_config config;
    std::unique_ptr<detail::buffer> b;

    fixture()
    {
        config.limit = 16 * mib;
        b = std::make_unique<detail::buffer>(config, "app",
                                             std::make_unique<watched_memory>(config.limit, released));
    }
    void fill()
    {
        while (!put(*b, "t", std::string(4000, 'x')).rejected) {
        }
    }
    void deliver_all()
    {
        b->seal_all();
        while (chunk* const c = b->outgoing().take()) {
            BOOST_TEST(c->tag == "app.t");
            auto const bytes = bytes_of(*c, *b);
            BOOST_TEST(bytes.size() == c->content.bytes);
            BOOST_TEST(std::count(bytes.begin(), bytes.end(), 'x') == std::ptrdiff_t(bytes.size()));
            b->outgoing().settle_delivered(c);
        }
    }
    std::ptrdiff_t slabs_released() const
    {
        return std::count_if(released.begin(), released.end(), [](int times) { return times > 0; });
    }
    void give_back()
    {
        while (b->outgoing().give_back_some()) {
        }
    }
};

} // namespace

BOOST_FIXTURE_TEST_SUITE(memory, fixture)

BOOST_AUTO_TEST_CASE(the_tag_of_a_chunk_lies_in_its_slab)
{
    put(*b, "t", "event");
    b->seal_all();
    chunk const* const c = b->outgoing().take();
    BOOST_TEST(c->tag == "app.t");
    BOOST_TEST((static_cast<void const*>(c->tag.data()) == b->pool().data(c->first)));
    BOOST_TEST(bytes_of(*c, *b) == "event");
}

BOOST_AUTO_TEST_CASE(the_longest_tags_have_room_beside_an_event)
{
    auto const longest = make_buffer(small_buffer(), std::string(detail::max_tag_size, 'p'));
    auto const label = long_label(1);
    std::string const event(4000, 'x');
    BOOST_TEST(!put(*longest, label, event).rejected);
    longest->seal_all();
    chunk* const c = longest->outgoing().take();
    BOOST_TEST(c->tag == std::string(detail::max_tag_size, 'p') + '.' + label);
    BOOST_TEST(c->label() == label);
    BOOST_TEST(c->slabs == 2u);
    BOOST_TEST(bytes_of(*c, *longest) == event);
    longest->outgoing().settle_delivered(c);
    BOOST_TEST(longest->statistics().buffer_bytes == 0u);
}

BOOST_AUTO_TEST_CASE(many_chunks_count_against_the_limit)
{
    std::size_t chunks = 0;
    while (!put(*b, long_label(static_cast<int>(chunks)), "event").rejected)
        ++chunks;
    BOOST_TEST(chunks > 3000u);
    BOOST_TEST(chunks * slab_pool::slab_size + (chunks - 1024) * detail::chunk_cost <= config.limit + 4096);
    check_ledger(b->statistics());
    b->seal_all();
    while (chunk* const c = b->outgoing().take())
        b->outgoing().settle_delivered(c);
    std::size_t events = 0; // and do not any more once they are gone
    while (!put(*b, "t", std::string(4000, 'x')).rejected)
        ++events;
    BOOST_TEST(events > 4090u);
}

BOOST_AUTO_TEST_CASE(what_nobody_needed_for_a_while_goes_back_to_the_system)
{
    fill();
    BOOST_TEST(!b->outgoing().has_idle_memory());
    deliver_all();
    BOOST_TEST(b->outgoing().has_idle_memory());
    BOOST_TEST(!b->outgoing().find_idle_memory()); // it was needed a moment ago
    BOOST_TEST(b->outgoing().find_idle_memory());
    BOOST_TEST(slabs_released() == 0);
    give_back();
    BOOST_TEST(slabs_released() == std::ptrdiff_t(12 * mib / slab_pool::slab_size));
    BOOST_TEST(*std::max_element(released.begin(), released.end()) == 1);
    BOOST_TEST(!b->outgoing().has_idle_memory()); // so there is nothing to wait for
    BOOST_TEST(!b->outgoing().find_idle_memory());
    BOOST_TEST(b->statistics().buffer_bytes == 0u);
    fill(); // all of it can be used again
    BOOST_TEST(b->statistics().buffer_bytes == config.limit);
    deliver_all();
    check_ledger(b->statistics());
}

BOOST_AUTO_TEST_CASE(many_senders_keep_no_more_than_one)
{
    fill();
    deliver_all();
    {
        std::deque<slab_pool> others;
        while (others.size() != 15)
            others.emplace_back(std::make_unique<detail::heap_slab_memory>(mib));
        b->outgoing().find_idle_memory();
        b->outgoing().find_idle_memory();
        give_back();
    }
    auto const kept = std::ptrdiff_t(4 * mib / slab_pool::slab_size / 16);
    BOOST_TEST(slabs_released() == std::ptrdiff_t(16 * mib / slab_pool::slab_size) - kept);
}

BOOST_AUTO_TEST_CASE(what_is_in_use_stays_as_it_is)
{
    fill();
    b->seal_all();
    std::vector<chunk*> kept;
    for (int n = 0; chunk* const c = b->outgoing().take(); ++n) {
        if (n % 4 == 0)
            kept.push_back(c);
        else
            b->outgoing().settle_delivered(c);
    }
    b->outgoing().find_idle_memory();
    BOOST_TEST(b->outgoing().find_idle_memory());
    give_back();
    BOOST_TEST(slabs_released() > 1000);
    for (chunk* const c : kept) {
        BOOST_TEST(c->tag == "app.t");
        BOOST_TEST(bytes_of(*c, *b) == std::string(std::size_t(c->content.bytes), 'x'));
        b->outgoing().settle_delivered(c);
    }
    BOOST_TEST(b->outgoing().empty());
    check_ledger(b->statistics());
}

BOOST_AUTO_TEST_CASE(a_buffer_that_is_filling_again_keeps_its_memory)
{
    fill();
    deliver_all();
    b->outgoing().find_idle_memory();
    BOOST_TEST(b->outgoing().find_idle_memory());
    fill();
    BOOST_TEST(!b->outgoing().give_back_some());
    BOOST_TEST(slabs_released() == 0);
    deliver_all();
}

BOOST_AUTO_TEST_CASE(room_is_there_while_some_is_given_back)
{
    slab_pool pool(std::make_unique<watched_memory>(config.limit, released));
    auto const total = pool.free_slabs();
    for (std::size_t i = 0; i < total; ++i)
        pool.take();
    for (std::size_t i = 0; i < total; ++i)
        pool.give_back(static_cast<slab_pool::index>(i), static_cast<slab_pool::index>(i), 1);
    auto some = pool.lend(1000);
    BOOST_TEST(some.count == slab_pool::most_lent);
    BOOST_TEST(pool.free_slabs() == total - some.count);
    std::size_t taken = 0;
    while (pool.take() != slab_pool::none)
        ++taken;
    BOOST_TEST(taken == total - some.count);
    pool.release(some);
    pool.take_back(some);
    while (pool.take() != slab_pool::none)
        ++taken;
    BOOST_TEST(taken == total);
}

BOOST_AUTO_TEST_CASE(the_system_has_its_pages_back,
                     *boost::unit_test::precondition(needs_linux("a madvise that empties pages")))
{
    auto const page = static_cast<std::size_t>(::sysconf(_SC_PAGESIZE));
    detail::heap_slab_memory pages(8 * page);
    BOOST_TEST(reinterpret_cast<std::uintptr_t>(pages.data()) % page == 0u);
    std::memset(pages.data(), 'x', pages.size());
    pages.release(page + 1, 4 * page); // the whole ones in it: the third to the fifth
    unsigned char resident[8] = {};
    BOOST_REQUIRE(::mincore(pages.data(), pages.size(), resident) == 0);
    for (std::size_t i = 0; i < 8; ++i) {
        bool const is_gone = i >= 2 && i < 5;
        BOOST_TEST((!is_gone || !(resident[i] & 1)));
        BOOST_TEST(pages.data()[i * page] == (is_gone ? 0 : 'x'));
    }
}

BOOST_AUTO_TEST_SUITE_END()
