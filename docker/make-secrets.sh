#!/bin/sh
# Makes the secrets of compose.yaml in ./secrets where they are missing. None has a default, and none is printed.
set -eu

umask 077
mkdir -p secrets

# In a folder that only its owner may enter, files are readable, because the containers run as users of their own.
keep() {
  test -e "secrets/$1" || (cat >"secrets/$1.new" && chmod 444 "secrets/$1.new" && mv "secrets/$1.new" "secrets/$1")
}

random() {
  head -c 32 /dev/urandom | od -An -v -tx1 | tr -d ' \n'
}

random | keep api_token
random | keep worker_secret
random | keep postgres_password
printf 'postgresql://apple_juicer:%s@postgres:5432/apple_juicer' "$(cat secrets/postgres_password)" | keep postgres_dsn
