import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect } from 'chai';
import type { Json } from '../../lib/core/json.js';
import { graphInventory } from '../../lib/inventory/graph-inventory.js';
import { listInventory, type ListOptions } from '../../lib/inventory/list-inventory.js';
import { loadInventory } from '../../lib/inventory/load-inventory.js';
import { nestInventory } from '../../lib/inventory/nest-inventory.js';
import { readToml } from '../../lib/inventory/read-toml.js';
import { tableInventory } from '../../lib/inventory/table-inventory.js';
import { writeToml } from '../../lib/inventory/write-toml.js';
import { toJson } from '../../lib/inventory/to-json.js';
import { matchHosts } from '../../lib/inventory/match-hosts.js';

interface Answer {
  readonly sources: string[];
  readonly playbookDir: string | null;
  readonly list: unknown;
  readonly graph: string;
  readonly export: unknown;
  readonly nested: unknown;
  readonly nestedExport: unknown;
  /** What Ansible writes as TOML, read again; null where its library cannot. */
  readonly toml: unknown;
  readonly tomlExport: unknown;
  readonly patterns: Record<string, string[]>;
}

const dir = fileURLToPath(new URL('../fixtures/inventory/', import.meta.url));
const names = ['ini', 'yaml', 'directory', 'script', 'layers', 'list', 'several', 'toml'];

// Ansible walks groups below groups in the order of a hash: there only the set of hosts is sure
const unordered = /^(?:all|\*|&db|!db|all:!localhost)$/;

const plain = (json: Json): unknown => JSON.parse(JSON.stringify(json)) as unknown;

describe('inventory: as ansible-inventory and --list-hosts have it', () => {
  for (const name of names) {
    const answer = JSON.parse(readFileSync(`${dir}${name}.json`, 'utf8')) as Answer;
    const playbookDir = answer.playbookDir === null ? undefined : resolve(dir, answer.playbookDir);
    const load = () => loadInventory(answer.sources, { cwd: dir });

    it(`${name}: --list and --graph`, async () => {
      const inventory = await load();
      expect(plain(listInventory(inventory, { playbookDir }))).to.deep.equal(answer.list);
      expect(graphInventory(inventory)).to.equal(answer.graph);
    });

    it(`${name}: --export and --yaml`, async () => {
      const inventory = await load();
      expect(plain(listInventory(inventory, { playbookDir, export: true }))).to.deep.equal(answer.export);
      expect(plain(toJson(nestInventory(inventory, { playbookDir })))).to.deep.equal(answer.nested);
      const nested = nestInventory(inventory, { playbookDir, export: true });
      expect(plain(toJson(nested))).to.deep.equal(answer.nestedExport);
    });

    // a list with nothing in it has "None" in it there, and is refused here
    if (answer.toml !== null && name !== 'directory')
      it(`${name}: --toml`, async () => {
        const inventory = await load();
        const written = (more: ListOptions): unknown => {
          const text = writeToml(tableInventory(inventory, { playbookDir, ...more }));
          return plain(toJson(readToml(text, 'written')));
        };
        expect(written({})).to.deep.equal(answer.toml);
        if (answer.tomlExport !== null) expect(written({ export: true })).to.deep.equal(answer.tomlExport);
      });

    if (Object.keys(answer.patterns).length === 0) continue;
    it(`${name}: ${Object.keys(answer.patterns).length} patterns`, async () => {
      for (const [pattern, expected] of Object.entries(answer.patterns)) {
        const hosts = matchHosts(await load(), pattern).hosts.map((host) => host.name);
        if (unordered.test(pattern)) expect(hosts, pattern).to.have.members(expected);
        else expect(hosts, pattern).to.deep.equal(expected);
      }
    });
  }
});
