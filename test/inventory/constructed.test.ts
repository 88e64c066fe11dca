import { readFileSync } from 'node:fs';
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
});

function evaluate(expression: string, vars: Dict, at: SourcePos): Value | undefined {
  try {
    return new Templar({ variables: vars }).render(new TemplateString(`{{ ${expression} }}`, at));
  } catch (error) {
    if (error instanceof TsplayError) return undefined;
    throw error;
  }
}
