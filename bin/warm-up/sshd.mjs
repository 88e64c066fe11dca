// A host for the build to log in to: an sshd of ssh2's own on a free port of the loopback, which takes the key that lies in
// the folder it is given. Says its port and ends with its stdin.
import { spawn } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import path from 'node:path';
import ssh2 from 'ssh2';

const dir = process.argv[2];
const [host, user] = [1, 2].map(() => ssh2.utils.generateKeyPairSync('ed25519'));
writeFileSync(path.join(dir, 'key'), user.private, { mode: 0o600 });
const known = ssh2.utils.parseKey(user.public).getPublicSSH();

const server = new ssh2.Server({ hostKeys: [host.private] }, (client) => {
  client.on('error', () => undefined);
  client.on('authentication', (asked) => {
    if (asked.method === 'publickey' && asked.key.data.equals(known)) asked.accept();
    else asked.reject(['publickey']);
  });
  client.on('session', (accept) =>
    accept().on('exec', (acceptExec, _reject, { command }) => run(command, acceptExec())),
  );
});

function run(command, channel) {
  const child = spawn('/bin/sh', ['-c', command]);
  channel.pipe(child.stdin);
  child.stdout.pipe(channel, { end: false });
  child.stderr.pipe(channel.stderr, { end: false });
  child.once('close', (code) => {
    channel.exit(code ?? 255);
    channel.end();
  });
}

server.listen(0, '127.0.0.1', () => {
  const { port } = server.address();
  writeFileSync(
    path.join(dir, 'known_hosts'),
    `[127.0.0.1]:${port} ${host.public.split(' ').slice(0, 2).join(' ')}\n`,
  );
  console.log(port);
});
process.stdin.resume().once('end', () => process.exit());
