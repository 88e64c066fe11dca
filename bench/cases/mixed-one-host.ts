import { rmSync } from 'node:fs';
import path from 'node:path';
import { atLeast, atMost, type Case, type Row } from '../case.js';
import type { Site } from '../site.js';
import { interleave } from '../timed.js';
import { runPlaybook, runScript, whyNot, type PlaybookTool } from '../tools.js';
import { mixedPlay, mixedScript, templateText } from '../work.js';

export const mixedOneHost: Case = {
  name: 'mixed',
  summary: '100 mixed tasks on one host over ssh: converge, and again',
  async run(site, { quick }) {
    site.file('template.j2', templateText);
    const isThere = (tool: PlaybookTool): boolean => whyNot(tool) === undefined;
    const slow = (quick ? [] : (['pipelining', 'ansible'] as const)).filter(isThere);
    const tools = (['tsplay', 'mitogen'] as const).filter(isThere);
    const first = await measure(site, quick ? 1 : 5, tools, true);
    const again = await measure(site, quick ? 2 : 5, tools, false);
    const slowFirst = await measure(site, 1, slow, true, false);
    const slowAgain = await measure(site, 1, slow, false, false);
    return [
      rowOf('mixed: 100 tasks, converge', { ...first, ...slowFirst }),
      rowOf('mixed: 100 tasks, again', { ...again, ...slowAgain }),
    ];
  },
};

function rowOf(name: string, measured: Record<string, number>): Row {
  const { script, tsplay, mitogen } = measured;
  const missing = whyNot('mitogen');
  return {
    name,
    measured,
    goals: [
      atMost('tsplay / script', tsplay! / script!, 1.3),
      ...(mitogen === undefined ? [] : [atLeast('mitogen / tsplay', mitogen / tsplay!, 8)]),
    ],
    ...(missing === undefined ? {} : { notes: [missing] }),
  };
}

function measure(
  site: Site,
  rounds: number,
  tools: readonly PlaybookTool[],
  fresh: boolean,
  withScript = true,
): Promise<Record<string, number>> {
  const inventory = site.inventory(1);
  const runs: Record<string, () => Promise<number>> = {};
  if (withScript) {
    const top = path.join(site.dir, 'script');
    runs['script'] = async () => {
      if (fresh) rmSync(top, { recursive: true, force: true });
      return (await runScript(site, 0, mixedScript(100, top))).ms;
    };
  }
  for (const tool of tools) {
    const top = path.join(site.dir, tool);
    const playbook = site.file(`mixed-${tool}.yml`, mixedPlay(100, top));
    runs[tool] = async () => {
      if (fresh) rmSync(top, { recursive: true, force: true });
      return (await runPlaybook(site, tool, { playbook, inventory })).ms;
    };
  }
  return interleave(rounds, runs);
}
