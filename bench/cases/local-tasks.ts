import { rmSync } from 'node:fs';
import path from 'node:path';
import { atMost, type Case, type Row } from '../case.js';
import type { Site } from '../site.js';
import { expectDone, interleave, timed } from '../timed.js';
import { runPlaybook } from '../tools.js';
import { mixedPlay, mixedScript, templateText } from '../work.js';

const play = (tasks: string): string => `- hosts: all\n  gather_facts: false\n  tasks:\n${tasks}`;

export const localTasks: Case = {
  name: 'local',
  summary:
    '100 local tasks; a loop of 1,000; 20,000 skipped tasks; 1,000 includes; 5,000 hosts in the inventory',
  async run(site, { quick }) {
    site.file('template.j2', templateText);
    const rounds = quick ? 1 : 5;
    return [
      await hundred(site, rounds, true),
      await hundred(site, rounds, false),
      await loop(site, rounds),
      await one(site, 'skipped: 20,000 tasks', skipped(), 3000),
      await includes(site),
      await inventory(site),
    ];
  },
};

const inventoryOf = (site: Site): string => site.file('local.ini', 'here ansible_connection=local\n');

async function one(site: Site, name: string, text: string, limit: number): Promise<Row> {
  const playbook = site.file(`${name.split(':')[0]}.yml`, text);
  const { ms, rssMb } = await runPlaybook(site, 'tsplay', { playbook, inventory: inventoryOf(site) });
  return {
    name,
    measured: { tsplay: ms },
    goals: [atMost('ms', ms, limit)],
    notes: [`${Math.round(rssMb)} MB`],
  };
}

async function hundred(site: Site, rounds: number, fresh: boolean): Promise<Row> {
  const tops = [path.join(site.dir, 'local'), path.join(site.dir, 'local-script')] as const;
  const playbook = site.file('local.yml', mixedPlay(100, tops[0]));
  const script = mixedScript(100, tops[1]);
  const begin = (top: string): void => (fresh ? rmSync(top, { recursive: true, force: true }) : undefined);
  const measured = await interleave(rounds, {
    script: async () => {
      begin(tops[1]);
      return (await expectDone(timed(['sh'], { input: script }), 'script')).ms;
    },
    tsplay: async () => {
      begin(tops[0]);
      return (await runPlaybook(site, 'tsplay', { playbook, inventory: inventoryOf(site) })).ms;
    },
  });
  return {
    name: `local: 100 tasks, ${fresh ? 'converge' : 'again'}`,
    measured,
    goals: [atMost('ms', measured.tsplay, 500)],
  };
}

async function loop(site: Site, rounds: number): Promise<Row> {
  const playbook = site.file(
    'loop.yml',
    play(`    - command: /bin/true\n      loop: "{{ range(1000) | list }}"\n`),
  );
  const script = 'i=0; while [ $i -lt 1000 ]; do /bin/true; i=$((i + 1)); done';
  const measured = await interleave(rounds, {
    script: async () => (await expectDone(timed(['sh'], { input: script }), 'script')).ms,
    tsplay: async () => (await runPlaybook(site, 'tsplay', { playbook, inventory: inventoryOf(site) })).ms,
  });
  return {
    name: 'loop: 1,000 items',
    measured,
    goals: [atMost('tsplay / shell loop', measured.tsplay / measured.script, 2)],
  };
}

const skipped = (): string =>
  play(
    Array.from(
      { length: 20_000 },
      (_, n) => `    - command: echo ${n}\n      when: never | default(false)\n`,
    ).join(''),
  );

async function includes(site: Site): Promise<Row> {
  site.file('part.yml', '- debug: {msg: "{{ item }}"}\n');
  return one(
    site,
    'include: in a loop of 1,000',
    play('    - include_tasks: part.yml\n      loop: "{{ range(1000) | list }}"\n'),
    5000,
  );
}

async function inventory(site: Site): Promise<Row> {
  const groups = Array.from({ length: 50 }, (_, n) => `[g${n}]\nhost[${n * 100}:${n * 100 + 99}]\n`).join('');
  const hosts = site.file('many.ini', `${groups}[all:vars]\nansible_connection=local\n`);
  const playbook = site.file(
    'pattern.yml',
    '- hosts: g1:g2:&all:!host150,~host42..\n  gather_facts: false\n  tasks:\n    - debug: {msg: x}\n      run_once: true\n',
  );
  const { ms } = await runPlaybook(site, 'tsplay', { playbook, inventory: hosts });
  return {
    name: 'inventory: 5,000 hosts with patterns',
    measured: { tsplay: ms },
    goals: [atMost('ms', ms, 1000)],
  };
}
