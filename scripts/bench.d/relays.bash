# What scripts/bench and scripts/most-clients compare, and how it is started. To be sourced, with
# these set: root, relay (the launcher), parts (this folder), out, logs and unpacked (folders), port
# (the first of seven), everybody (names), relay_options (more of relay serve), java; and with say,
# fail and wanted NAME. What was started ends with the script that sources this.

# --- what there is to compare with -------------------------------------------------------------

declare -A missing program
libraries=''

find_program() { # name, program: in the system, or among what was unpacked
  local folder
  for folder in ${PATH//:/ } /usr/sbin "$unpacked/usr/bin" "$unpacked/usr/sbin"; do
    if [[ -x $folder/$2 ]]; then
      program[$1]=$folder/$2
      return
    fi
  done
  return 1
}

unpack() { # Debian packages and what they need that isn't installed; needs no root
  command -v apt-get >/dev/null && command -v dpkg >/dev/null || return 1
  local list package
  list=$(apt-get -s -o Debug::NoLocking=1 install --no-install-recommends "$@" 2>/dev/null |
    sed -n 's/^Inst \([^ ]*\).*/\1/p')
  [[ -n $list ]] || return 1
  say "unpacking $(xargs <<<"$list")"
  mkdir -p "$unpacked/packages"
  # shellcheck disable=SC2086
  (cd "$unpacked/packages" && apt-get -qq download $list) >"$logs/apt.log" 2>&1 || return 1
  for package in "$unpacked"/packages/*.deb; do dpkg -x "$package" "$unpacked"; done
  libraries=$(find "$unpacked" -name '*.so.*' -printf '%h\n' | sort -u | paste -sd:)
}

prepare() {
  local port_taken
  for ((port_taken = port; port_taken < port + 7; port_taken++)); do
    ! listens "$port_taken" || fail "port $port_taken of 127.0.0.1 is taken; give another with --port"
  done
  local packages=() name
  if wanted icecast && ! find_program icecast icecast2; then packages+=(icecast2); fi
  if wanted nginx && ! find_program nginx nginx; then packages+=(nginx-light); fi
  if { wanted ring || wanted pipe; } && ! find_program node node; then packages+=(nodejs); fi
  if [[ ${#packages[@]} -gt 0 ]]; then
    unpack "${packages[@]}" || say "could not get ${packages[*]} (apt-get update may help)"
    find_program icecast icecast2 || true
    find_program nginx nginx || true
    find_program node node || true
  fi
  [[ -d $unpacked/usr ]] &&
    libraries=$(find "$unpacked" -name '*.so.*' -printf '%h\n' | sort -u | paste -sd:)
  [[ -n ${program[icecast]:-} ]] || missing[icecast]='there is no icecast2'
  [[ -n ${program[nginx]:-} ]] || missing[nginx]='there is no nginx'
  for name in ring pipe; do
    [[ -n ${program[node]:-} ]] || missing[$name]='there is no Node'
  done
  if wanted floor; then
    if command -v cc >/dev/null && cc -O2 -o "$out/floor" "$parts/floor.c"; then
      program[floor]=$out/floor
    else
      missing[floor]='there is no C compiler (apt-get install gcc libc6-dev)'
    fi
  fi
  for name in $everybody; do
    if wanted "$name" && [[ -n ${missing[$name]:-} ]]; then
      say "WITHOUT $name: ${missing[$name]}"
    fi
  done
}

with_libraries() { LD_LIBRARY_PATH=$libraries "$@"; }

versions() { # one a line, for the report
  echo "relay $("$relay" --version | cut -d' ' -f2), $(git -C "$root" describe --always --dirty 2>/dev/null || echo 'no git')"
  "$java" -version 2>&1 | sed -n '2s/^/relay and load on /p'
  [[ -z ${program[floor]:-} ]] || echo "floor by $(cc --version | head -n 1)"
  [[ -z ${program[node]:-} ]] || echo "ring, pipe on Node $(with_libraries "${program[node]}" --version)"
  [[ -z ${program[icecast]:-} ]] || with_libraries "${program[icecast]}" -v 2>&1 | head -n 1
  [[ -z ${program[nginx]:-} ]] || with_libraries "${program[nginx]}" -v 2>&1 | sed 's/^nginx version: //'
  local name
  for name in $everybody; do
    if wanted "$name" && [[ -n ${missing[$name]:-} ]]; then
      echo "without $name: ${missing[$name]}"
    fi
  done
}

# --- processes ----------------------------------------------------------------------------------

declare -A pid
stop() {
  local name
  for name in "${!pid[@]}"; do kill "${pid[$name]}" 2>/dev/null || true; done
  for name in "${!pid[@]}"; do wait "${pid[$name]}" 2>/dev/null || true; done
  pid=()
}
trap stop EXIT
trap 'exit 130' INT TERM

listens() { (exec 3<>"/dev/tcp/127.0.0.1/$1") 2>/dev/null; }

await() { # name, port
  local tries
  for ((tries = 0; tries < 150; tries++)); do
    listens "$2" && return
    kill -0 "${pid[$1]}" 2>/dev/null || break
    sleep 0.1
  done
  tail -n 5 "$logs/$1.log" >&2
  fail "$1 doesn't listen on port $2 (its log: $logs/$1.log)"
}

get() { # port, path: the body
  exec 3<>"/dev/tcp/127.0.0.1/$1"
  printf 'GET %s HTTP/1.0\r\n\r\n' "$2" >&3
  sed '1,/^\r$/d' <&3
  exec 3>&-
}

port_of() {
  local order=(source relay floor ring pipe icecast nginx) i
  for i in "${!order[@]}"; do
    [[ ${order[i]} != "$1" ]] || echo $((port + i))
  done
}

url_of() { # relay, channel
  if [[ $1 == relay ]]; then
    echo "http://127.0.0.1:$(port_of relay)/live/c$2.ts"
  else
    echo "http://127.0.0.1:$(port_of "$1")/$2.ts"
  fi
}

start_source() { # channels, rate
  "$relay" bench source --listen "127.0.0.1:$(port_of source)" --channels "$1" --rate "$2" \
    >>"$logs/source.log" 2>&1 &
  pid[source]=$!
  await source "$(port_of source)"
}

start_relay() { # channels
  local token body i status
  rm -rf "$out/data"
  "$relay" serve --listen "127.0.0.1:$(port_of relay)" --data-dir "$out/data" \
    "${relay_options[@]}" \
    >>"$logs/relay.log" 2>&1 &
  pid[relay]=$!
  await relay "$(port_of relay)"
  token=$(<"$out/data/admin-token")
  for ((i = 0; i < $1; i++)); do
    body="{\"urls\":[\"http://127.0.0.1:$(port_of source)/$i.ts\"]}"
    exec 3<>"/dev/tcp/127.0.0.1/$(port_of relay)"
    printf 'PUT /api/v1/channels/c%d HTTP/1.1\r\nHost: 127.0.0.1\r\nAuthorization: Bearer %s\r\nContent-Type: application/json\r\nContent-Length: %d\r\nConnection: close\r\n\r\n%s' \
      "$i" "$token" "${#body}" "$body" >&3
    read -r status <&3
    exec 3>&-
    [[ $status == *' 20'* ]] || fail "the relay doesn't take a channel: $status"
  done
}

start_floor() {
  # What relay serve has by default: 50 ms, and 256 KiB of send buffer.
  "${program[floor]}" "$(port_of floor)" "$(port_of source)" "$1" 50 262144 >>"$logs/floor.log" 2>&1 &
  pid[floor]=$!
}

start_node() { # ring or pipe
  LD_LIBRARY_PATH=$libraries "${program[node]}" "$parts/$1.mjs" "$(port_of "$1")" \
    "$(port_of source)" >>"$logs/$1.log" 2>&1 &
  pid[$1]=$!
}
start_ring() { start_node ring; }
start_pipe() { start_node pipe; }

start_icecast() {
  local folder=$out/icecast i owner=''
  mkdir -p "$folder"
  if [[ $EUID -eq 0 ]]; then
    # It won't run as root.
    owner='<security><chroot>0</chroot><changeowner><user>nobody</user><group>nogroup</group></changeowner></security>'
    chown nobody:nogroup "$folder"
  fi
  {
    echo "<icecast><limits><clients>20000</clients><sources>200</sources>"
    # Four seconds of 8 Mbit/s, about what the relay's ring holds.
    echo "<queue-size>4194304</queue-size><burst-size>65535</burst-size></limits>"
    echo "<authentication><source-password>bench</source-password><admin-user>bench</admin-user>"
    echo "<admin-password>bench</admin-password></authentication><hostname>localhost</hostname>"
    echo "<listen-socket><port>$(port_of icecast)</port><bind-address>127.0.0.1</bind-address></listen-socket>"
    for ((i = 0; i < $1; i++)); do
      echo "<relay><server>127.0.0.1</server><port>$(port_of source)</port><mount>/$i.ts</mount>"
      echo "<local-mount>/$i.ts</local-mount><on-demand>1</on-demand></relay>"
    done
    echo "<paths><logdir>$folder</logdir><webroot>$folder</webroot><adminroot>$folder</adminroot></paths>"
    echo "<logging><errorlog>error.log</errorlog><loglevel>1</loglevel></logging>$owner</icecast>"
  } >"$folder/icecast.xml"
  LD_LIBRARY_PATH=$libraries "${program[icecast]}" -c "$folder/icecast.xml" >>"$logs/icecast.log" 2>&1 &
  pid[icecast]=$!
}

start_nginx() {
  local folder=$out/nginx
  mkdir -p "$folder"
  cat >"$folder/nginx.conf" <<CONF
daemon off;
pid $folder/nginx.pid;
error_log $folder/error.log;
worker_processes 1;
worker_rlimit_nofile 60000;
$([[ $EUID -ne 0 ]] || echo 'user nobody nogroup;')
events { worker_connections 20000; }
http {
  access_log off;
  client_body_temp_path $folder/body;
  proxy_temp_path $folder/proxy;
  fastcgi_temp_path $folder/fastcgi;
  uwsgi_temp_path $folder/uwsgi;
  scgi_temp_path $folder/scgi;
  server {
    listen 127.0.0.1:$(port_of nginx) backlog=4096;
    location / { proxy_pass http://127.0.0.1:$(port_of source); proxy_buffering off; }
  }
}
CONF
  LD_LIBRARY_PATH=$libraries "${program[nginx]}" -e "$folder/error.log" -c "$folder/nginx.conf" \
    >>"$logs/nginx.log" 2>&1 &
  pid[nginx]=$!
}

pids_of() { # with its children, by commas
  local all="${pid[$1]} $(cat "/proc/${pid[$1]}/task/${pid[$1]}/children" 2>/dev/null)"
  xargs <<<"$all" | tr ' ' ,
}
