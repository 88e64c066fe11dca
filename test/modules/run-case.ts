import { rmSync } from 'node:fs';
import { expect } from 'chai';
import type { Dict, Value } from '../../lib/core/value.js';
import { dataOf, failureOf, runModule } from '../../lib/module/index.js';
import type { Session } from '../../lib/remote/session.js';
import { moduleContext, registry } from '../support/module-context.js';
import {
  compareResult,
  compareTree,
  fingerprint,
  leftovers,
  plantTree,
  withRoot,
  type Case,
} from './cases.js';

/** Plants the tree of a case, checks it, applies it and applies it again; throws with everything that was not so. */
export async function runCase(
  name: string,
  one: Case,
  root: string,
  { session, over }: { readonly session: Session; readonly over: string },
): Promise<void> {
  try {
    await session.call({ script: ':', params: {}, mode: 'apply' });
    plantTree(root, one.tree ?? {});
    if (one.before !== undefined) await answers(session, [one.before], root);
    const wrong = [
      ...(await check(name, one, session, root)),
      ...(await apply(name, one, session, root)),
      ...leftovers(root).map((each) => `left behind: ${each}`),
    ];
    expect(wrong, `${one.name} in ${over}`).to.deep.equal([]);
  } finally {
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
    const reply = await session.call({
      script,
      params: {},
      mode: 'apply',
      environment: { STUB_STATE: root },
    });
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
