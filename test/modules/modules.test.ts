import { readdirSync } from 'node:fs';
import { basename, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Session } from '../../lib/remote/session.js';
import {
  sandboxSession,
  scratchDirectory,
  shellNames,
  shellSession,
  type ShellName,
} from '../support/module-context.js';
import { loadCases, type Case } from './cases.js';
import { runCase } from './run-case.js';
import { sandboxed } from './sandboxed.js';

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
        it(one.name, () => runInShell(name, one, session, shell));
      }
    });
  }
}

async function runInShell(name: string, one: Case, shared: Session, shell: ShellName): Promise<void> {
  const root = scratchDirectory(name);
  const session = sandboxed.has(name) ? await sandboxSession(shell, root, [stubs]) : shared;
  try {
    await runCase(name, one, root, { session, over: shell });
  } finally {
    if (session !== shared) await session.close();
  }
}
