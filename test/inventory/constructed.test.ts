import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect } from 'chai';
import type { SourcePos } from '../../lib/core/position.js';
import { TsplayError } from '../../lib/core/problem.js';
import { TemplateString, type Dict, type Value } from '../../lib/core/value.js';
import { graphInventory } from '../../lib/inventory/graph-inventory.js';
import { listInventory } from '../../lib/inventory/list-inventory.js';
import { loadInventory } from '../../lib/inventory/load-inventory.js';
import { Templar } from '../../lib/template/index.js';

const dir = fileURLToPath(new URL('../fixtures/inventory/', import.meta.url));

describe('inventory: constructed', () => {
  it('makes the variables and groups that Ansible makes', async () => {
    const answer = JSON.parse(readFileSync(`${dir}constructed.json`, 'utf8')) as {
      sources: string[];
      list: unknown;
      graph: string;
    };
    const inventory = await loadInventory(answer.sources, { cwd: dir, evaluate });
    expect(JSON.parse(JSON.stringify(listInventory(inventory)))).to.deep.equal(answer.list);
    expect(graphInventory(inventory)).to.equal(answer.graph);
  });

  for (const [what, rules, message] of [
    ['an entry that is no dictionary', 'keyed_groups: [os]', 'Invalid keyed group entry'],
    [
      'options that exclude each other',
      keyed('default_value: x, trailing_separator: no'),
      'mutually exclusive',
    ],
    ['no name', `leading_separator: no\n${keyed("default_value: ''")}`, 'has no name'],
    ['an empty key in strict mode', `strict: yes\n${keyed('prefix: a')}`, 'No key or key resulted empty'],
    ['another document', '---\na: 1', 'one YAML document'],
  ] as const)
    it(`refuses ${what}`, async () => {
      const folder = mkdtempSync(join(tmpdir(), 'tsplay-constructed-'));
      try {
        writeFileSync(join(folder, 'rules.yml'), `plugin: constructed\n${rules}\n`);
        const error: unknown = await loadInventory(['h1,', 'rules.yml'], { cwd: folder, evaluate }).catch(
          (cause: unknown) => cause,
        );
        expect(String(error)).to.include(message);
      } finally {
        rmSync(folder, { recursive: true });
      }
    });
});

// a key that is empty text
function keyed(more: string): string {
  return `keyed_groups: [{key: "''", ${more}}]`;
}

function evaluate(expression: string, vars: Dict, at: SourcePos): Value | undefined {
  try {
    return new Templar({ variables: vars }).render(new TemplateString(`{{ ${expression} }}`, at));
  } catch (error) {
    if (error instanceof TsplayError) return undefined;
    throw error;
  }
}
