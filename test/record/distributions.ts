import { execFileSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';

import type { Json } from '../../lib/core/json.js';
import {
  disguise,
  distributionSubsets,
  recordedFacts,
  systems,
  type System,
} from '../support/distributions.js';
import { throwAway } from '../support/throw-away.js';

/** `tsx test/record/distributions.ts`: what the real setup tells on machines that look like other systems. Needs root. */
const answers = Object.fromEntries(systems().map((system) => [system.name, ask(system)]));
writeFileSync(recordedFacts, `${JSON.stringify(answers, null, 1)}\n`);

function ask(system: System): Json {
  const question = `gather_subset=${distributionSubsets.join(',')}`;
  const python = 'ansible_python_interpreter=/usr/bin/python3';
  const argv = ['ansible', 'localhost', '-m', 'setup', '-a', question, '-e', python];
  const [program, ...rest] = throwAway(argv, { shared: [], before: disguise(system) });
  const said = execFileSync(program!, rest, {
    encoding: 'utf8',
    env: { ...process.env, ANSIBLE_NOCOLOR: '1' },
  });
  const { ansible_facts: facts } = JSON.parse(said.slice(said.indexOf('{'))) as {
    readonly ansible_facts: Record<string, Json>;
  };
  return Object.fromEntries(
    Object.entries(facts).filter(([name]) => /distribution|os_family|pkg_mgr/.test(name)),
  );
}
