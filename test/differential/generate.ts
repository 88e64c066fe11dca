import type { Case } from './case.js';
import { includeCases } from './cases/includes.js';
import { interactionCases } from './cases/interactions.js';
import { keywordCases } from './cases/keywords.js';
import { moduleCases } from './cases/modules.js';
import { playCases } from './cases/plays.js';
import { precedenceCases } from './cases/precedence.js';
import { taskCases } from './cases/tasks.js';

/** Every generated playbook, always the same ones in the same order. */
export function generate(): readonly Case[] {
  const cases = [
    ...keywordCases(),
    ...includeCases(),
    ...playCases(),
    ...taskCases(),
    ...moduleCases(),
    ...precedenceCases(),
    ...interactionCases(),
  ];
  const names = new Set(cases.map((one) => one.name));
  if (names.size < cases.length) throw new Error('two generated playbooks of one name');
  return cases;
}
