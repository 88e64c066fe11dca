import type { Case } from './case.js';
import { keywordCases } from './cases/keywords.js';

/** Every generated playbook, always the same ones in the same order. */
export function generate(): readonly Case[] {
  const cases = [...keywordCases()];
  const names = new Set(cases.map((one) => one.name));
  if (names.size < cases.length) throw new Error('two generated playbooks of one name');
  return cases;
}
