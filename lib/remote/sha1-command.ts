/**
 * Shell words that print the sha1 of their input, digest first. OpenSSL uses what the processor has for it and takes half
 * the time of most builds of sha1sum; one that is there but refuses sha1 is not used.
 */
export const sha1Command =
  'if echo | openssl dgst -sha1 -r >/dev/null 2>&1; then openssl dgst -sha1 -r; else sha1sum; fi';
