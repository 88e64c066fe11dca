// Records what Ansible's commands answer to the command lines in test/fixtures/cli:
//   npx tsx test/record/commands.ts
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { askAnsible } from '../support/beside-ansible.js';
import { placeFiles, recordedAnswers, recordedFile } from '../support/recorded-answers.js';

for (const name of ['adhoc', 'inventory']) {
  const cwd = mkdtempSync(path.join(tmpdir(), `tsplay-record-${name}-`));
  const asked = recordedAnswers(name);
  placeFiles(asked, cwd);
  const cases = asked.cases.map(({ argv }) => {
    const { stdout, code } = askAnsible(asked.tool, ['-i', 'hosts', ...argv], { cwd });
    return { argv, stdout, code };
  });
  writeFileSync(recordedFile(name), `${JSON.stringify({ ...asked, cases }, null, 2)}\n`);
  rmSync(cwd, { recursive: true });
}
