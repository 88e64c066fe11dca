import { IN_IMAGE } from '../../lib/core/in-image.js';
import {
  bytesOfData,
  defineModule,
  dataOf,
  expandPaths,
  failure,
  failureOf,
  fileReturns,
  makeResult,
  skipped,
  resultOf,
  pythonPattern,
  scriptBeside,
  type ModuleContext,
  type Result,
} from '../../lib/module/index.js';
import { textOf } from '../../lib/remote/bytes.js';
import { choice, int, list, path, text } from '../../lib/schema/index.js';

import { setTimeout as sleep } from 'node:timers/promises';

const script = scriptBeside(import.meta.url, 'wait.sh', 'attributes');

const args = {
  host: text({ doc: 'Whose port, seen from the host', fallback: '127.0.0.1' }),
  port: int({ doc: 'The port' }),
  path: path({ doc: 'A file, instead of a port' }),
  state: choice(['absent', 'drained', 'present', 'started', 'stopped'], {
    doc: 'What to wait for',
    fallback: 'started',
  }),
  search_regex: text({ doc: 'Pattern in the file, or in what the port sends' }),
  timeout: int({ doc: 'Seconds to wait', fallback: 300 }),
  connect_timeout: int({ doc: 'Seconds for one try', fallback: 5 }),
  delay: int({ doc: 'Seconds before the first try', fallback: 0 }),
  sleep: int({ doc: 'Seconds between tries', fallback: 1 }),
  msg: text({ doc: 'What to say when it did not happen' }),
  active_connection_states: list(text({}), {
    doc: 'Connections that count for state=drained',
    fallback: ['ESTABLISHED', 'FIN_WAIT1', 'FIN_WAIT2', 'SYN_RECV', 'SYN_SENT', 'TIME_WAIT'],
  }),
  exclude_hosts: list(text({}), { doc: 'Hosts whose connections do not count for state=drained' }),
};

export const module = defineModule({
  name: 'wait_for',
  summary: 'Waits for a port, a file or a text in it',
  examples: `
- name: The web server answers
  wait_for:
    port: 80
    timeout: 30`,
  args,
  rules: [
    {
      kind: 'mutually_exclusive',
      names: ['path', 'port'],
      says: 'port and path parameter can not both be passed to wait_for',
    },
  ],
  returns: {
    elapsed: int({ doc: 'Seconds waited' }),
    match_groups: list(text({}), { doc: 'Groups of search_regex' }),
  },
  async run(given, ctx): Promise<Result> {
    if (given.state === 'drained' && given.port === undefined)
      return failure('state=drained should only be used for checking a port in the wait_for module');
    if (given.state !== 'drained' && given.exclude_hosts !== undefined)
      return failure('exclude_hosts should only be with state=drained');
    if (given.sleep < 0 || given.delay < 0) return failure('sleep length must be non-negative');
    if (ctx.place === 'image' && given.port !== undefined && isLocal(given.host))
      return skipped(`${IN_IMAGE}who listens on port ${given.port} does so after the boot`);
    const end = Date.now() + given.timeout * 1000;
    const start = Date.now();
    const elapsed = (): number => Math.trunc((Date.now() - start) / 1000);
    await sleep(given.delay * 1000, undefined, { signal: ctx.signal });
    if (given.port === undefined && given.path === undefined)
      return await justWait(Date.now() + given.timeout * 1000, elapsed, ctx);
    for (;;) {
      const reply = await look(given, Math.max(1, Math.ceil((end - Date.now()) / 1000)), ctx);
      const problem = failureOf(reply);
      if (problem !== undefined) return failure(problem, { elapsed: elapsed() });
      const found = judge(given, dataOf(reply, 'met') === 'yes', bytesOfData(reply, 'text'));
      if (found)
        return makeResult({
          changed: false,
          elapsed: elapsed(),
          state: given.state,
          ...Object.fromEntries([...resultOf(reply, fileReturns)].filter(([name]) => name in fileReturns)),
          port: given.port ?? null,
          path: given.path ?? null,
          search_regex: given.search_regex ?? null,
          ...found,
        });
      if (Date.now() >= end) return failure(given.msg ?? sorry(given), { elapsed: elapsed() });
      await sleep(given.sleep * 1000, undefined, { signal: ctx.signal });
    }
  },
});

type Given = Parameters<typeof sorry>[0] & {
  readonly search_regex: string | undefined;
  readonly sleep: number;
  readonly connect_timeout: number;
  readonly active_connection_states: readonly string[];
  readonly exclude_hosts: readonly string[] | undefined;
};

const isLocal = (host: string): boolean => /^(localhost|127\.\d+\.\d+\.\d+|::1)$/.test(host);

async function justWait(end: number, elapsed: () => number, ctx: ModuleContext): Promise<Result> {
  await sleep(Math.max(0, end - Date.now()), undefined, { signal: ctx.signal });
  return makeResult({
    changed: false,
    elapsed: elapsed(),
    state: 'started',
    port: null,
    path: null,
    search_regex: null,
    match_groups: [],
    match_groupdict: new Map(),
  });
}

// the host itself waits for as long as one call may take; a text is looked at here, with Python's patterns
const look = (given: Given, seconds: number, ctx: ModuleContext): ReturnType<ModuleContext['call']> =>
  ctx.call(
    expandPaths(args, { path: given.path }) + script.text(),
    {
      host: given.host,
      port: given.port,
      path: given.path,
      state: given.state,
      wants_text: given.search_regex !== undefined,
      patience: given.search_regex === undefined ? Math.min(seconds, 20) : 0,
      pause: given.sleep,
      connect_timeout: given.connect_timeout,
      active_connection_states: given.active_connection_states,
      exclude_hosts: given.exclude_hosts ?? [],
    },
    { mode: 'apply' },
  );

function judge(
  given: Given,
  met: boolean,
  content: Uint8Array | undefined,
): Record<string, string[] | Map<string, string>> | undefined {
  if (given.search_regex === undefined)
    return met ? { match_groups: [], match_groupdict: new Map() } : undefined;
  const isAbsent = given.state === 'absent' || given.state === 'stopped';
  const match = content === undefined ? null : pythonPattern(given.search_regex, 'am').exec(textOf(content));
  if (isAbsent) return match ? undefined : { match_groups: [], match_groupdict: new Map() };
  if (!match) return undefined;
  return {
    match_groups: match.slice(1).map((each) => each ?? ''),
    match_groupdict: new Map(Object.entries(match.groups ?? {})),
  };
}

function sorry(given: {
  host: string;
  port: number | undefined;
  path: string | undefined;
  state: string;
  search_regex?: string | undefined;
}): string {
  const what = given.path ?? `${given.host}:${given.port}`;
  if (given.search_regex !== undefined)
    return `Timeout when waiting for search string ${given.search_regex} in ${what}`;
  if (given.path !== undefined)
    return given.state === 'absent' || given.state === 'stopped'
      ? `Timeout when waiting for ${what} to be absent.`
      : `Timeout when waiting for file ${what}`;
  if (given.state === 'drained') return `Timeout when waiting for ${what} to drain`;
  return given.state === 'absent' || given.state === 'stopped'
    ? `Timeout when waiting for ${what} to stop.`
    : `Timeout when waiting for ${what}`;
}
