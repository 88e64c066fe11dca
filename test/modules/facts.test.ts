import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { isDeepStrictEqual } from 'node:util';
import { expect } from 'chai';

import type { Json } from '../../lib/core/json.js';
import { PyFloat } from '../../lib/core/value.js';
import { askAnsible, askTsplay, hasAnsible, type Answer } from '../support/beside-ansible.js';
import { skip } from '../support/skip.js';

type Facts = Readonly<Record<string, Json>>;

// subsets and filters as plays ask for them
const gatherings = [
  {},
  { gather_subset: ['!all', '!min', 'network'] },
  { gather_subset: ['!all'] },
  { gather_subset: ['min', 'hardware'] },
  { gather_subset: ['!all', '!min', 'distribution', 'service_mgr', 'pkg_mgr', 'user', 'env'] },
  { filter: ['ansible_*ipv4*', 'kernel'] },
];

/** Facts that tsplay tells in another way, or not at all, on purpose. */
const differs: Readonly<Record<string, string>> = {
  ansible_selinux_python_present: 'the host needs no Python',
  ansible_python: 'only the version of what is installed is told',
  ansible_python_version: 'read from the name of the program',
  ansible_fqdn: 'what hostname -f says',
  ansible_domain: 'what hostname -f says',
  ansible_env: 'the environment of the two processes',
};

/** What moves between two looks, and what the two list in the order they come across it. */
const moving =
  /^ansible_(date_time|loadavg|mem\w*|swapfree_mb|uptime_seconds|mounts|interfaces|all_ipv\d_addresses|virtualization_tech_\w+)$/;

describe('facts of this host, beside the real setup', function () {
  this.timeout(300_000);
  let dir: string;
  let theirs: readonly Facts[];
  let ours: readonly Facts[];

  before(function () {
    if (!hasAnsible()) skip(this, 'ansible is not installed');
    dir = mkdtempSync(join(tmpdir(), 'tsplay-facts-'));
    writeFileSync(join(dir, 'kept.fact'), '{"a": [1, true]}');
    writeFileSync(join(dir, 'run.fact'), '#!/bin/sh\necho "[s]"; echo "k = v"\n', { mode: 0o755 });
    writeFileSync(join(dir, 'fails.fact'), '#!/bin/sh\necho "no luck" >&2; exit 3\n', { mode: 0o755 });
    writeFileSync(join(dir, 'broken.fact'), '{"a": [');
    symlinkSync('/nowhere/at/all', join(dir, 'gone.fact'));
    theirs = told((argv, where) => askAnsible('ansible-playbook', argv, where));
    ours = told((argv, where) => askTsplay(['run', ...argv], where));
  });
  after(() => rmSync(dir, { recursive: true, force: true }));

  function told(
    ask: (argv: readonly string[], where: { cwd: string; env: Record<string, string> }) => Answer,
  ): Facts[] {
    const steps = gatherings.map((args, i) => ({
      'ansible.builtin.setup': { fact_path: dir, ...args },
      register: `facts_${i}`,
    }));
    const all = gatherings.map((_, i) => `facts_${i}.ansible_facts`).join(', ');
    const copy = { content: `{{ [${all}] | to_json }}`, dest: join(dir, 'answers') };
    const tasks = [...steps, { 'ansible.builtin.copy': copy }];
    const play = { hosts: 'localhost', connection: 'local', gather_facts: false, tasks };
    writeFileSync(join(dir, 'play.json'), JSON.stringify([play]));
    const env = { ANSIBLE_PYTHON_INTERPRETER: '/usr/bin/python3', ANSIBLE_PIPELINING: '1' };
    const answer = ask([join(dir, 'play.json')], { cwd: dir, env });
    expect(answer.code, answer.stdout + answer.stderr).to.equal(0);
    return JSON.parse(readFileSync(join(dir, 'answers'), 'utf8')) as Facts[];
  }

  gatherings.forEach((args, i) => {
    it(`${JSON.stringify(args)}: the same names`, () => {
      const names = (facts: Facts): string[] =>
        Object.keys(facts)
          .filter((name) => !(name in differs))
          .sort();
      expect(names(ours[i]!)).to.deep.equal(names(theirs[i]!));
    });
  });

  it('value by value', () => {
    const wrong = Object.entries(theirs[0]!)
      .filter(([name]) => !(name in differs) && !moving.test(name))
      .filter(([name, value]) => !isDeepStrictEqual(ours[0]![name], value))
      .map(
        ([name, value]) =>
          `${name}: ansible ${JSON.stringify(value)}, tsplay ${JSON.stringify(ours[0]![name])}`,
      );
    expect(wrong).to.deep.equal([]);
  });

  it('what moves has the same shape', () => {
    for (const name of Object.keys(theirs[0]!).filter((each) => moving.test(each)))
      expect([name, shape(ours[0]![name]!)]).to.deep.equal([name, shape(theirs[0]![name]!)]);
  });

  it('the kernel is the one that uname tells', () =>
    expect(ours[0]!['ansible_kernel']).to.equal(
      spawnSync('uname', ['-r'], { encoding: 'utf8' }).stdout.trim(),
    ));
});

/** Names and kinds of what is in a value; lists are as long as they are, in any order. */
function shape(value: Json): Json {
  if (Array.isArray(value)) {
    const isNames = value.every((item) => typeof item === 'string');
    return isNames ? [...value].sort() : value.map(shape);
  }
  if (value instanceof PyFloat) return 'number';
  if (typeof value !== 'object' || value === null) return typeof value;
  return Object.fromEntries(
    Object.entries(value)
      .map(([name, item]): [string, Json] => [name, shape(item)])
      .sort(([a], [b]) => (a < b ? -1 : 1)),
  );
}
