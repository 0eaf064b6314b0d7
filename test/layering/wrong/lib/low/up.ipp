// Copyright (c) 2026 The log_fluentd authors
// Distributed under the Boost Software License, Version 1.0.
// (See accompanying file LICENSE_1_0.txt or https://www.boost.org/LICENSE_1_0.txt)

#include "high/reaches.hpp"
#ifdef __linux__ // and not __APPLE__
#endif
#if BOOST_VERSION < 108300
#endif
