#!/bin/sh
# Makes the certificates of the TLS tests; to be run by hand, when they are to be others.
# trusted.p12 has the authority that tests trust; each of the others what a server shows.
set -eu
cd "$(dirname "$0")"
rm -f ./*.p12
store() { file=$1; shift; keytool -storetype PKCS12 -storepass changeit -keystore "$file" "$@"; }
days=36500

store ca.p12 -genkeypair -alias ca -dname CN=relay-test-authority -keyalg EC -validity $days \
  -ext bc:critical=ca:true
store ca.p12 -exportcert -alias ca -rfc > ca.pem
store trusted.p12 -importcert -alias ca -noprompt -file ca.pem

# server FILE HOST START DAYS: signed by the authority
server() {
  store "$1" -genkeypair -alias server -dname "CN=$2" -keyalg EC -validity $days
  store "$1" -certreq -alias server > server.csr
  store ca.p12 -gencert -alias ca -startdate "$3" -validity "$4" -ext "san=$5" -rfc \
    < server.csr > server.pem
  store "$1" -importcert -alias ca -noprompt -file ca.pem
  store "$1" -importcert -alias server -noprompt -file server.pem
}
server good.p12 127.0.0.1 -1d $days ip:127.0.0.1,dns:localhost
server expired.p12 127.0.0.1 -800d 365 ip:127.0.0.1,dns:localhost
server other-host.p12 elsewhere.example -1d $days dns:elsewhere.example
store self-signed.p12 -genkeypair -alias server -dname CN=127.0.0.1 -keyalg EC -validity $days \
  -ext san=ip:127.0.0.1,dns:localhost

rm -f ca.p12 ca.pem server.csr server.pem
