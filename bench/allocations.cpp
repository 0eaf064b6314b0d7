// Copyright (c) 2026 The log_fluentd authors
// Distributed under the Boost Software License, Version 1.0.
// (See accompanying file LICENSE_1_0.txt or https://www.boost.org/LICENSE_1_0.txt)

// Counts the allocations of one record, as the difference to an empty sink: malloc itself is counted, whoever
// calls it.

#include "program.hpp"

#include <atomic>
#include <cstdio>
#include <dlfcn.h>
#include <sys/syscall.h>
#include <unistd.h>

namespace {

std::atomic<bool> counting{false};
std::atomic<std::uint64_t> by_loggers{0};
std::atomic<std::uint64_t> by_others{0};
thread_local bool is_logger = false;

void count() noexcept
{
    if (counting.load(std::memory_order_relaxed))
        ++(is_logger ? by_loggers : by_others);
}

} // namespace

// glibc's own, by the names that it offers for this.
extern "C" {
void* __libc_malloc(std::size_t size);
void* __libc_calloc(std::size_t count, std::size_t size);
void* __libc_realloc(void* memory, std::size_t size);
void* __libc_memalign(std::size_t alignment, std::size_t size);

void* malloc(std::size_t size)
{
    count();
    return __libc_malloc(size);
}
void* calloc(std::size_t n, std::size_t size)
{
    count();
    return __libc_calloc(n, size);
}
void* realloc(void* memory, std::size_t size)
{
    count();
    return __libc_realloc(memory, size);
}
void* aligned_alloc(std::size_t alignment, std::size_t size)
{
    count();
    return __libc_memalign(alignment, size);
}
}

namespace {

struct allocations
{
    double per_record;
    std::uint64_t others;
};

allocations measure(std::uint64_t records)
{
    is_logger = true;
    bench::log_many(200000); // warm
    by_loggers = by_others = 0;
    counting = true;
    bench::log_many(records);
    counting = false;
    return {static_cast<double>(by_loggers) / static_cast<double>(records), by_others};
}

} // namespace

int main()
{
    using namespace bench;
    constexpr std::uint64_t records = 1000000;
    logging::add_common_attributes();

    auto const empty = add_empty_sink();
    auto const without = measure(records);
    logging::core::get()->remove_sink(empty);

    auto const sink = add(log_fluentd::make_sink(config_for(port_from_environment())));
    auto const with = measure(records);
    static_cast<void>(sink->locked_backend()->sender()->flush(std::chrono::seconds(60)));
    auto const counters = sink->locked_backend()->sender()->statistics();

    std::printf("allocations per record: empty sink %.4f, Fluentd sink %.4f, difference %.4f\n",
                without.per_record, with.per_record, with.per_record - without.per_record);
    std::printf("on the sender's thread: %llu for %llu chunks\n",
                static_cast<unsigned long long>(with.others),
                static_cast<unsigned long long>(counters.chunks_delivered));
}
