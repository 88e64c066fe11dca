# shellcheck shell=sh disable=SC2154
# tell_fingerprint FILE: the digests of a public key (DER), as fingerprint.sha256 and its like
tell_fingerprint() {
  for digest in md5 sha1 sha224 sha256 sha384 sha512; do
    data "fingerprint.$digest" "$("${digest}sum" <"$1" | sed 's/ .*//; s/../&:/g; s/:$//')"
  done
}
