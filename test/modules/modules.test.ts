import { readdirSync, rmSync } from 'node:fs';
import { basename, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect } from 'chai';
import type { Dict, Value } from '../../lib/core/value.js';
import { dataOf, failureOf, runModule } from '../../lib/module/index.js';
import type { Session } from '../../lib/remote/session.js';
import {
  moduleContext,
  registry,
  sandboxSession,
  scratchDirectory,
  shellNames,
  shellSession,
  type ShellName,
} from '../support/module-context.js';
import {
  compareResult,
  compareTree,
  fingerprint,
  leftovers,
  loadCases,
  plantTree,
  withRoot,
  type Case,
} from './cases.js';

const here = fileURLToPath(new URL('.', import.meta.url));
const stubs = fileURLToPath(new URL('../fixtures/bin', import.meta.url));

for (const file of readdirSync(here).filter((name) => name.endsWith('.yml'))) {
  const name = basename(file, '.yml');
  const cases = loadCases(join(here, file));
  for (const shell of shellNames) {
    describe(`module ${name} in ${shell}`, () => {
      let session: Session;
      before(async () => (session = await shellSession(shell, [stubs])));
      after(() => session.close());
      for (const one of cases.filter((each) => each.shells?.includes(shell) ?? true)) {
        it(one.name, () => runCase(name, one, session, shell));
      }
    });
  }
}

// modules that work on /etc, users, mounts and the network get a copy of /etc in namespaces of their own
const sandboxed = new Set([
  'apt_repository',
  'deb822_repository',
  'cron',
  'exportfs',
  'firewalld',
  'getent',
  'group',
  'hostname',
  'initramfs',
  'iptables',
  'locale_gen',
  'modprobe',
  'mount',
  'seboolean',
  'selinux',
  'sysctl',
  'sysvinit',
  'timezone',
  'user',
]);

async function runCase(name: string, one: Case, shared: Session, shell: ShellName): Promise<void> {
  const root = scratchDirectory(name);
  const session = sandboxed.has(name) ? await sandboxSession(shell, root, [stubs]) : shared;
  try {
    await session.call({ script: ':', params: {}, mode: 'apply' });
    plantTree(root, one.tree ?? {});
    if (one.before !== undefined) await answers(session, [one.before], root);
    const wrong = [
      ...(await check(name, one, session, root)),
      ...(await apply(name, one, session, root)),
      ...leftovers(root).map((each) => `left behind: ${each}`),
    ];
    expect(wrong, `${one.name} in ${shell}`).to.deep.equal([]);
  } finally {
    if (session !== shared) await session.close();
    rmSync(root, { recursive: true, force: true });
  }
}

async function check(name: string, one: Case, session: Session, root: string): Promise<readonly string[]> {
  const shows = Object.keys(one.shows ?? {});
  const before = [fingerprint(root), ...(await answers(session, shows, root))];
  const { result } = await run(name, one, session, root, true);
  const expected = one.check ?? {
    changed: one.result['changed'] ?? false,
    failed: one.result['failed'] ?? null,
  };
  const wrong = compareResult(result, expected, root).map((each) => `check: ${each}`);
  const after = [fingerprint(root), ...(await answers(session, shows, root))];
  return after.join() === before.join() ? wrong : [...wrong, 'check changed something'];
}

async function apply(name: string, one: Case, session: Session, root: string): Promise<readonly string[]> {
  const first = await run(name, one, session, root, false);
  const tree = [...compareTree(root, one.then ?? {}), ...(await compareShown(one, session, root))];
  const second = await run(name, one, session, root, false);
  const again = one.again ?? { changed: false, failed: one.result['failed'] ?? null };
  return [
    ...compareResult(first.result, { failed: null, ...one.result }, root),
    ...tree,
    ...(first.calls > (one.trips ?? 1) ? [`${first.calls} trips`] : []),
    ...compareResult(second.result, again, root).map((each) => `again: ${each}`),
    ...compareTree(root, one.then ?? {}).map((each) => `again: ${each}`),
    ...(await compareShown(one, session, root)).map((each) => `again: ${each}`),
  ];
}

async function compareShown(one: Case, session: Session, root: string): Promise<readonly string[]> {
  const commands = Object.keys(one.shows ?? {});
  const texts = await answers(session, commands, root);
  return commands.flatMap((command, i) =>
    compareResult(new Map([['said', texts[i]!]]), { said: one.shows![command]! }, root).map(
      (each) => `${command}: ${each}`,
    ),
  );
}

// what commands print in the session's shell
async function answers(
  session: Session,
  commands: readonly string[],
  root: string,
): Promise<readonly string[]> {
  const said: string[] = [];
  for (const command of commands) {
    const script = `data said "$(set +f; ${command.replaceAll('$ROOT', root)})"`;
    const reply = await session.call({ script, params: {}, mode: 'apply', environment: { STUB_STATE: root } });
    said.push(dataOf(reply, 'said') ?? failureOf(reply) ?? '');
  }
  return said;
}

async function run(
  name: string,
  one: Case,
  session: Session,
  root: string,
  isCheck: boolean,
): Promise<{ result: ReadonlyMap<string, Value>; calls: number }> {
  const ctx = moduleContext({
    session,
    check: isCheck,
    filesDir: root,
    vars: withRoot(one.vars ?? {}, root) as Dict,
    environment: {
      STUB_STATE: root,
      ...Object.fromEntries(
        Object.entries(one.environment ?? {}).map(([k, v]) => [k, v.replaceAll('$ROOT', root)]),
      ),
    },
    ...(one.place ? { place: one.place } : {}),
  });
  const result = await runModule(await registry.find(name), withRoot(one.args, root) as Dict, ctx);
  return { result, calls: ctx.calls() };
}
