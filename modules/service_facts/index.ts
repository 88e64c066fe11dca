import type { Dict, Value } from '../../lib/core/value.js';
import { dataOf, defineModule, failedResult, makeResult, scriptBeside } from '../../lib/module/index.js';
import { raw } from '../../lib/schema/index.js';

export const module = defineModule({
  name: 'service_facts',
  summary: 'Tells which services there are, and which of them run',
  examples: `
- service_facts:
- debug:
    var: ansible_facts.services`,
  args: {},
  returns: { ansible_facts: raw({ doc: 'services: name → {name, state, status, source}' }) },
  script: scriptBeside(import.meta.url, 'service_facts.sh'),
  finish(reply) {
    const failed = failedResult(reply);
    if (failed) return failed;
    const services: Dict = new Map();
    for (const line of lines(dataOf(reply, 'sysv'))) addSysv(services, line);
    for (const line of lines(dataOf(reply, 'openrc'))) addOpenrc(services, line);
    for (const line of lines(dataOf(reply, 'units'))) addUnit(services, line);
    for (const line of lines(dataOf(reply, 'unit_files'))) addUnitFile(services, line);
    if (services.size === 0)
      return makeResult({
        skipped: true,
        msg: 'Failed to find any services. This can be due to privileges or some other configuration issue.',
      });
    return makeResult({ changed: false, ansible_facts: new Map<Value, Value>([['services', services]]) });
  },
});

const lines = (text: string | undefined): string[] =>
  (text ?? '').split('\n').filter((line) => line.trim() !== '');

const service = (name: string, state: string, source: string, status?: string): Dict =>
  new Map<Value, Value>([
    ['name', name],
    ['state', state],
    ...(status === undefined ? [] : [['status', status] as [Value, Value]]),
    ['source', source],
  ]);

// ` [ + ]  ssh`
function addSysv(services: Dict, line: string): void {
  const found = /^\s*\[\s*([+?-])\s*\]\s+(\S+)/.exec(line);
  if (!found || found[1] === '?') return;
  services.set(found[2]!, service(found[2]!, found[1] === '+' ? 'running' : 'stopped', 'sysv'));
}

// ` sshd | started`, with its runlevel behind it
function addOpenrc(services: Dict, line: string): void {
  const [name, state] = line.trim().split('\t');
  if (name !== undefined && state !== undefined)
    services.set(name, service(name, state === 'started' ? 'running' : state, 'openrc'));
}

const bad = ['not-found', 'masked', 'failed'];

// `ssh.service loaded active running Text`, with a dot before what is bad
function addUnit(services: Dict, line: string): void {
  const words = line
    .replace(/^[●*○×↻]\s*/, '')
    .trim()
    .split(/\s+/);
  const name = words[0];
  if (!name?.endsWith('.service')) return;
  const status = bad.find((word) => words.slice(1, 4).includes(word)) ?? 'unknown';
  services.set(name, service(name, words[3] === 'running' ? 'running' : 'stopped', 'systemd', status));
}

// `ssh.service enabled active`
function addUnitFile(services: Dict, line: string): void {
  const [name = '', status = '', state = 'unknown'] = line.trim().split(/\s+/);
  if (!name.endsWith('.service')) return;
  const known = services.get(name);
  if (!(known instanceof Map)) services.set(name, service(name, state, 'systemd', status));
  else if (!bad.includes(known.get('status') as string)) known.set('status', status);
}
