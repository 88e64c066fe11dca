import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

import type { Answer } from './answer.js';
import type { Case } from './case.js';
import { filesLeft, type FilesLeft } from './files-left.js';

const source = fileURLToPath(new URL('playground', import.meta.url));

/** How a runner went through a case, and the files it left behind; paths of the directory read `<DIR>`. */
export type CaseAnswer = Answer & { readonly files: FilesLeft };

/** Lets a runner go through a case in a fresh directory that is gone afterwards. */
export async function askInPlayground<A extends Answer>(
  one: Case,
  ask: (playbook: string) => A | Promise<A>,
): Promise<A & CaseAnswer> {
  const dir = mkdtempSync(join(tmpdir(), 'tsplay-diff-'));
  try {
    cpSync(source, dir, { recursive: true });
    mkdirSync(join(dir, 'out'));
    const inventory = join(dir, 'hosts.ini');
    writeFileSync(inventory, readFileSync(inventory, 'utf8').replaceAll('@DIR@', dir));
    const playbook = join(dir, 'playbook.yml');
    writeFileSync(playbook, one.text);
    const answer = { ...(await ask(playbook)), files: filesLeft(join(dir, 'out')) };
    return JSON.parse(JSON.stringify(answer).replaceAll(dir, '<DIR>')) as A & CaseAnswer;
  } finally {
    rmSync(dir, { recursive: true, force: true });
  }
}
