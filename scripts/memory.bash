# Sourced by scripts/relay: the limits of memory that Java is started with, from the options of
# serve and demo and their variables. The figures are those of tv.relay.memory.MemoryNeeds, which
# a test compares; the server checks by them whether the machine can hold what is asked for.

memory_option() { # NAME VARIABLE DEFAULT ARGUMENTS...: what --NAME is, from wherever it is given
  local name=--$1 value=${!2:-$3}
  shift 3
  while [[ $# -gt 0 ]]; do
    case $1 in
      "$name") value=${2:-} ;;
      "$name"=*) value=${1#*=} ;;
    esac
    shift
  done
  printf '%s' "$value"
}

memory_kib() { # 8M, 512k, 65536, 8MiB, 2g: in KiB; nothing for what isn't a size
  [[ $1 =~ ^([0-9]{1,12})([KkMmGg]?)([Ii]?[Bb])?$ ]] || return 0
  local number=$((10#${BASH_REMATCH[1]}))
  case ${BASH_REMATCH[2]} in
    [Kk]) printf '%d' "$number" ;;
    [Mm]) printf '%d' "$((number * 1024))" ;;
    [Gg]) printf '%d' "$((number * 1024 * 1024))" ;;
    *) printf '%d' "$(((number + 1023) / 1024))" ;;
  esac
}

memory_read() { # FILE NAME: the number behind the name, or the only one; nothing without
  local name value rest
  [[ -r $1 ]] || return 0
  while read -r name value rest; do
    [[ -z $2 ]] && value=$name
    if [[ -z $2 || $name == "$2" ]]; then
      [[ $value =~ ^[0-9]{1,18}$ ]] && printf '%s' "$value"
      return 0
    fi
  done <"$1" 2>/dev/null
  return 0
}

memory_available_kib() { # what the machine and the control groups have left; nothing if unknown
  local root=${1:-} least groups id controllers name top folder files limit used cache
  least=$(memory_read "$root/proc/meminfo" MemAvailable:)
  [[ -n $least ]] || return 0
  groups=$root/sys/fs/cgroup
  while IFS=: read -r id controllers name; do
    case $id:,$controllers, in
      0:*) top=$groups files='memory.max memory.current inactive_file active_file' ;;
      *,memory,*)
        top=$groups/memory
        files='memory.limit_in_bytes memory.usage_in_bytes total_inactive_file total_active_file'
        ;;
      *) continue ;;
    esac
    read -r -a files <<<"$files"
    folder=$top${name%/}
    # In a container its own group is mounted as the root, under a name that isn't there.
    [[ -d $folder && $name != *..* ]] || folder=$top
    while [[ $folder == "$top"* ]]; do
      limit=$(memory_read "$folder/${files[0]}" '')
      if [[ -n $limit ]]; then
        used=$(memory_read "$folder/${files[1]}" '')
        for cache in "${files[@]:2}"; do
          cache=$(memory_read "$folder/memory.stat" "$cache")
          used=$((${used:-0} - ${cache:-0}))
        done
        limit=$(((limit - (used > 0 ? used : 0)) / 1024))
        ((limit >= least)) || least=$((limit > 0 ? limit : 0))
      fi
      folder=${folder%/*}
    done
  done 2>/dev/null <"$root/proc/self/cgroup" || true
  printf '%s' "$least"
}

memory_flags() { # ARGUMENTS...: sets the array memory
  local ring live clients channels each fixed available direct given
  ring=$(memory_kib "$(memory_option ring-size RELAY_RING_SIZE 8M "$@")")
  live=$(memory_option live-channels RELAY_LIVE_CHANNELS 0 "$@")
  clients=$(memory_option max-clients RELAY_MAX_CLIENTS 5000 "$@")
  channels=$(memory_option max-channels RELAY_MAX_CHANNELS 30000 "$@")
  # What isn't accepted the program itself will say.
  [[ $ring -ge 64 && $ring -le 1048576 ]] || ring=8192
  [[ $live =~ ^[0-9]{1,5}$ ]] || live=0
  [[ $clients =~ ^[0-9]{1,7}$ ]] || clients=5000
  [[ $channels =~ ^[0-9]{1,7}$ ]] || channels=30000
  live=$((10#$live)) clients=$((10#$clients)) channels=$((10#$channels))
  # KiB of heap and outside it, without channels that are live, and for each that is.
  local heap=$((96 * 1024 + channels * 6 + clients * 16)) heap_live=$((2048 + ring / 4))
  local outside=$((8 * 1024 + clients * 17)) outside_live=$((128 + ring))
  given=$(memory_kib "${RELAY_DIRECT_MEMORY:-}")
  if [[ -n $given ]]; then
    live=$(((given - outside) / outside_live))
    ((live >= 1)) || live=1
  elif ((live == 0)); then
    # As many as there is memory for, a quarter of which is left to the kernel and to others.
    available=$(memory_available_kib)
    fixed=$((112 * 1024 + heap + outside)) each=$((192 + heap_live + outside_live))
    live=$(((${available:-$((4 * 1024 * 1024))} * 3 / 4 - fixed) / each))
    ((live <= 256)) || live=256
    ((live >= 1)) || live=1
  fi
  direct=${RELAY_DIRECT_MEMORY:-$(((outside + live * outside_live + 1023) / 1024))m}
  memory=(
    "-Xmx$(((heap + live * heap_live + 1023) / 1024))m"
    "-XX:MaxDirectMemorySize=$direct"
  )
}
