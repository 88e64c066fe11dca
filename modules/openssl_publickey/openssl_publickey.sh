# shellcheck shell=sh disable=SC2154,SC2034,SC2317
begin_made_file openssl
ts_scratch
base=$ts_file
take_content privatekey
need_source publickey "$path" 'private key' "$privatekey_path"
(umask 077 && printf '%s\n' "${privatekey_passphrase-}" >"$base.pass")
for form in PEM DER; do
  openssl pkey -in "$privatekey_path" -passin "file:$base.pass" -pubout -outform "$form" -out "$base.$form" 2>"$base.err" ||
    fail "cannot read the private key: $(tail -n 3 "$base.err")"
done

# one line without an end, as others write it; ssh-keygen reads no Ed25519 of another format, whose 32 bytes are the last
ssh_form() {
  case $(openssl pkey -pubin -in "$base.PEM" -noout -text) in
    ED25519*)
      body=$({ printf '\000\000\000\013ssh-ed25519\000\000\000\040' && tail -c 32 "$base.DER"; } | openssl base64 -A)
      printf 'ssh-ed25519 %s' "$body"
      ;;
    *)
      have ssh-keygen || fail 'the host has no ssh-keygen'
      said=$(ssh-keygen -i -m PKCS8 -f "$base.PEM" 2>&1) || fail "ssh-keygen: $said"
      printf '%s' "$said"
      ;;
  esac
}

old=''
if [ "$format" = OpenSSH ]; then
  new=$(ssh_form) || exit
  printf '%s' "$new" >"$base.new"
  # a comment makes no other key
  if [ "$st_type" = file ]; then old=$(awk 'NR == 1 { print $1, $2 }' <"$path"); fi
else
  new=$(cat -- "$base.PEM")
  mv -- "$base.PEM" "$base.new"
  if [ "$st_type" = file ]; then old=$(openssl pkey -pubin -in "$path" 2>/dev/null); fi
fi
fits() { [ "$old" = "$new" ]; }
settle_made_file 0644 publickey "$old" "$new" put_made_file "$base.new"
tell_fingerprint "$base.DER"
if [ "$return_content" = true ] && [ -f "$path" ]; then data_file publickey "$path"; fi
