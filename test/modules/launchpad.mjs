// launchpad.net and keyserver.ubuntu.com in one: `node launchpad.mjs DIR` serves DIR/cert.pem's names on port 443 with the
// key of DIR/key.asc, whose fingerprint is in DIR/fingerprint, and makes DIR/up once it listens
import { readFileSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:https';

const dir = process.argv[2];
const read = (name) => readFileSync(`${dir}/${name}`, 'utf8');
const fingerprint = read('fingerprint');
const answers = {
  'launchpad.net/api/1.0/~me/+archive/tools': JSON.stringify({ signing_key_fingerprint: fingerprint }),
  'launchpad.net/api/1.0/~me/+archive/keyless': JSON.stringify({ signing_key_fingerprint: null }),
  'launchpad.net/api/1.0/~me/+archive/forged': JSON.stringify({ signing_key_fingerprint: 'A'.repeat(40) }),
  [`keyserver.ubuntu.com/pks/lookup?op=get&options=mr&search=0x${fingerprint}`]: read('key.asc'),
  [`keyserver.ubuntu.com/pks/lookup?op=get&options=mr&search=0x${'A'.repeat(40)}`]: read('key.asc'),
};

createServer({ key: read('tls.pem'), cert: read('cert.pem') }, ({ headers, url }, response) => {
  const text = answers[`${headers.host}${url}`];
  response.writeHead(text === undefined ? 404 : 200).end(text);
}).listen(443, '127.0.0.1', () => writeFileSync(`${dir}/up`, ''));
