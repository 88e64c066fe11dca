import { execFileSync } from 'node:child_process';
import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Dict, Value } from '../../lib/core/value.js';
import { localTransport } from '../../lib/connect/local.js';
import { createRegistry, runModule, type ModuleContext, type Result } from '../../lib/module/index.js';
import { openSession, type Session } from '../../lib/remote/session.js';
import { renderTemplateFile, Templar, variablesOf } from '../../lib/template/index.js';
import { allModules } from '../../lib/all-modules.js';

export const registry = createRegistry(allModules);

export interface ContextOptions {
  readonly session: Session;
  readonly check?: boolean;
  readonly diff?: boolean;
  readonly phase?: 'dev' | 'production';
  readonly place?: 'live' | 'image';
  readonly isLocal?: boolean;
  readonly vars?: Dict;
  readonly filesDir?: string;
  readonly environment?: Readonly<Record<string, string>>;
  readonly verbosity?: number;
}

/** A context over a real session, as the engine makes them. */
export function moduleContext(
  options: ContextOptions,
): ModuleContext & { readonly warnings: string[]; readonly calls: () => number } {
  const vars: Dict = options.vars ?? new Map();
  const templar = new Templar({ variables: variablesOf(vars) });
  const warnings: string[] = [];
  let calls = 0;
  const ctx: ModuleContext & { readonly warnings: string[]; readonly calls: () => number } = {
    host: 'here',
    check: options.check ?? false,
    diff: options.diff ?? true,
    maxDiffSize: 104_448,
    verbosity: options.verbosity ?? 0,
    phase: options.phase ?? 'dev',
    place: options.place ?? 'live',
    isLocal: () => options.isLocal ?? false,
    templar,
    variable: (name) => templar.variable(name),
    renderTemplate: (file) => renderTemplateFile(templar, file),
    findFile: (_kind, name) => (name.startsWith('/') ? name : join(options.filesDir ?? '/nonexistent', name)),
    unvault: (content) => content,
    call: (script, params, how) => {
      calls++;
      const mode = how?.mode ?? (options.check ? 'check' : 'apply');
      return options.session.call({
        script,
        params,
        mode,
        environment: options.environment ?? {},
        ...(how?.timeoutMs ? { timeoutMs: how.timeoutMs } : {}),
      });
    },
    session: options.session,
    localSession: () => Promise.resolve(options.session),
    runModule: async (name, args) => runModule(await registry.find(name), args, ctx),
    resetConnection: () => Promise.resolve(),
    progress: () => {},
    warn: (text) => warnings.push(text),
    alert: (text) => warnings.push(text),
    signal: new AbortController().signal,
    environment: options.environment ?? {},
    noLog: false,
    at: undefined,
    deadline: undefined,
    warnings,
    calls: () => calls,
  };
  return ctx;
}

/** Where the busybox session finds its tools: all of busybox's own, then the stubs. */
const busyboxDir = mkdtempSync(join(tmpdir(), 'tsplay-busybox-'));
process.once('exit', () => rmSync(busyboxDir, { recursive: true, force: true }));

/** A directory of the test's own; in memory where possible, since every write is synced. */
export const scratchDirectory = (name: string): string =>
  mkdtempSync(join(existsSync('/dev/shm') ? '/dev/shm' : tmpdir(), `tsplay-${name}-`));

export const shellNames = ['dash', 'bash', 'busybox'] as const;
export type ShellName = (typeof shellNames)[number];

/** A session in one of the shells; stand-ins of the host's tools (test/fixtures/bin) come first. */
export function shellSession(shell: ShellName, stubs: readonly string[] = []): Promise<Session> {
  const path = [
    ...stubs,
    ...(shell === 'busybox' ? [installedBusybox()] : []),
    process.env['PATH'] ?? '/usr/bin:/bin',
  ];
  return openSession({
    transport: localTransport(),
    openMs: 10_000,
    shell: shell === 'dash' ? '/usr/bin/dash' : shell === 'bash' ? '/bin/bash' : join(busyboxDir, 'sh'),
    wrap: (argv) => ['/usr/bin/env', `PATH=${path.join(':')}`, ...argv],
  });
}

/**
 * A session that has /etc, the host name and a network to itself: a copy of what matters of /etc lies in `root`/etc. What
 * it does to users, groups, mounts and packet filters ends with it.
 */
export function sandboxSession(
  shell: ShellName,
  root: string,
  stubs: readonly string[] = [],
): Promise<Session> {
  const path = [
    ...stubs,
    ...(shell === 'busybox' ? [installedBusybox()] : []),
    process.env['PATH'] ?? '/usr/bin:/bin',
  ];
  const enter =
    'mkdir "$1/etc" && cd /etc && cp -a -- passwd group shadow gshadow login.defs default skel nsswitch.conf pam.d security hostname hosts ld.so.cache alternatives "$1/etc" && cd / && mount --bind "$1/etc" /etc && shift && exec "$@"';
  return openSession({
    transport: localTransport(),
    openMs: 10_000,
    shell: shell === 'dash' ? '/usr/bin/dash' : shell === 'bash' ? '/bin/bash' : join(busyboxDir, 'sh'),
    wrap: (argv) => [
      '/usr/bin/unshare',
      '--mount',
      '--uts',
      '--net',
      '--propagation',
      'private',
      '/bin/sh',
      '-c',
      enter,
      'sh',
      root,
      '/usr/bin/env',
      `PATH=${path.join(':')}`,
      ...argv,
    ],
  });
}

export function installedBusybox(): string {
  if (!existsSync(join(busyboxDir, 'sh'))) execFileSync('busybox', ['--install', '-s', busyboxDir]);
  return busyboxDir;
}

export async function runTask(
  name: string,
  args: Record<string, Value> | Dict,
  ctx: ModuleContext,
): Promise<Result> {
  return runModule(
    await registry.find(name),
    args instanceof Map ? args : new Map(Object.entries(args)),
    ctx,
  );
}
