# Copyright (c) 2026 The log_fluentd authors
# Distributed under the Boost Software License, Version 1.0.
# (See accompanying file LICENSE_1_0.txt or https://www.boost.org/LICENSE_1_0.txt)

require 'fluent/plugin/output'
require 'json'

module Fluent::Plugin
  # Appends each event as a line of JSON, in the form of `log_fluentd_receiver --json`. It is unbuffered, so what
  # is acknowledged is in the file.
  class AppendOutput < Output
    Fluent::Plugin.register_output('append', self)

    config_param :path, :string

    def start
      super
      flags = File::RDWR | File::CREAT | File::APPEND | File::BINARY
      @file = File.open(@path, flags, 0o600)
      drop_unfinished_line
    end

    def shutdown
      @file&.close
      super
    end

    def process(tag, stream)
      lines = +''
      stream.each do |time, record|
        nanoseconds = time.respond_to?(:nsec) ? time.nsec : 0
        event = { tag: tag, seconds: time.to_i, nanoseconds: nanoseconds, record: record }
        lines << to_json_line(event)
      end
      # One write: a process that is killed leaves all of it, or a torn last line.
      @file.syswrite(lines)
    end

    private

    # A line that a killed predecessor has torn was never acknowledged.
    def drop_unfinished_line
      content = File.binread(@path)
      @file.truncate((content.rindex("\n") || -1) + 1)
    end

    def to_json_line(event)
      JSON.generate(event) << "\n"
    rescue JSON::GeneratorError, EncodingError
      JSON.generate(fit_for_json(event)) << "\n"
    end

    # JSON knows neither binaries nor all floats.
    def fit_for_json(value)
      case value
      when Hash then value.to_h { |key, member| [fit_for_json(key), fit_for_json(member)] }
      when Array then value.map { |element| fit_for_json(element) }
      when Float then value.finite? ? value : value.to_s
      when String then value.dup.force_encoding(Encoding::UTF_8).scrub
      else value
      end
    end
  end
end
