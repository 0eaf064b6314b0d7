# Copyright (c) 2026 The log_fluentd authors
# Distributed under the Boost Software License, Version 1.0.
# (See accompanying file LICENSE_1_0.txt or https://www.boost.org/LICENSE_1_0.txt)

# Completion of the command log_fluentd for bash.

_log_fluentd() {
    local word=${COMP_WORDS[COMP_CWORD]} before=${COMP_WORDS[COMP_CWORD - 1]}
    local connection="--tls --tls-ca --tls-name --tls-certificate --tls-key --tls-insecure --shared-key --shared-key-file --user
        --password-file --timeout --sink --section"
    local options="--json --help --version"
    COMPREPLY=()
    if [ "$COMP_CWORD" -eq 1 ]; then
        mapfile -t COMPREPLY < <(compgen -W "receive check show ping send --help --version" -- "$word")
        return
    fi
    case $before in
    --severity) mapfile -t COMPREPLY < <(compgen -W "trace debug info warning error fatal" -- "$word") && return ;;
    --color) mapfile -t COMPREPLY < <(compgen -W "auto always never" -- "$word") && return ;;
    esac
    case ${COMP_WORDS[1]} in
    receive) options+=" --port --address --port-file --color --count --fault --unix --tls-certificate --tls-key --tls-client-ca
        --shared-key-file --user --password-file" ;;
    check) options+=" --section" ;;
    show) options+=" --sink --section --time --chunk --message --severity --channel --attribute" ;;
    ping) options+=" $connection" ;;
    send) options+=" --to --time-key $connection" ;;
    esac
    if [[ $word == -* ]]; then
        mapfile -t COMPREPLY < <(compgen -W "$options" -- "$word")
    else
        mapfile -t COMPREPLY < <(compgen -f -- "$word")
    fi
}
complete -o filenames -F _log_fluentd log_fluentd
