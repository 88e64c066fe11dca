import { expect } from 'chai';
import { execFileSync } from 'node:child_process';
import { generateKeyPairSync, randomBytes } from 'node:crypto';
import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { formatFinding } from '../../lib/image/gate-finding.js';
import { openImageHost } from '../../lib/image/hold.js';
import { findAtGate, type GateRules } from '../../lib/image/make-generation.js';
import type { Session } from '../../lib/remote/session.js';
import { sandboxSession, shellNames } from '../support/module-context.js';
import { host, makeImage, type Scratch } from './support.js';

const privateKey = generateKeyPairSync('ed25519')
  .privateKey.export({ type: 'pkcs8', format: 'pem' })
  .toString();
const secret = `canary-${randomBytes(8).toString('hex')}`;
const odd = (text: string): string => `.[*a]^$\\${text}\\.`;
const declared = `ssh-ed25519 ${randomBytes(32).toString('base64')} me`;
const other = `ssh-ed25519 ${randomBytes(32).toString('base64')} someone`;

interface Case {
  readonly what: string;
  readonly files: Readonly<Record<string, string | Buffer>>;
  readonly rules?: GateRules;
  readonly expected: readonly string[];
}

const zstd = (text: string): Buffer => execFileSync('zstd', ['-qc'], { input: text });

const cases: readonly Case[] = [
  { what: 'nothing', files: {}, expected: [] },
  {
    what: 'a private key, wherever it is',
    files: { 'usr/share/x/it is\na key': privateKey },
    expected: ['private-key usr/share/x/it is\na key'],
  },
  {
    what: 'a key of OpenSSH',
    files: { 'root/.ssh/id': '-----BEGIN OPENSSH PRIVATE KEY-----\n' },
    expected: ['private-key root/.ssh/id'],
  },
  {
    what: 'a key that is allowed',
    files: { 'etc/ssl/private/snakeoil.key': privateKey },
    rules: { allowed: ['/etc/ssl/*'] },
    expected: [],
  },
  {
    what: 'a key store',
    files: { 'etc/krb5.keytab': Buffer.from([5, 2, 0]) },
    expected: ['private-key etc/krb5.keytab'],
  },
  { what: 'a public key', files: { 'etc/x.pub': '-----BEGIN PUBLIC KEY-----\n' }, expected: [] },
  {
    what: 'vault text',
    files: { 'etc/app/secret.yml': '$ANSIBLE_VAULT;1.1;AES256\n6132\n' },
    expected: ['vault-text etc/app/secret.yml'],
  },
  {
    what: 'a secret of the run in a binary file',
    files: { 'opt/x': Buffer.concat([randomBytes(64), Buffer.from(secret), Buffer.from([0, 1])]) },
    rules: { secrets: [secret] },
    expected: ['secret opt/x'],
  },
  {
    what: 'a secret that only the initrd has, behind an uncompressed part',
    files: { 'boot/initrd.img-6.1': Buffer.concat([randomBytes(512), gzipSync(`hook\n${secret}\n`)]) },
    rules: { secrets: [secret] },
    expected: ['secret boot/initrd.img-6.1'],
  },
  {
    what: 'a private key that only the initrd has',
    files: { 'boot/initrd.img-6.1': zstd(`x\n${String(privateKey)}`) },
    expected: ['private-key boot/initrd.img-6.1'],
  },
  {
    what: 'a key and a secret of odd characters in one initrd, and nothing that only looks like it',
    files: {
      'boot/initrd.img-6.1': gzipSync(`x${odd(secret)}\n${String(privateKey)}`),
      'boot/initrd.img-6.2': gzipSync(`${odd(secret).replace('.', 'x')}\n`),
    },
    rules: { secrets: [odd(secret)] },
    expected: ['private-key boot/initrd.img-6.1', 'secret boot/initrd.img-6.1'],
  },
  {
    what: 'an initrd without any',
    files: { 'boot/initrd.img-6.1': zstd('hook\n') },
    rules: { secrets: [secret] },
    expected: [],
  },
  {
    what: 'a key of WireGuard',
    files: { 'etc/wireguard/wg0.conf': `[Interface]\nPrivateKey = ${randomBytes(32).toString('base64')}\n` },
    expected: ['private-key etc/wireguard/wg0.conf'],
  },
  {
    what: 'a secret that is too short to look for',
    files: { 'opt/x': 'a1' },
    rules: { secrets: ['a1'] },
    expected: [],
  },
  {
    what: 'a password',
    files: {
      'etc/shadow': `root:$6$salt$${'a'.repeat(60)}:19000::::::\nx:!$y$locked:1::::::\ny:*:1::::::\n`,
    },
    expected: ['password-hash etc/shadow:root'],
  },
  {
    what: 'no password at all',
    files: { 'etc/shadow': 'root::19000::::::\n' },
    expected: ['empty-password etc/shadow:root'],
  },
  {
    what: 'a machine id',
    files: { 'etc/machine-id': '0123456789abcdef0123456789abcdef\n' },
    expected: ['machine-id etc/machine-id'],
  },
  {
    what: 'host keys',
    files: { 'etc/ssh/ssh_host_rsa_key': 'x', 'etc/dropbear/initramfs/dropbear_rsa_host_key': 'x' },
    expected: ['identity etc/dropbear/initramfs/dropbear_rsa_host_key', 'identity etc/ssh/ssh_host_rsa_key'],
  },
  {
    what: 'seed, DUID, host NQN, leases',
    files: {
      'var/lib/systemd/random-seed': 'x',
      'var/lib/dhcpcd/duid': 'x',
      'etc/nvme/hostnqn': 'x',
      'var/lib/dhcp/dhclient.eth0.leases': 'x',
    },
    expected: [
      'identity etc/nvme/hostnqn',
      'identity var/lib/dhcp/dhclient.eth0.leases',
      'identity var/lib/dhcpcd/duid',
      'identity var/lib/systemd/random-seed',
    ],
  },
  { what: 'a host name', files: { 'etc/hostname': 'builder\n' }, expected: ['hostname etc/hostname'] },
  {
    what: 'a declared key, with options and another comment',
    files: { 'root/.ssh/authorized_keys': `# ours\nfrom="10.0.0.1" ${declared} again\n` },
    rules: { authorizedKeys: [declared] },
    expected: [],
  },
  {
    what: 'an undeclared key',
    files: { 'home/u/.ssh/authorized_keys': `${declared}\n${other}` },
    rules: { authorizedKeys: [declared] },
    expected: ['authorized-key home/u/.ssh/authorized_keys'],
  },
  {
    what: 'an undeclared key, whose options tell of a declared one',
    files: { 'root/.ssh/authorized_keys': `command="echo \\"it\\" ${declared}" ${other}\n` },
    rules: { authorizedKeys: [declared] },
    expected: ['authorized-key root/.ssh/authorized_keys'],
  },
  {
    what: 'a key of an unknown kind, where another such is declared',
    files: { 'root/.ssh/authorized_keys': 'new-kind AAAAone\n' },
    rules: { authorizedKeys: ['new-kind AAAAtwo'] },
    expected: ['authorized-key root/.ssh/authorized_keys'],
  },
  { what: 'credentials', files: { 'root/.netrc': 'machine x' }, expected: ['login root/.netrc'] },
];

describe('the publish gate', () => {
  let scratch: Scratch;
  let session: Session;
  let close: () => Promise<void>;
  before(async () => {
    scratch = makeImage();
    ({ session, close } = await openImageHost(host));
  });
  after(async () => {
    await close();
    scratch.remove();
  });
  for (const { what, files, rules, expected } of cases) {
    it(what, async () => {
      const root = join(scratch.dir, 'root');
      mkdirSync(join(root, 'etc'), { recursive: true });
      for (const [path, content] of Object.entries(files)) {
        mkdirSync(dirname(join(root, path)), { recursive: true });
        writeFileSync(join(root, path), content);
      }
      const findings = await findAtGate(session, {
        place: scratch.place,
        root,
        number: '1',
        ...(rules ? { gate: rules } : {}),
      });
      expect(findings.map(({ kind, path }) => `${kind} ${path}`).sort()).to.deep.equal(expected);
      for (const finding of findings) expect(formatFinding(finding)).to.match(/: \S+ \S+/);
      expect(JSON.stringify(findings)).to.not.include(secret);
      rmSync(root, { recursive: true });
    });
  }

  it('does not follow links to the host', async () => {
    const root = join(scratch.dir, 'root');
    mkdirSync(join(root, 'etc'), { recursive: true });
    writeFileSync(join(scratch.dir, 'key'), privateKey);
    symlinkSync(join(scratch.dir, 'key'), join(root, 'etc/key'));
    symlinkSync(scratch.dir, join(root, 'home'));
    expect(await findAtGate(session, { place: scratch.place, root, number: '1' })).to.deep.equal([]);
  });

  for (const shell of shellNames)
    it(`passes nothing when there is no room for what to look for, in ${shell}`, async () => {
      const root = join(scratch.dir, 'root');
      mkdirSync(join(root, 'etc'), { recursive: true });
      writeFileSync(join(root, 'etc/x'), secret);
      const small = await sandboxSession(shell, mkdtempSync(join(scratch.dir, 'etc-')));
      const subject = { place: scratch.place, root, number: '1', gate: { secrets: [secret] } };
      try {
        for (let free = 0; free < 6; free++) {
          await small.call({ script: fillTemp, params: { free }, mode: 'apply' });
          const findings = await findAtGate(small, subject).catch(() => 'failed');
          if (findings !== 'failed') expect(findings, `${free} pages`).to.have.length(1);
        }
      } finally {
        await small.close();
        rmSync(root, { recursive: true });
      }
    });
});

// all pages but a few of what temporary files may use are taken
const fillTemp = `
mkdir -m 700 -p "$ts_tmp" "$ts_tmp/call"
while umount "$ts_tmp/call" 2>/dev/null; do :; done
mount -t tmpfs -o size=64k tmpfs "$ts_tmp/call"
head -c $((65536 - free * 4096)) /dev/zero >"$ts_tmp/call/full"
`;
