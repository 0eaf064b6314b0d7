// Copyright (c) 2026 The log_fluentd authors
// Distributed under the Boost Software License, Version 1.0.
// (See accompanying file LICENSE_1_0.txt or https://www.boost.org/LICENSE_1_0.txt)

#include "dict_config/handlers/file_backend.hpp"

#include "base/diagnostics.hpp"
#include "os/standard_streams.hpp"

#include <cerrno>
#include <cstdio>
#include <fcntl.h>
#include <filesystem>
#include <sys/stat.h>
#include <system_error>
#include <unistd.h>
#include <utility>
#include <vector>

namespace log_fluentd::detail {

namespace {

// Opening a pipe that nobody reads fails; otherwise it would block the program.
constexpr int flags = O_WRONLY | O_APPEND | O_CLOEXEC | O_NONBLOCK;

constexpr char lost[] = "the records that are meant for it are lost. Make room, or the file writable.";
constexpr char goes_on[] =
    "it goes on and grows. Make its folder writable, and what is in the way of its old "
    "files away.";

bool can_be_made(std::string const& path)
{
    auto const folder = std::filesystem::path(path).parent_path();
    return ::access(folder.c_str(), W_OK | X_OK) == 0;
}

/// A file that somebody else has removed or moved counts as moved too.
bool moved_away(std::string const& from, std::string const& to)
{
    return std::rename(from.c_str(), to.c_str()) == 0 || errno == ENOENT;
}

} // namespace

// A missing file is not created until the configuration is in force.
file_backend::file_backend(file_config config) : config_(std::move(config))
{
    if (config_.delay)
        return;
    standard_streams_held const streams;
    file_ = ::open(config_.path.c_str(), flags);
    if (file_ < 0 && !(errno == ENOENT && can_be_made(config_.path)))
        throw std::system_error(errno, std::generic_category());
}

file_backend::~file_backend()
{
    close();
}

bool file_backend::is_at_path() const noexcept
{
    struct stat of_path
    {
    }, of_file{};
    return file_ >= 0 && ::stat(config_.path.c_str(), &of_path) == 0 && ::fstat(file_, &of_file) == 0 &&
           of_path.st_ino == of_file.st_ino && of_path.st_dev == of_file.st_dev;
}

void file_backend::commit() noexcept
{
    if (config_.timed) {
        struct stat status
        {};
        bool const is_there = ::stat(config_.path.c_str(), &status) == 0;
        due_ = config_.timed->due_after(is_there ? status.st_mtime : config_.clock());
    }
    if (config_.delay)
        return;
    if (!is_at_path()) // it was rotated meanwhile, or does not exist yet
        close();
    if (!begin())
        report("be opened", lost);
}

void file_backend::retire() noexcept
{
    is_retired_ = true;
    config_.truncate = false; // another handler may already write to the file
    close();
}

void file_backend::close() noexcept
{
    if (file_ >= 0)
        ::close(std::exchange(file_, -1));
}

/// Opens the file if needed, and empties it if configured.
bool file_backend::begin() noexcept
{
    if (file_ < 0 && !open())
        return false;
    // As in Python, a watched file is emptied also when another file appears at its path.
    bool const is_emptied = config_.truncate;
    config_.truncate = config_.truncate && config_.is_watched;
    struct stat status
    {};
    is_regular_ = ::fstat(file_, &status) == 0 && S_ISREG(status.st_mode);
    size_ = is_regular_ && !is_emptied ? static_cast<std::uint64_t>(status.st_size) : 0;
    return !is_regular_ || !is_emptied || ::ftruncate(file_, 0) == 0;
}

bool file_backend::open() noexcept
{
    constexpr mode_t mode = 0666; // reduced by the process's umask
    standard_streams_held const streams;
    file_ = ::open(config_.path.c_str(), flags | O_CREAT, mode);
    return file_ >= 0;
}

void file_backend::consume(boost::log::record_view const&, std::string const& text)
{
    line_.assign(text).push_back('\n');
    if (config_.is_watched && !is_at_path())
        close();
    if (file_ < 0 && !begin())
        return report("be opened", lost);
    if (!is_retired_)
        roll_over_if_due();
    if (file_ >= 0 && !write(line_.data(), line_.size()))
        report("be written", lost);
    if (is_retired_) // for a late record: nobody else would close it
        close();
}

bool file_backend::write(char const* data, std::size_t size)
{
    while (size != 0) {
        auto const written = ::write(file_, data, size);
        if (written < 0) {
            if (errno == EINTR)
                continue;
            return false;
        }
        data += written;
        size -= static_cast<std::size_t>(written);
        size_ += static_cast<std::uint64_t>(written);
    }
    return true;
}

void file_backend::roll_over_if_due()
{
    if (config_.timed) {
        if (auto const now = config_.clock(); now >= due_)
            roll_over_by_time(now);
    } else if (config_.max_bytes != 0 && config_.backup_count != 0 && is_regular_ &&
               size_ + line_.size() >= config_.max_bytes) {
        roll_over_by_size();
    }
}

void file_backend::begin_anew() noexcept
{
    close();
    if (!begin())
        report("be opened", lost);
}

void file_backend::roll_over_by_size()
{
    auto const old = [&](std::uint64_t number) { return config_.path + "." + std::to_string(number); };
    for (auto number = config_.backup_count - 1; number != 0; --number)
        if (!moved_away(old(number), old(number + 1)))
            return report("be renamed", goes_on); // so nothing is overwritten
    if (!moved_away(config_.path, old(1)))
        return report("be renamed", goes_on);
    begin_anew();
}

void file_backend::roll_over_by_time(std::time_t now)
{
    auto const due = std::exchange(due_, config_.timed->due_after(now));
    if (!is_regular_)
        return;
    // If the old name exists, another process has renamed the file: its content is not overwritten.
    auto const old = config_.path + "." + config_.timed->suffix(due, now);
    if (::access(old.c_str(), F_OK) != 0) {
        if (!moved_away(config_.path, old))
            return report("be renamed", goes_on);
        if (config_.backup_count != 0)
            remove_old();
    }
    begin_anew();
}

void file_backend::remove_old() const
{
    std::filesystem::path const path(config_.path);
    std::vector<std::string> names;
    std::error_code error; // what cannot be removed now is tried again the next time
    for (std::filesystem::directory_iterator at(path.parent_path(), error), end; !error && at != end;
         at.increment(error))
        names.push_back(at->path().filename().string());
    for (auto const& name : config_.timed->too_many(names, path.filename().string(), config_.backup_count))
        std::filesystem::remove(path.parent_path() / name, error);
}

void file_backend::report(char const* what, char const* consequence) const
{
    std::error_code const error(errno, std::generic_category());
    report_to_stderr(
        {diagnostic_kind::configuration,
         "The log file " + config_.path + " cannot " + what + ": " + error.message() + "; " + consequence,
         error});
}

} // namespace log_fluentd::detail
