import { readFileSync } from 'node:fs';
import { atMost, type Case } from '../case.js';
import { delayProxy } from '../delay-proxy.js';
import { timed, type Timed } from '../timed.js';
import { tsplayArgv } from '../tools.js';

/** Seconds that each phase of connecting to a bad host may take; a busy machine needs more for so many good ones. */
const LIMIT = 10;
/** The longest that a timer can be set to. */
const NEVER = 2 ** 31 - 1;

export const badHosts: Case = {
  name: 'bad',
  summary:
    '195 good hosts, 2 that never answer, 2 without a server and 1 slow: the normal time and one limit',
  async run(site, { quick }) {
    const good = quick ? 35 : 195;
    const mute = await delayProxy(site.port, NEVER);
    const slow = await delayProxy(site.port, 150);
    try {
      site.trust(slow.port);
      const bad = [
        ...[0, 1].map(
          (n) =>
            `mute${n} ansible_host=${site.address(n)} ansible_port=${mute.port} ansible_timeout=${LIMIT}`,
        ),
        ...[0, 1].map(
          (n) => `dead${n} ansible_host=${site.address(n)} ansible_port=1 ansible_timeout=${LIMIT}`,
        ),
      ];
      const slowHost = `slow ansible_host=${site.address(0)} ansible_port=${slow.port}`;
      const playbook = site.file('bad.yml', commands);
      const run = async (name: string, more: readonly string[]): Promise<Timed> => {
        const text = readFileSync(site.inventory(good), 'utf8');
        const inventory = site.file(`bad-${name}.ini`, `${more.join('\n')}\n${text}`);
        return timed([...tsplayArgv(site), '-i', inventory, '-f', '50', playbook]);
      };
      const normal = await run('normal', [slowHost]);
      const among = await run('among', [...bad, slowHost]);
      if (normal.exitCode !== 0)
        throw new Error(`the good hosts ended with ${normal.exitCode}:\n${normal.output}`);
      if (among.exitCode !== 4) throw new Error(`expected 4, got ${among.exitCode}:\n${among.output}`);
      return [
        {
          name: `bad: ${good} good hosts, 2 mute, 2 dead, 1 slow`,
          measured: { 'good and slow': normal.ms, 'among bad ones': among.ms },
          goals: [
            atMost(`limits of ${LIMIT} s more`, (among.ms - normal.ms) / (LIMIT * 1000), 1.2),
            atMost('resident memory, MB', among.rssMb, 500),
          ],
        },
      ];
    } finally {
      mute.close();
      slow.close();
    }
  },
};

const commands = JSON.stringify([
  {
    hosts: 'all',
    gather_facts: false,
    tasks: Array.from({ length: 5 }, (_, n) => ({ name: `t${n}`, command: 'true', changed_when: false })),
  },
]);
