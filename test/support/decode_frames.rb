# Copyright (c) 2026 The log_fluentd authors
# Distributed under the Boost Software License, Version 1.0.
# (See accompanying file LICENSE_1_0.txt or https://www.boost.org/LICENSE_1_0.txt)

# Decodes frames with a MessagePack that is not ours. Reads the file named in the argument: frames as they are on
# the wire, one behind the other. Prints a line of JSON for each:
#   {"tag":"app","entries":[[seconds,nanoseconds,{...}],...],"options":{...}}
# Floats that JSON does not know are strings, binaries become {"binary":"hex"}. Fails when there is anything but
# whole frames, whose times are EventTime or integers and whose maps have string keys, none of them twice.

require 'json'
require 'msgpack'
require 'stringio'
require 'zlib'

class EventTime
  attr_reader :seconds, :nanoseconds

  def self.unpack(bytes)
    raise "an EventTime has #{bytes.bytesize} bytes" unless bytes.bytesize == 8

    new(*bytes.unpack('NN'))
  end

  def initialize(seconds, nanoseconds = 0)
    raise "an EventTime has #{nanoseconds} nanoseconds" if nanoseconds >= 1_000_000_000

    @seconds = seconds
    @nanoseconds = nanoseconds
  end

  def to_json(*) = { event_time: [seconds, nanoseconds] }.to_json
end

FACTORY = MessagePack::Factory.new
FACTORY.register_type(0, EventTime, unpacker: EventTime.method(:unpack), packer: ->(_) { raise 'unused' })

# Reads one value. Maps are read pair by pair: a Hash made by msgpack would hide a key that is there twice.
def read_value(unpacker)
  read_map(unpacker, unpacker.read_map_header)
rescue MessagePack::UnexpectedTypeError
  begin
    Array.new(unpacker.read_array_header) { read_value(unpacker) }
  rescue MessagePack::UnexpectedTypeError
    unpacker.read
  end
end

def read_map(unpacker, size)
  size.times.each_with_object({}) do |_, map|
    key = unpacker.read
    raise "the key #{key.inspect} is not a string" unless key.is_a?(String) && key.encoding == Encoding::UTF_8
    raise "the key #{key.inspect} is there twice" if map.key?(key)

    map[key] = read_value(unpacker)
  end
end

# What a truncated value would swallow, and a whole one leaves.
LAST = '-- the last value --'

def read_all(bytes)
  unpacker = FACTORY.unpacker
  unpacker.feed(bytes)
  unpacker.feed(LAST.to_msgpack)
  values = []
  values << read_value(unpacker) until values.last == LAST
  values[0...-1]
rescue EOFError
  raise 'the last value is not whole'
end

def inflate(bytes)
  source = StringIO.new(bytes)
  output = ''.b
  until source.eof?
    reader = Zlib::GzipReader.new(source)
    output << reader.read
    source.pos -= reader.unused&.bytesize || 0
    reader.finish
  end
  output
end

def entry_of(time, record)
  time = EventTime.new(time) if time.is_a?(Integer)
  raise "#{time.inspect} is not a time" unless time.is_a?(EventTime)
  raise "#{record.inspect} is not a map" unless record.is_a?(Hash)

  [time.seconds, time.nanoseconds, record]
end

def entries_and_options(frame)
  _, second, *rest = frame
  case second
  when String
    options = rest[0] || {}
    packed = options['compressed'] == 'gzip' ? inflate(second) : second
    [read_all(packed).map { |entry| entry_of(*entry) }, options]
  when Array
    [second.map { |entry| entry_of(*entry) }, rest[0] || {}]
  else
    [[entry_of(second, rest[0])], rest[1] || {}]
  end
end

def fit_for_json(value)
  case value
  when Hash then value.transform_values { |member| fit_for_json(member) }
  when Array then value.map { |element| fit_for_json(element) }
  when Float then value.finite? ? value : value.to_s
  when String
    return { binary: value.unpack1('H*') } if value.encoding == Encoding::BINARY
    raise "#{value.inspect} is not UTF-8" unless value.valid_encoding?

    value
  else value
  end
end

begin
  frames = read_all(File.binread(ARGV.fetch(0)))
  frames.each do |frame|
    raise "#{frame.inspect} is not a frame" unless frame.is_a?(Array) && frame[0].is_a?(String)

    entries, options = entries_and_options(frame)
    puts JSON.generate(fit_for_json({ tag: frame[0], entries: entries, options: options }))
  end
rescue StandardError => e
  abort "decode_frames: #{e.message}"
end
