# Copyright (c) 2026 The log_fluentd authors
# Distributed under the Boost Software License, Version 1.0.
# (See accompanying file LICENSE_1_0.txt or https://www.boost.org/LICENSE_1_0.txt)

"""What Python's own logging makes of a configuration, for the tests of dict_config.

    python_logging.py CONFIGURATIONS MAPS [CALLS]

CONFIGURATIONS is a file with a list of configurations as JSON, applied one after the other. With CALLS, a file
with a list of lists of [logger, level, message], one list for each configuration, these are logged; without, what
example/python_logging.cpp logs. MAPS takes what the Fluentd handler would send, a line of JSON each.

This file has the name of the example, so that %(module)s is the same.
"""

import json
import logging
import logging.config
import socket
import sys
import types

maps = open(sys.argv[2], "w")


class FluentRecordFormatter(logging.Formatter):
    """The rule of the formatter: a dictionary of texts, and the message merged or under its own key."""

    def __init__(self, fmt=None, datefmt=None, style="%"):
        super().__init__(None, datefmt)
        self.dictionary = fmt
        self.hostname = socket.gethostname()

    def format(self, record):
        super().format(record)
        record.hostname = self.hostname
        data = {key: value % record.__dict__ for key, value in self.dictionary.items()}
        message = record.msg
        if isinstance(message, str):
            try:
                message = json.loads(message)
            except ValueError:
                pass
        data.update(message if isinstance(message, dict) else {"message": record.getMessage()})
        return data


class FluentHandler(logging.Handler):
    """Writes what would be sent."""

    def __init__(self, tag, host="localhost", port=24224):
        super().__init__()
        self.tag = tag

    def emit(self, record):
        maps.write(json.dumps({"tag": self.tag, "map": self.format(record)}) + "\n")


handler = types.ModuleType("fluent.handler")
handler.FluentHandler = FluentHandler
handler.FluentRecordFormatter = FluentRecordFormatter
fluent = types.ModuleType("fluent")
fluent.handler = handler
sys.modules["fluent"] = fluent
sys.modules["fluent.handler"] = handler


def follow(log):
    log.info('{"from": "userA", "to": "userB"}')
    log.warning("userC is followed by too many")


def main():
    shop = logging.getLogger("shop.orders")
    logging.getLogger("").debug("started")
    follow(shop)
    shop.critical("this log entry gets the additional key: 'message'")
    logging.getLogger("amqp.connection").error("nobody hears this")
    logging.getLogger("conf").error("nor this")


def run():
    with open(sys.argv[1]) as file:
        configurations = json.load(file)
    logging.addLevelName(5, "TRACE")
    calls = None
    if len(sys.argv) > 3:
        with open(sys.argv[3]) as file:
            calls = json.load(file)
    for number, configuration in enumerate(configurations):
        logging.config.dictConfig(configuration)
        if calls is None:
            main()
            continue
        for name, level, message in calls[number]:
            logging.getLogger(name).log(level, message)


run()
maps.close()
