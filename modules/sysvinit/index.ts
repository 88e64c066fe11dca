import type { Value } from '../../lib/core/value.js';
import { defineModule, resultOf, scriptBeside } from '../../lib/module/index.js';
import { bool, choice, int, list, nested, raw, text } from '../../lib/schema/index.js';

const step = nested(
  {
    changed: bool({ doc: 'Was it done?' }),
    rc: int({ doc: 'Exit code' }),
    stdout: raw({ doc: 'What it said' }),
    stderr: raw({ doc: 'What it said on standard error' }),
    runlevels: list(text({}), { doc: 'As asked' }),
  },
  { doc: 'What was done' },
);

const returns = {
  name: text({ doc: 'The service' }),
  status: nested(
    { enabled: step, started: step, stopped: step, restarted: step, reloaded: step },
    { doc: 'By what was asked: enabled, and the state' },
  ),
  msg: text({ doc: 'In an image: what is left to the boot' }),
};

export const module = defineModule({
  name: 'sysvinit',
  summary: 'Starts, stops and enables services of System V init',
  notes: [
    'In an image (production phase) nothing runs: `started` is left to the boot, and enables the service.',
  ],
  examples: `
- name: The daemon runs, and after the next boot too
  sysvinit:
    name: tftpd-hpa
    state: started
    enabled: true
    runlevels: [2, 3]`,
  args: {
    name: text({ doc: 'The service', required: true, aliases: ['service'] }),
    state: choice(['reloaded', 'restarted', 'started', 'stopped'], {
      doc: 'What it should be; restarted and reloaded always act',
    }),
    enabled: bool({ doc: 'Should it start at boot?' }),
    runlevels: list(text({}), { doc: 'In which runlevels; by default those of its script' }),
    sleep: int({ doc: 'Seconds between stop and start of a restart', fallback: 1 }),
    pattern: text({ doc: 'Text in the list of processes that proves it runs' }),
    arguments: text({ doc: 'More words for the script', aliases: ['args'] }),
    daemonize: bool({ doc: 'Start it in a session of its own', fallback: false }),
  },
  rules: [{ kind: 'required_one_of', names: ['state', 'enabled'] }],
  returns,
  script: scriptBeside(import.meta.url, 'sysvinit.sh', 'collect', 'sysv'),
  finish(reply) {
    const result = resultOf(reply, returns);
    const status = result.get('status');
    if (status instanceof Map) for (const done of status.values()) fillIn(done as Map<Value, Value>);
    return result;
  },
});

// what was not done has no exit code and said nothing
function fillIn(done: Map<Value, Value>): void {
  for (const key of ['rc', 'stdout', 'stderr']) if (!done.has(key)) done.set(key, null);
}
