import { expect } from 'chai';
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { keywords } from '../../lib/playbook/keywords.js';
import { generate } from './generate.js';

const folder = path.join(import.meta.dirname, 'playbooks');
const texts = [
  ...generate().map(({ text }) => text),
  ...readdirSync(folder)
    .filter((name) => name.endsWith('.yml'))
    .map((name) => readFileSync(path.join(folder, name), 'utf8')),
];

// a way is a playbook together with what stands behind `key:` at a line's start, in a list's item or in braces
const waysOf = (keyword: string): number =>
  new Set(
    texts.flatMap((text, playbook) =>
      [...text.matchAll(new RegExp(`(?:^|[-{,]) *["']?${keyword}["']?:(?:\\s+(.*)|$)`, 'gm'))].map(
        ([, value = '']) => `${playbook} ${value}`,
      ),
    ),
  ).size;

describe('differential: what the playbooks cover', () => {
  it('at least 300 playbooks', () => {
    expect(new Set(texts).size).to.be.at.least(300);
  });

  for (const keyword of Object.keys(keywords)) {
    it(`${keyword} in at least three ways`, () => {
      expect(waysOf(keyword)).to.be.at.least(3);
    });
  }
});
