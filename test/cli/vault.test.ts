import { expect } from 'chai';
import { execFileSync } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { askAnsible, askTsplay, hasAnsible, type Answer } from '../support/beside-ansible.js';
import { skip } from '../support/skip.js';

describe('vault', function () {
  this.timeout(120_000);
  let cwd: string;
  const at = (name: string): string => path.join(cwd, name);
  const read = (name: string): string => readFileSync(at(name), 'utf8');
  const ours = (argv: readonly string[], input = '', editor = 'true'): Answer =>
    askTsplay(['vault', ...argv], { cwd, input, env: { EDITOR: editor } });
  const theirs = (argv: readonly string[], input = ''): Answer =>
    askAnsible('ansible-vault', argv, { cwd, input });
  const one = ['--vault-id', 'one@p1'];

  before(() => {
    cwd = mkdtempSync(path.join(tmpdir(), 'tsplay-vault-test-'));
    for (const name of ['p1', 'p2']) writeFileSync(at(name), `${randomBytes(9).toString('hex')}\n`);
    writeFileSync(at('editor'), '#!/bin/sh\necho edited >>"$1"\n', { mode: 0o755 });
  });
  after(() => rmSync(cwd, { recursive: true }));

  for (const [name, id, head] of [
    ['1.1', 'p1', '$ANSIBLE_VAULT;1.1;AES256'],
    ['1.2', 'prod@p1', '$ANSIBLE_VAULT;1.2;AES256;prod'],
  ] as const) {
    it(`${name}: what we encrypt they decrypt, and the other way round`, function () {
      if (!hasAnsible()) skip(this, 'ansible is not installed');
      writeFileSync(at('f'), 'text: é\n');
      expect(ours(['encrypt', '--vault-id', id, 'f']).code).to.equal(0);
      expect(read('f').split('\n')[0]).to.equal(head);
      expect(theirs(['decrypt', '--vault-id', id, 'f']).code).to.equal(0);
      expect(read('f')).to.equal('text: é\n');
      expect(theirs(['encrypt', '--vault-id', id, 'f']).code).to.equal(0);
      expect(ours(['view', '--vault-id', id, 'f']).stdout).to.equal('text: é\n');
      expect(ours(['rekey', '--vault-id', id, '--new-vault-id', 'n@p2', 'f']).stderr).to.equal(
        'Rekey successful\n',
      );
      expect(theirs(['view', '--vault-id', 'n@p2', 'f']).stdout).to.equal('text: é\n');
    });
  }

  it('standard input and output carry any bytes', () => {
    writeFileSync(at('bytes'), Buffer.from([0, 255, 10, 13, 200]));
    ours([...['encrypt', 'bytes', '--output', 'sealed'], ...one]);
    ours(['decrypt', 'sealed', '--output', 'again', ...one]);
    expect(readFileSync(at('again')).equals(readFileSync(at('bytes')))).to.equal(true);
    const { stdout } = ours(['encrypt', ...one], 'typed');
    expect(ours(['decrypt', '-', ...one], stdout).stdout).to.equal('typed');
  });

  it('a password that is typed and encrypts is asked twice', () => {
    writeFileSync(at('asked'), 'x');
    const argv = ['encrypt', '--vault-id', 'one@prompt', 'asked'];
    const wrong = ours(argv, 'typed\nmistyped\n');
    expect(wrong.stderr).to.match(/^New Vault password \(one\): Confirm New Vault password \(one\): /);
    expect(wrong.stderr).to.match(/ERROR! Passwords do not match/);
    expect(ours(argv, 'typed\ntyped\n').code).to.equal(0);
    expect(ours(['view', '--vault-id', 'one@prompt', 'asked'], 'typed\n').stdout).to.equal('x');
  });

  it('files are for their owner only', () => {
    writeFileSync(at('open'), 'x', { mode: 0o644 });
    ours(['encrypt', 'open', ...one]);
    expect(statSync(at('open')).mode & 0o777).to.equal(0o600);
  });

  it('a device is written to, and stays one', function () {
    if (process.getuid?.() !== 0) skip(this, 'only root makes devices');
    execFileSync('mknod', [at('null'), 'c', '1', '3']);
    writeFileSync(at('plain'), 'x');
    expect(ours(['encrypt', 'plain', '--output', 'null', ...one]).code).to.equal(0);
    expect(statSync(at('null')).isCharacterDevice()).to.equal(true);
  });

  it('encrypt_string has the form of the real one', function () {
    if (!hasAnsible()) skip(this, 'ansible is not installed');
    const argv = [
      'encrypt_string',
      ...one,
      'abc',
      'def',
      '-n',
      'first',
      '-n',
      'second',
      '--stdin-name',
      'typed',
    ];
    const form = ({ stdout, stderr }: Answer): string =>
      stderr + stdout.replace(/^( *)[0-9a-f]+$/gm, '$1HEX');
    expect(form(ours(argv, 'in'))).to.equal(form(theirs(argv, 'in')));
  });

  it('create and edit run $EDITOR, and keep the id', () => {
    const editor = at('editor');
    expect(ours(['create', 'fresh', ...one], '', editor).code).to.equal(0);
    expect(ours(['edit', 'fresh', '--vault-id', 'p1'], '', editor).code).to.equal(0);
    expect(read('fresh')).to.match(/^\$ANSIBLE_VAULT;1\.2;AES256;one\n/);
    expect(ours(['view', 'fresh', ...one]).stdout).to.equal('edited\nedited\n');
    const sealed = read('fresh');
    ours(['edit', 'fresh', ...one], '', 'true');
    expect(read('fresh'), 'unchanged text stays as it is').to.equal(sealed);
  });

  const refused: readonly (readonly [argv: readonly string[], code: number, message: RegExp])[] = [
    [
      ['view', 'fresh', '--vault-id', 'p2'],
      1,
      /^ERROR! Decryption failed: no given password opens this vault \(id 'one'\)/,
    ],
    [['encrypt', 'fresh', ...one], 1, /^ERROR! input is already encrypted/],
    [['decrypt', 'p1', ...one], 1, /^ERROR! input is not vault encrypted data/],
    [['encrypt', 'nofile', ...one], 1, /^ERROR! Unable to read source file/],
    [['create', 'fresh', ...one], 1, /^ERROR! fresh exists/],
    [['encrypt_string', ...one, '--vault-id', 'two@p2', 'x'], 5, /^ERROR! The vault-ids one,two are/],
    [['encrypt_string', ...one, '--encrypt-vault-id', 'zz', 'x'], 1, /^ERROR! Did not find a match/],
    [['encrypt_string', ...one, '--stdin-name', 'x'], 1, /^ERROR! stdin was empty/],
  ];
  for (const [argv, code, message] of refused) {
    it(`refuses ${argv.join(' ')}`, () => {
      const answer = ours(argv);
      expect(answer.stderr).to.match(message);
      expect(answer.code).to.equal(code);
    });
  }
});
