#!/usr/bin/env bash
# Train the embedded model in the background, at the lowest priority, resumable at any time.
#   background.sh start | stop | pause | resume | status | package VERSION
# Everything lives in $TRAINING_HOME (default ~/.cache/translator-training): environment, state, log, packages.
# TRAINING_CORPORA and TRANSLATOR_EVAL name the folders of the pairs. Training starts from the state of its home, else from
# TRAINING_STATE (a state or a package), else from the embedded package; NEW=1 starts from nothing.
# RATE, DROPOUT, TOKENS, LEFT_OUT, SHORTEST, COPIES and (for package) MINUTES are passed on to train.py where they are set.
# OMP_WAIT_POLICY=active is faster on a machine that does nothing else.
set -euo pipefail
root=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
export TRAINING_HOME=${TRAINING_HOME:-$HOME/.cache/translator-training}
home=$TRAINING_HOME
python=$home/venv/bin/python
die() { echo "$1" >&2; exit 1; }
mkdir -p "$home" 2>/dev/null || die "$home cannot be made: set TRAINING_HOME to a folder that can be written to"

# The number of a process that is gone may belong to another program by now.
running() { [ -f "$home/pid" ] && ps -o args= -p "$(cat "$home/pid")" 2>/dev/null | grep -q training; }
tell() { local pid; pid=$(cat "$home/pid"); kill -"$1" "$pid" $(pgrep -P "$pid" || true); }

environment() {
  [ -f "$home/venv/.ready" ] && return
  echo "making the environment in $home (a minute or two)"
  { python3 -m venv "$home/venv" \
      && "$python" -m pip install --quiet torch numpy sentencepiece ctranslate2 sacrebleu \
      && "$python" -c 'import torch, sentencepiece, ctranslate2, sacrebleu'; } >"$home/venv.log" 2>&1 \
    || die "the environment could not be made: connect to a package registry, free 3 GB, see $home/venv.log, and try again"
  touch "$home/venv/.ready"
}

prepare() {
  environment
  # The allocator of the C library gives memory back and faults it in again at every step; jemalloc is up to twice as fast.
  jemalloc=$(ls /usr/lib/*/libjemalloc.so.2 2>/dev/null | head -1 || true)
  [ -n "$jemalloc" ] || echo "faster with jemalloc: install libjemalloc2"
  options=()
  [ -z "${RATE:-}" ] || options+=(--rate "$RATE")
  [ -z "${DROPOUT:-}" ] || options+=(--dropout "$DROPOUT")
  [ -z "${TOKENS:-}" ] || options+=(--tokens "$TOKENS")
  [ -z "${LEFT_OUT:-}" ] || options+=(--left-out "$LEFT_OUT")
  [ -z "${SHORTEST:-}" ] || options+=(--shortest "$SHORTEST")
  [ -z "${COPIES:-}" ] || options+=(--copies "$COPIES")
  [ -z "${NEW:-}" ] || options+=(--new)
}

trained() { # trained COMMAND OPTIONS…, in place of the shell that calls it
  cd "$root"
  # Without decay jemalloc keeps all memory it was ever given. Batches have hundreds of shapes, for each of which the
  # products of matrices are compiled: the cache has to hold them all.
  exec env ${jemalloc:+LD_PRELOAD=$jemalloc} MALLOC_CONF=dirty_decay_ms:5000,muzzy_decay_ms:5000,narenas:4,thp:always \
    ONEDNN_PRIMITIVE_CACHE_CAPACITY=65536 OMP_WAIT_POLICY=${OMP_WAIT_POLICY:-passive} \
    nice -n 19 "$python" -m training.train "$@" ${options[@]+"${options[@]}"}
}

start() {
  if running; then echo "it is running (process $(cat "$home/pid"))"; return; fi
  prepare
  (trained run) >>"$home/train.log" 2>&1 &
  echo $! >"$home/pid"
  for _ in 1 2 3 4 5; do
    sleep 1
    running || { rm -f "$home/pid"; die "$(tail -1 "$home/train.log")"; }
  done
  echo "training goes on in the background (process $(cat "$home/pid")); log: $home/train.log"
}

stop() {
  if running; then
    tell CONT
    tell TERM
    for _ in $(seq 60); do running || break; sleep 1; done
    if running; then die "it has not stopped within a minute: try again"; fi
  fi
  rm -f "$home/pid"
  [ ! -f "$home/train.log" ] || tail -1 "$home/train.log"
}

package() {
  local was=no
  if running; then was=yes; fi
  stop
  prepare
  (trained finetune --minutes "${MINUTES:-60}")
  cd "$root"
  "$python" -m training.package make "$home/finetuned.pt" "$home/out" "$1"
  "$python" -m training.package measure "$home/out/translate-zh_en-${1//./_}.argosmodel" --show 3
  echo "the package is in $home/out; the published one is as it was"
  if [ $was = yes ]; then start; fi
}

case "${1:-}" in
  start) start ;;
  stop) stop ;;
  pause) if running; then tell STOP; echo paused; else echo "it is not running"; fi ;;
  resume) if running; then tell CONT; echo resumed; else echo "it is not running: background.sh start"; fi ;;
  status)
    if running; then echo running; else echo "not running: background.sh start"; fi
    [ ! -f "$home/train.log" ] || grep -a tokens/s "$home/train.log" | tail -1 || true
    [ ! -f "$home/venv/.ready" ] || (cd "$root" && "$python" -m training.train status)
    ;;
  package) package "${2:?a version, such as 0.3}" ;;
  *) sed -n '2,8p' "$0" | sed 's/^# \{0,1\}//'; exit 2 ;;
esac
