import path from 'node:path';
import { atLeast, atMost, type Case } from '../case.js';
import { runPlaybook, runScripts, whyNot } from '../tools.js';
import { mixedPlay, mixedScript, templateText } from '../work.js';

export const manyHosts: Case = {
  name: 'hosts',
  summary: '20 tasks on 50 hosts against scripts 16 at a time and mitogen; then 200 hosts',
  async run(site, { quick }) {
    site.file('template.j2', templateText);
    const top = (tool: string): string => path.join(site.dir, `${tool}-{{ inventory_hostname }}`);
    const hosts = quick ? 12 : 50;
    const inventory = site.inventory(hosts);
    const play = (name: string): Parameters<typeof runPlaybook>[2] => ({
      playbook: site.file(`hosts-${name}.yml`, mixedPlay(19, top(name))),
      inventory,
      forks: 50,
    });
    const script = await runScripts(site, hosts, 16, (host) =>
      mixedScript(20, path.join(site.dir, `script-n${host}`)),
    );
    const tsplay = (await runPlaybook(site, 'tsplay', play('tsplay'))).ms;
    const missing = quick ? 'mitogen is left out' : whyNot('mitogen');
    const mitogen = missing !== undefined ? 0 : (await runPlaybook(site, 'mitogen', play('mitogen'))).ms;
    const many = quick ? 24 : 200;
    const large = await runPlaybook(site, 'tsplay', {
      ...play('large'),
      inventory: site.inventory(many),
    });
    return [
      {
        name: `hosts: 20 tasks on ${hosts} hosts`,
        measured: { script, tsplay, ...(missing === undefined ? { mitogen } : {}) },
        goals: [
          atMost('tsplay / scripts', tsplay / script, 1.2),
          ...(missing === undefined ? [atLeast('mitogen / tsplay', mitogen / tsplay, 5)] : []),
        ],
        ...(missing === undefined ? {} : { notes: [missing] }),
      },
      {
        name: `hosts: 20 tasks on ${many} hosts`,
        measured: { tsplay: large.ms },
        goals: [
          atMost('time per host, against the smaller run', large.ms / many / (tsplay / hosts), 1.2),
          atMost('resident memory, MB', large.rssMb, 300),
        ],
      },
    ];
  },
};
