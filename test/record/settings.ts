// Records what Ansible's commands answer under the settings of test/config/setting-cases.ts:
//   npx tsx test/record/settings.ts
import { writeFileSync } from 'node:fs';
import { answerOf, settingCases, type SettingAnswer } from '../config/setting-cases.js';
import { askAnsible } from '../support/beside-ansible.js';

const answers: Record<string, SettingAnswer> = {};
for (const one of settingCases)
  answers[one.what] = await answerOf(one, async (where) => askAnsible(one.tool, one.argv, where));
const file = new URL('../fixtures/config/settings.json', import.meta.url);
writeFileSync(file, `${JSON.stringify(answers, null, 1)}\n`);
