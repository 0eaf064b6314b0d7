// Copyright (c) 2026 The log_fluentd authors
// Distributed under the Boost Software License, Version 1.0.
// (See accompanying file LICENSE_1_0.txt or https://www.boost.org/LICENSE_1_0.txt)

#include "os/pages.hpp"

#include "os/system.hpp"

#include <new>
#if LOG_FLUENTD_HAS_LINUX
#include <sys/mman.h>
#include <unistd.h>
#endif

namespace log_fluentd::detail {

#if LOG_FLUENTD_HAS_LINUX

char* take_pages(std::size_t size)
{
    void* const pages =
        ::mmap(nullptr, size, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, /*fd*/ -1, /*offset*/ 0);
    if (pages == MAP_FAILED)
        throw std::bad_alloc();
    return static_cast<char*>(pages);
}

void give_back_pages(char* memory, std::size_t size) noexcept
{
    ::munmap(memory, size);
}

void empty_pages(char* memory, std::size_t offset, std::size_t size) noexcept
{
    auto const page = static_cast<std::size_t>(::sysconf(_SC_PAGESIZE));
    std::size_t const begin = (offset + page - 1) / page * page;
    std::size_t const end = (offset + size) / page * page;
    if (begin < end)
        ::madvise(memory + begin, end - begin, MADV_DONTNEED); // if it fails, the memory stays
}

#else

char* take_pages(std::size_t size)
{
    return static_cast<char*>(::operator new(size));
}

void give_back_pages(char* memory, std::size_t) noexcept
{
    ::operator delete(memory);
}

// Elsewhere `madvise` says what may be done, and nothing says that it is.
void empty_pages(char*, std::size_t, std::size_t) noexcept {}

#endif

} // namespace log_fluentd::detail
