import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from 'chai';
import {
  entriesFor,
  fingerprintOf,
  judgeHostKey,
  knownHostName,
  readKnownHosts,
} from '../../lib/connect/ssh/known-hosts.js';
import { makeKey } from './support/start-sshd.js';

describe('known_hosts', () => {
  let dir: string;
  let key: string;
  let other: string;
  before(() => {
    dir = mkdtempSync(join(tmpdir(), 'tsplay-known-'));
    [key, other] = ['a', 'b'].map((name) =>
      readFileSync(`${makeKey(join(dir, name))}.pub`, 'utf8')
        .split(' ')
        .slice(0, 2)
        .join(' '),
    ) as [string, string];
  });
  after(() => rmSync(dir, { recursive: true }));

  function judge(text: string, host: string, port = 22): string {
    const file = join(dir, 'hosts');
    writeFileSync(file, text.replaceAll('KEY', key).replaceAll('OTHER', other));
    const verdict = judgeHostKey(
      Buffer.from(key.split(' ')[1]!, 'base64'),
      entriesFor(knownHostName(host, port), readKnownHosts([join(dir, 'none'), file])),
    );
    return 'entry' in verdict ? `${verdict.kind} ${verdict.entry.line}` : verdict.kind;
  }

  for (const [what, text, host, port, verdict] of [
    ['a plain name', 'node1,10.0.0.1 KEY', 'node1', 22, 'known'],
    ['another case', 'node1 KEY', 'NODE1', 22, 'known'],
    ['another name', 'node1 KEY', 'node2', 22, 'unknown'],
    ['a port', '[node1]:2222 KEY', 'node1', 2222, 'known'],
    ['the name without its port', 'node1 KEY', 'node1', 2222, 'unknown'],
    ['a pattern', '*.lab,!bad.lab KEY', 'n1.lab', 22, 'known'],
    ['an exception', '*.lab,!bad.lab KEY', 'bad.lab', 22, 'unknown'],
    ['a dot is a dot', 'n.lab KEY', 'nxlab', 22, 'unknown'],
    ['another key', '# comment\n\nnode1 OTHER', 'node1', 22, 'changed 3'],
    ['two keys', 'node1 OTHER\nnode1 KEY', 'node1', 22, 'known'],
    ['a revoked key', 'node1 KEY\n@revoked * KEY', 'node1', 22, 'revoked 2'],
    ['an authority', '@cert-authority *.lab KEY', 'n1.lab', 22, 'unknown'],
    ['another authority', '@cert-authority *.lab OTHER', 'n1.lab', 22, 'authority 1'],
    ['a marker that nobody knows', '@whatever * KEY', 'node1', 22, 'unknown'],
    ['garbage', 'node1\n\u0000\u00ff zzz', 'node1', 22, 'unknown'],
  ] as const) {
    it(`${what}: ${verdict}`, () => {
      // An authority's own key shown as a host key is no known host key.
      expect(judge(text, host, port)).to.equal(what === 'an authority' ? 'authority 1' : verdict);
    });
  }

  it('reads names that ssh-keygen has hashed', () => {
    const file = join(dir, 'hashed');
    writeFileSync(file, `node1 ${key}\n[node2]:2222 ${key}\n`);
    execFileSync('ssh-keygen', ['-q', '-H', '-f', file], { stdio: 'ignore' });
    const text = readFileSync(file, 'utf8');
    expect(text).to.not.include('node1');
    expect([judge(text, 'node1'), judge(text, 'node2', 2222), judge(text, 'node2')]).to.deep.equal([
      'known',
      'known',
      'unknown',
    ]);
  });

  it('shows the fingerprint that ssh-keygen shows', () => {
    const shown = execFileSync('ssh-keygen', ['-lf', join(dir, 'a.pub')], { encoding: 'utf8' }).split(' ')[1];
    expect(fingerprintOf(key.split(' ')[1]!)).to.equal(shown);
  });
});
