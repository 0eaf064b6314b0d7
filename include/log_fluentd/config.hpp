// Copyright (c) 2026 The log_fluentd authors
// Distributed under the Boost Software License, Version 1.0.
// (See accompanying file LICENSE_1_0.txt or https://www.boost.org/LICENSE_1_0.txt)

#ifndef LOG_FLUENTD_CONFIG_HPP_INCLUDED_
#define LOG_FLUENTD_CONFIG_HPP_INCLUDED_

/// \file
/// Configuration: plain aggregates, every member initialised. A settings file has a CamelCase twin of each
/// member (`flush_interval` is `FlushInterval`); doc/settings.md lists them.

#include <log_fluentd/diagnostic.hpp>
#include <log_fluentd/format_dictionary.hpp>
#include <log_fluentd/overflow.hpp>
#include <log_fluentd/security.hpp>

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <string>
#include <vector>

namespace log_fluentd {

/// One Fluentd (or Fluent Bit) that listens for the Forward protocol.
struct server
{
    /// Name (at most 253 bytes) or address, without scheme, port or brackets. Resolved anew on each connect.
    std::string host = "127.0.0.1";
    /// TCP port, 1 to 65535.
    std::uint16_t port = 24224;
    /// Its share of the chunks, beside the weights of the other servers. 0 to 1000; 0: it is sent nothing.
    unsigned weight = 60;
    /// It is sent something only while every server that is no standby is down.
    bool standby = false;
    /// Path of a unix socket, in place of host and port; `@name` is an abstract one (Linux). Fluentd's
    /// `in_unix` cannot acknowledge, so it takes `sender_config::require_ack = false`; Fluent Bit's can.
    std::string path{};
    /// The name that the server's certificate has to be for, and that it is told (SNI). Empty: `host`.
    std::string tls_name{};
    /// The key, and the user, for its handshake. Empty: `sender_config::auth`.
    auth_config auth{};
};

/// How events are framed (Forward protocol v1, "Event Modes").
enum class event_mode
{
    /// A chunk's events as one string of msgpack. What every receiver takes, with the least work.
    packed_forward,
    /// A chunk's events as an array.
    forward,
    /// Each event on its own, in a chunk of its own. For receivers that take nothing else: each event takes a
    /// page (4 KiB) of the buffer, a frame and an acknowledgement.
    message,
};

/// What a frame looks like, for old and odd receivers. The defaults are what every other one takes.
struct frame_config
{
    event_mode mode = event_mode::packed_forward;
    /// Times are whole seconds, as before EventTime; the nanoseconds are lost.
    bool time_as_integer = false;
    /// The events of `packed_forward` are a msgpack `str`, as in its old specification, in place of `bin`.
    bool packed_as_string = false;
    /// Whether a frame has the map of options. Without, there is no acknowledgement to ask for: it takes
    /// `sender_config::require_ack = false`.
    bool options = true;
};

/// How a chunk's events are compressed (Forward protocol v1, "CompressedPackedForward Mode").
enum class compression
{
    none,
    /// Only for receivers that are known to take it, since they cannot be asked: Fluentd from 0.14.7, Fluent
    /// Bit, Vector, the OpenTelemetry Collector. Fluentd 0.12 acknowledges such chunks and stores garbage;
    /// the `fluent` codec of Logstash takes none.
    gzip,
    /// Smaller and faster. Only for receivers that are known to take it: Fluentd from 1.19, Fluent Bit from
    /// 4.1. Older ones take such chunks for garbage, and may acknowledge them.
    zstd,
};

/// Compression, on the sender's thread and in slices; a chunk that goes again is not compressed again. What
/// goes to a unix socket is not compressed: it saves nothing there, and Fluentd's `in_unix` cannot inflate.
/// The compressed bytes of the chunks on the way take memory beside the buffer, at most 8 MiB; beyond, chunks
/// go as they are.
struct compress_config
{
    /// Other than `none` it takes `event_mode::packed_forward` with `frame_config::options`. With `zstd`,
    /// a chunk goes in frames of zstd of 32 KiB each, inflated.
    compression method = compression::none;
    /// 1 (fast) to 9 (small); for zstd to 19. Levels above the first few cost more than they save.
    int level = 1;
    /// A chunk of fewer bytes goes as it is, and so does one that does not become smaller by an eighth.
    /// 0 to 4 MiB.
    std::size_t min_size = 1024;
};

/// What happens to an event when the buffer is full.
enum class overflow_policy
{
    /// The event is rejected and counted (`rejection::buffer_full`); what is buffered stays.
    drop_newest,
    /// The oldest chunk that is not on its way is given up (`drop::overflow`); the event is taken. Where
    /// every chunk is on its way the event is rejected.
    drop_oldest,
    /// The logging thread waits for room, at most for `buffer_config::block_timeout`; then the event is
    /// rejected.
    block,
};

/// The buffer: all chunks not yet delivered.
struct buffer_config
{
    /// Most memory that undelivered events may take, in bytes, counted by the slabs of 4 KiB in use, in which
    /// their tags lie too, and by 384 bytes for each chunk beyond the first 1,024 (with many tags there are
    /// many chunks). What an outage took is given back to the system within a few seconds after it, but for 4
    /// MiB that all senders of the process share. 64 KiB to 64 GiB, and at least twice `chunk_limit`.
    std::size_t limit = std::size_t{64} << 20;
    /// A chunk of this many bytes is sealed and sent, in bytes. 4 KiB to 4 MiB (what receivers take as they
    /// are shipped; what one takes that has a smaller limit of its own is found out, see doc/delivery.md).
    /// Smaller ones are made where the overflow handler could not be given it whole: see overflow.hpp.
    std::size_t chunk_limit = std::size_t{1} << 20;
    /// A chunk is sealed this long after its first event. 1 ms to 1 h.
    std::chrono::milliseconds flush_interval{500};
    /// What happens to an event when the buffer is full.
    overflow_policy overflow = overflow_policy::drop_newest;
    /// Most time that one event waits for room under `overflow_policy::block`. 1 ms to 1 h.
    std::chrono::milliseconds block_timeout{1000};
    /// After an outage in which events were lost, one event of its own for each tag says so downstream: how
    /// many, why, and from when to when. See doc/delivery.md.
    bool gap_events = true;
};

/// When to try again after a failed connection. The wait before the n-th try is random between 0 and
/// `min(max_interval, initial_interval * 2^n)` ("full jitter"). There is no last try.
struct retry_config
{
    /// Upper bound of the first wait. 1 ms to 1 h.
    std::chrono::milliseconds initial_interval{500};
    /// Upper bound of every wait. At least `initial_interval`, at most 1 h.
    std::chrono::milliseconds max_interval{30000};
};

/// A sender: where events go, how they are delivered, how much may wait.
struct sender_config
{
    /// Name for `find_sender` and for diagnostics; may be empty.
    std::string name;
    /// Prefix of every tag, joined to the label by a dot; may be empty. UTF-8, at most 1024 bytes.
    std::string tag;
    /// The servers: at most 64, at least one of them with a weight and no standby. Chunks are shared out by
    /// weight among those that are up; see doc/delivery.md. Empty: one at 127.0.0.1:24224 (`server{}`).
    std::vector<server> servers;
    /// The buffer.
    buffer_config buffer;
    /// What frames look like.
    frame_config frame;
    /// Whether chunks are compressed.
    compress_config compress;
    /// Waits between tries.
    retry_config retry;
    /// TLS, for all servers.
    tls_config tls;
    /// The handshake, for those servers that have none of their own.
    auth_config auth;
    /// The name that this client gives in the handshake, at most 255 bytes. Empty: the host's name.
    std::string self_hostname;
    /// Each chunk stays in the buffer until the server has acknowledged it (Forward protocol v1, option
    /// `chunk`): at least once. Without: until the peer's kernel has it, best effort. Acknowledged is not
    /// stored: see doc/delivery.md for what makes it so.
    bool require_ack = true;
    /// Most chunks on the way to one server without an acknowledgement. 1 to 1024. 1 keeps the order through
    /// faults too, where there is one server.
    std::size_t window = 16;
    /// The same in bytes; one chunk may always be on the way. 4 KiB to 4 GiB.
    std::size_t window_bytes = std::size_t{64} << 20;
    /// Events given to `emit` that are larger have their longest strings cut, in bytes. 1 KiB to 4 MiB.
    /// (Records have `format_options::max_event_size`.)
    std::size_t max_event_size = std::size_t{1} << 20;
    /// Most time for resolving the server's name. 1 ms to 1 h; so for all that follow.
    std::chrono::milliseconds resolve_timeout{10000};
    /// Most time for one connection attempt, each address on its own.
    std::chrono::milliseconds connect_timeout{10000};
    /// Most time for the handshakes of TLS and of the Forward protocol.
    std::chrono::milliseconds handshake_timeout{10000};
    /// Most time in which the server takes none of the bytes of a frame.
    std::chrono::milliseconds write_timeout{30000};
    /// Most time without an acknowledgement while one is due. Too short a time sends chunks twice.
    std::chrono::milliseconds ack_timeout{60000};
    /// A connection this old is made anew, once all that is on the way is acknowledged: so that the events of
    /// long-lived programs spread over the servers behind a load balancer. It is looked at when there is
    /// something to send. 0 to 7 days; 0: no limit.
    std::chrono::milliseconds max_connection_age{0};
    /// A connection without anything on the way for so long is closed, until there is something to send. 0 to
    /// 7 days; 0: it is kept.
    std::chrono::milliseconds idle_timeout{0};
    /// After so much silence the kernel asks the peer whether it is there (TCP keepalive), and three times
    /// more at intervals of a third of it, before it ends the connection. Whole seconds count. 0 to 2 h; 0:
    /// it does not ask.
    std::chrono::milliseconds tcp_keepalive{30000};
    /// The kernel ends a connection whose peer has not confirmed sent bytes for so long (`TCP_USER_TIMEOUT`,
    /// Linux). 0 to 1 h; 0: the system's own time, some 15 minutes.
    std::chrono::milliseconds tcp_user_timeout{30000};
    /// Most time that Boost.Log's `flush()` of a sink waits; it holds up every logging thread meanwhile.
    /// 0 to 1 h; 0: it does not wait.
    std::chrono::milliseconds flush_timeout{1000};
    /// Most time that the end of the process, a sink that was let go, or `close` without a time of its own
    /// waits for delivery. With `on_overflow`, its last quarter is the handler's. 0 to 1 h.
    std::chrono::milliseconds close_timeout{5000};
    /// Takes the events that are given up: rejected because the buffer is full, or still waiting at the end.
    /// Empty: they are only counted. See overflow.hpp for when it is called and what it may do.
    overflow_handler on_overflow;
    /// Is told what happened: connected, lost, rejected. Empty: rate-limited lines on standard error.
    /// See diagnostic.hpp for what it may do.
    diagnostic_handler on_diagnostic;
};

/// Where the time of an event comes from when `sink_config::time_attribute` names an attribute that has no
/// zone of its own (`boost::posix_time::ptime`).
enum class time_zone
{
    /// The attribute is UTC, as `attributes::utc_clock` makes it.
    utc,
    /// The attribute is local time, as `attributes::local_clock` (and `add_common_attributes`) makes it.
    local,
};

/// A sink: which events its records become, and the sender that takes them.
struct sink_config
{
    /// Tag of every event, joined to `sender_config::tag` by a dot. One of the two must not be empty.
    ///
    /// It may have placeholders, as templates of the format dictionary do (without arguments):
    /// `"app.%Channel%.%Severity%"`; `%%` is a percent sign. In what stands for a placeholder each character
    /// but the letters and digits of ASCII, `_`, `.` and `-` becomes `_`. Then each segment that is empty, as
    /// where an attribute is missing, becomes `_` too, so that there are always as many: `app._.info`. Such a
    /// tag is cut at 255 bytes. The attributes remain in the map as if the tag did not mention them.
    /// UTF-8, at most 1024 bytes.
    std::string tag;
    /// Most tags that placeholders make over the life of the sink. Further ones have `_` in place of each
    /// placeholder, are counted (`statistics::fallback_tags`), and told once. 1 to 65536.
    std::size_t max_tags = 1024;
    /// The format dictionary. Empty: every attribute of the record under its own name.
    format_dictionary format;
    /// How a record's message and its other attributes are treated.
    format_options options;
    /// Name of the attribute that is the event's time. Empty: the time at which the record is logged, in
    /// nanoseconds. So it is too where a record has no such attribute, or one that is no time, not a time
    /// (`not_a_date_time`, an infinity), or a time that an event cannot have: see event_time.hpp.
    std::string time_attribute;
    /// Zone of `time_attribute`.
    time_zone zone = time_zone::local;
    /// Records of this severity or above are the last to be lost: an eighth of the sender's buffer is kept
    /// for them, and `overflow_policy::drop_oldest` gives up chunks that hold one only for others like them.
    /// As in the filter `%Severity% >= warning`: write what stands behind the operator. Empty: all are alike.
    std::string keep_severity;
    /// The sender that `make_sink(sink_config)` makes. Not looked at where a sender is given.
    sender_config sender;
};

/// Throws `std::invalid_argument` that names the first member that is out of bounds, and the bounds.
void validate(sender_config const& config);
/// The same; looks at the format dictionary too (a template that does not parse).
void validate(sink_config const& config);

} // namespace log_fluentd

#endif
