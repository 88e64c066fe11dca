import { execFileSync } from 'node:child_process';
import { rmSync } from 'node:fs';
import path from 'node:path';
import { atMost, type Case, type Row } from '../case.js';
import type { Site } from '../site.js';
import { expectDone, interleave, timed } from '../timed.js';
import { runPlaybook } from '../tools.js';

export const largeFiles: Case = {
  name: 'files',
  summary: 'copy and fetch of 500 MB (quick: 100 MB) against scp',
  async run(site, { quick }) {
    const size = quick ? 100 : 500;
    const rounds = quick ? 1 : 3;
    const source = path.join(site.dir, 'large');
    execFileSync('dd', ['if=/dev/urandom', `of=${source}`, 'bs=1M', `count=${size}`, 'status=none']);
    const dest = path.join(site.dir, 'arrived');
    return [
      await compare(site, rounds, `files: copy ${size} MB`, dest, { copy: { src: source, dest } }, [
        source,
        far(site, dest),
      ]),
      await compare(
        site,
        rounds,
        `files: fetch ${size} MB`,
        dest,
        { fetch: { src: source, dest, flat: true } },
        [far(site, source), dest],
      ),
    ];
  },
};

const far = (site: Site, file: string): string => `root@${site.address(0)}:${file}`;

async function compare(
  site: Site,
  rounds: number,
  name: string,
  dest: string,
  task: Record<string, unknown>,
  between: readonly [string, string],
): Promise<Row> {
  const playbook = site.file(
    `${Object.keys(task)[0]}.yml`,
    JSON.stringify([{ hosts: 'all', gather_facts: false, tasks: [task] }]),
  );
  const options = [
    '-F',
    'none',
    '-o',
    `UserKnownHostsFile=${site.knownHosts}`,
    '-i',
    site.keyFile,
    '-P',
    String(site.port),
  ];
  let rssMb = 0;
  const measured = await interleave(rounds, {
    scp: async () => {
      rmSync(dest, { force: true });
      return (await expectDone(timed(['scp', '-q', ...options, ...between]), 'scp')).ms;
    },
    tsplay: async () => {
      rmSync(dest, { force: true });
      const done = await runPlaybook(site, 'tsplay', { playbook, inventory: site.inventory(1) });
      rssMb = Math.max(rssMb, done.rssMb);
      return done.ms;
    },
  });
  rmSync(dest, { force: true });
  return {
    name,
    measured,
    goals: [
      atMost('tsplay / scp', measured.tsplay / measured.scp, 1.25),
      atMost('resident memory, MB', rssMb, 200),
    ],
  };
}
