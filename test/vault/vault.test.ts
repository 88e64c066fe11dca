import { execFileSync, spawnSync } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { chmodSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from 'chai';
import { TsplayError, type Problem } from '../../lib/core/problem.js';
import { decrypt } from '../../lib/vault/decrypt.js';
import { encrypt } from '../../lib/vault/encrypt.js';
import { isVaultText } from '../../lib/vault/envelope.js';
import { loadVaultSecrets } from '../../lib/vault/load-secrets.js';
import { makeDecrypter } from '../../lib/vault/make-decrypter.js';
import { rekey } from '../../lib/vault/rekey.js';
import type { VaultSecret } from '../../lib/vault/secret.js';
import { skip } from '../support/skip.js';

const makeSecret = (id: string): VaultSecret => ({ id, password: `ö ${randomBytes(12).toString('hex')}` });
const plain = makeSecret('default');
const prod = makeSecret('prod');
const at = { file: 'group_vars/all.yml', line: 3, column: 9 };

const contents: [what: string, bytes: Buffer][] = [
  ['nothing', Buffer.alloc(0)],
  ['text', Buffer.from('password: grün\n')],
  ['exactly one block', Buffer.alloc(16, 'x')],
  ['all byte values', Buffer.from(Array.from({ length: 256 }, (_, n) => n))],
  ['a megabyte', randomBytes(1 << 20)],
];

let dir: string;
before(() => (dir = mkdtempSync(join(tmpdir(), 'tsplay-vault-'))));
after(() => rmSync(dir, { recursive: true }));

function write(name: string, content: string | Uint8Array, mode = 0o600): string {
  const path = join(dir, name);
  writeFileSync(path, content);
  chmodSync(path, mode);
  return path;
}

function problemOf(action: () => unknown): Problem {
  try {
    action();
  } catch (error) {
    if (error instanceof TsplayError) return error.problems[0]!;
    throw error;
  }
  throw new Error('expected a problem');
}

describe('vault: text', () => {
  for (const [what, bytes] of contents) {
    it(`opens what it sealed: ${what}`, () => {
      for (const secret of [plain, prod]) {
        const text = encrypt(bytes, secret);
        expect(isVaultText(text)).to.equal(true);
        expect(decrypt(text, [makeSecret('other'), secret]).equals(bytes)).to.equal(true);
      }
    });
  }

  it('never makes the same text twice, and leaves nothing of the plain one in it', () => {
    const [one, two] = [encrypt('canary', plain), encrypt('canary', plain)];
    expect(one).to.not.equal(two);
    expect(one).to.not.contain('canary').and.not.contain(Buffer.from('canary').toString('hex'));
  });

  it('carries the id in its header, and lines of 80', () => {
    expect(encrypt('x', plain).split('\n')[0]).to.equal('$ANSIBLE_VAULT;1.1;AES256');
    const [head, first] = encrypt('x', prod).split('\n');
    expect(head).to.equal('$ANSIBLE_VAULT;1.2;AES256;prod');
    expect(first).to.match(/^[0-9a-f]{80}$/);
    expect(() => encrypt('x', { id: 'a;b', password: 'x' })).to.throw(RangeError);
  });

  it('opens with CRLF and with an indented end, as YAML may hand it over', () => {
    const text = encrypt('x', prod);
    expect(decrypt(text.replaceAll('\n', '\r\n'), [prod]).toString()).to.equal('x');
    expect(decrypt(`${text.trimEnd()}\n\n  `, [prod]).toString()).to.equal('x');
  });

  it('changes the password', () => {
    const next = makeSecret('next');
    const text = rekey(encrypt('x', plain), [plain], next);
    expect(decrypt(text, [next]).toString()).to.equal('x');
    expect(problemOf(() => decrypt(text, [plain]))).to.include({ code: 'vault-wrong-password' });
  });

  it('names place and id when no password fits', () => {
    const problem = problemOf(() => decrypt(encrypt('x', prod), [plain], at));
    expect(problem).to.deep.include({
      code: 'vault-wrong-password',
      message: "Decryption failed: no given password opens this vault (id 'prod')",
      at,
    });
    expect(problemOf(() => decrypt(encrypt('x', prod), [], at))).to.include({ code: 'vault-no-password' });
    expect(JSON.stringify(problem)).to.not.contain(String(plain.password));
  });

  it('notices every changed digit', () => {
    const text = encrypt('some text', plain);
    for (let index = text.indexOf('\n') + 1; index < text.length - 1; index += 7) {
      if (text[index] === '\n') continue;
      const changed = text.slice(0, index) + (text[index] === '3' ? '4' : '3') + text.slice(index + 1);
      expect(problemOf(() => decrypt(changed, [plain])).code, String(index)).to.match(
        /^(?:bad-vault|vault-wrong-password)$/,
      );
    }
  });

  for (const damaged of [
    '$ANSIBLE_VAULT;1.1;AES256\n',
    '$ANSIBLE_VAULT;1.1;AES256\nzz\n',
    '$ANSIBLE_VAULT;1.1;AES\n6162\n',
    '$ANSIBLE_VAULT;9.9;AES256\n6162\n',
    '$ANSIBLE_VAULT;1.1;AES256\n616\n',
  ]) {
    it(`refuses ${JSON.stringify(damaged)}`, () => {
      expect(problemOf(() => decrypt(damaged, [plain], at))).to.deep.include({ code: 'bad-vault', at });
    });
  }

  it('is decrypted once for all uses', () => {
    const open = makeDecrypter([plain]);
    const text = encrypt('canary', plain);
    expect([open(text, at), open(text, at)]).to.deep.equal(['canary', 'canary']);
    expect(problemOf(() => open(encrypt(Buffer.from([0xff]), plain), at))).to.include({
      code: 'vault-not-text',
    });
  });
});

describe('vault: passwords', () => {
  const ask = (id: string): Promise<string> => Promise.resolve(`asked for ${id}`);

  it('come from files, scripts and people', async () => {
    const file = write('pw', 'from file\n');
    const script = write('pw.sh', '#!/bin/sh\nprintf "from script\\n"\n', 0o700);
    const client = write('keyring-client.sh', '#!/bin/sh\necho "$@"\n', 0o700);
    const secrets = await loadVaultSecrets(
      [file, `s@${script}`, `c@${client}`, 'p@prompt', 'prompt', `@${file}`],
      ask,
    );
    expect(secrets).to.deep.equal([
      { id: 'default', password: 'from file' },
      { id: 's', password: 'from script' },
      { id: 'c', password: '--vault-id c' },
      { id: 'p', password: 'asked for p' },
      { id: 'default', password: 'asked for default' },
      { id: 'default', password: 'from file' },
    ]);
  });

  it('that are missing, empty or fail are named', async () => {
    const bad: [source: string, message: RegExp][] = [
      [join(dir, 'none'), /there is no vault password file/],
      [dir, /is a directory/],
      [write('empty', '\n'), /is empty/],
      [write('fail.sh', '#!/bin/sh\necho no >&2; exit 1\n', 0o700), /failed: no/],
    ];
    for (const [source, message] of bad) {
      const error: unknown = await loadVaultSecrets([source], ask).catch((reason: unknown) => reason);
      expect(error).to.be.instanceOf(TsplayError).with.property('message').match(message);
      const warnings: string[] = [];
      const secrets = await loadVaultSecrets(
        [`bad@${source}`, 'p@prompt', `worse@${source}`],
        ask,
        (text) => void warnings.push(text),
      );
      expect(secrets).to.deep.equal([{ id: 'p', password: 'asked for p' }]);
      expect(warnings).to.have.length(2);
      expect(warnings[0])
        .to.match(/^Error (getting|in) .*\(bad\): /)
        .and.match(message);
    }
  });

  it('that are typed and empty end it', async () => {
    const error: unknown = await loadVaultSecrets([write('good', 'x'), 'prompt'], () =>
      Promise.resolve(''),
    ).catch((reason: unknown) => reason);
    expect(error).to.be.instanceOf(TsplayError);
  });
});

describe('vault: with ansible-vault', () => {
  before(function () {
    if (spawnSync('ansible-vault', ['--version']).status !== 0) skip(this, 'ansible-vault is not installed');
  });
  const bytes = Buffer.concat([Buffer.from('grün\n'), randomBytes(100)]);
  const passwordFile = (secret: VaultSecret): string =>
    write(`pw-${secret.id}`, `${String(secret.password)}\n`);
  const run = (...args: string[]): Buffer =>
    execFileSync('ansible-vault', args, { stdio: ['ignore', 'pipe', 'pipe'] });

  it('opens what it wrote', () => {
    for (const secret of [plain, prod]) {
      const path = write(`theirs-${secret.id}`, bytes);
      run('encrypt', '--vault-id', `${secret.id}@${passwordFile(secret)}`, path);
      expect(decrypt(readFileSync(path, 'utf8'), [secret]).equals(bytes)).to.equal(true);
    }
  });

  it('writes what it opens', () => {
    for (const secret of [plain, prod]) {
      const path = write(`ours-${secret.id}`, encrypt(bytes, secret));
      run('decrypt', '--vault-id', `${secret.id}@${passwordFile(secret)}`, path);
      expect(readFileSync(path).equals(bytes)).to.equal(true);
    }
  });
});
