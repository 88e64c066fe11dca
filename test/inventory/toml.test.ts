import { expect } from 'chai';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { TsplayError } from '../../lib/core/problem.js';
import { formatProblem } from '../../lib/core/problem.js';
import type { Value } from '../../lib/core/value.js';
import type { InventoryOptions } from '../../lib/inventory/options.js';
import { loadInventory } from '../../lib/inventory/load-inventory.js';
import { writeToml } from '../../lib/inventory/write-toml.js';

describe('TOML inventories that are none', () => {
  let dir: string;
  before(() => (dir = mkdtempSync(join(tmpdir(), 'tsplay-toml-'))));
  after(() => rmSync(dir, { recursive: true }));

  async function said(text: string, options: InventoryOptions = {}): Promise<string> {
    const file = join(dir, 'hosts.toml');
    writeFileSync(file, text);
    const told = await loadInventory([file], options).then(
      ({ warnings, missing }) => [...warnings, ...missing],
      (error: TsplayError) => error.problems,
    );
    return told.map(formatProblem).join('\n').replaceAll(`${dir}/`, '');
  }

  const mistakes: readonly (readonly [text: string, said: RegExp])[] = [
    ['[web.hosts]\nw1 = { x = 1 ]\n', /^hosts\.toml:2:14: [^]*\n +\| +\^/],
    ['[web.hosts]\nw1 = {}\nw1 = {}\n', /^hosts\.toml:3:1: .*redefine/],
    ['', /there is nothing in this TOML file/],
    ['plugin = "constructed"\n', /an inventory plugin is configured in a YAML file/],
    ['[web]\nhosts = ["w1"]\n', /'hosts' of group 'web' must be a table of hosts/],
    ['[web]\nvars = 1\n', /'vars' of group 'web' must be a table of variables/],
    ['[web.children]\ndb = {}\n', /'children' of group 'web' must be an array of names/],
    ['[web.hosts]\nw1 = "x"\n', /host 'w1' of group 'web' must be a table of variables/],
    ['[web.hosts]\n"w[3:1]" = {}\n', /host 'w\[3:1\]' of group 'web': .*range/],
    ['web = 1\n', /^hosts\.toml:1:1: 'web' is no table of a group and is ignored/],
    ['[web]\nhots = {}\n', /'hots' of group 'web' is ignored/],
  ];
  for (const [text, expected] of mistakes) {
    it(JSON.stringify(text), async () => expect(await said(text)).to.match(expected));
  }

  it('are read only where their kind is enabled', async () => {
    expect(await said('[web.hosts]\nw1 = {}\n', { kinds: ['ini', 'yaml'] })).to.not.equal('');
    expect(await said('[web.hosts]\nw1 = {}\n', { kinds: ['ansible.builtin.toml'] })).to.equal('');
  });

  it('are not written with what TOML has no words for', () => {
    const written = (value: Value): string => writeToml(new Map([['a', value]]));
    expect(written(new Map<Value, Value>([['b', null]]))).to.match(/^\[a\]\n+$/);
    expect(() => written([null])).to.throw('cannot be represented in TOML');
    expect(() => written(new Map([[1, 'x']]))).to.throw('the key 1');
  });
});
