import { expect } from 'chai';
import { readFileSync } from 'node:fs';
import { runCommandLine } from '../../lib/cli/command-line.js';
import { collectingStream } from '../support/collecting-stream.js';
import { answerOf, settingCases, type SettingAnswer, type SettingCase } from './setting-cases.js';

const recorded = JSON.parse(
  readFileSync(new URL('../fixtures/config/settings.json', import.meta.url), 'utf8'),
) as Readonly<Record<string, SettingAnswer>>;

const ours: Readonly<Record<SettingCase['tool'], readonly string[]>> = {
  'ansible-inventory': ['inventory'],
  'ansible-playbook': ['run', '--output', 'ansible'],
  ansible: ['adhoc'],
};

describe('settings do what Ansible does', () => {
  for (const one of settingCases)
    it(one.what, async () => {
      const answer = await answerOf(one, (where) => askHere([...ours[one.tool], ...one.argv], where));
      expect(answer).to.deep.equal(recorded[one.what]);
    });
});

async function askHere(
  argv: readonly string[],
  { cwd, env }: { readonly cwd: string; readonly env: Readonly<Record<string, string>> },
): Promise<{ stdout: string; code: number }> {
  const home = process.cwd();
  const before = { ...process.env };
  const printed: string[] = [];
  try {
    process.chdir(cwd);
    Object.assign(process.env, env);
    const code = await runCommandLine(argv, '0.0.0', {
      stdout: collectingStream(printed),
      stderr: collectingStream([]),
    });
    return { stdout: printed.join(''), code };
  } finally {
    process.chdir(home);
    process.env = before;
  }
}
