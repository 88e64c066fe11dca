import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from 'chai';
import { loadConfig } from '../../lib/config/index.js';
import type { Inventory } from '../../lib/inventory/inventory.js';
import { openInventory } from '../../lib/run/open-inventory.js';

let dir: string;
beforeEach(() => (dir = mkdtempSync(join(tmpdir(), 'tsplay-inventory-'))));
afterEach(() => rmSync(dir, { recursive: true }));

function write(name: string, text: string, mode = 0o644): string {
  writeFileSync(join(dir, name), text, { mode });
  return join(dir, name);
}

const open = (source: string, env: Record<string, string>): Promise<Inventory> =>
  openInventory({ inventory: [source], config: loadConfig({ env, cwd: dir, home: dir, file: null }) });

const hostsOf = (inventory: Inventory): string[] => [...inventory.hosts.keys()];

describe('inventory: kinds that are enabled', () => {
  // which kind of ansible-core 2.14 reads what
  const files: Record<string, [text: string, readBy: string]> = {
    'hosts.yml': ['all: {hosts: {a: }}\n', 'yaml'],
    'empty.yml': ['', 'ini'],
    empty: ['', 'ini'],
    'hosts.txt': ['a\n', 'ini'],
    script: [`#!/bin/sh\necho '{"all": {"hosts": ["a"]}}'\n`, 'script'],
    'a,b': ['', 'host_list'],
  };
  for (const [name, [text, readBy]] of Object.entries(files)) {
    it(`${name} is read by ${readBy} alone`, async () => {
      const source = name.includes(',') ? name : write(name, text, 0o755);
      for (const kind of ['yaml', 'ini', 'script', 'host_list', 'auto', 'ansible.builtin.constructed']) {
        const { missing } = await open(source, { ANSIBLE_INVENTORY_ENABLED: kind });
        const unread = kind === readBy ? [] : [`Unable to parse ${source} as an inventory source`];
        expect(
          missing.map(({ message }) => message),
          kind,
        ).to.deep.equal(unread);
      }
      expect((await open(source, {})).missing).to.deep.equal([]);
    });
  }

  it('a plugin is read by auto and by its own name', async () => {
    const source = write('c.yml', 'plugin: constructed\n');
    for (const kind of ['auto', 'constructed'])
      expect((await open(source, { ANSIBLE_INVENTORY_ENABLED: kind })).missing).to.deep.equal([]);
    const { missing } = await open(source, { ANSIBLE_INVENTORY_ENABLED: 'yaml,ini' });
    expect(missing.map(({ hint }) => hint)).to.deep.equal(['only these kinds are enabled: yaml, ini']);
  });

  it('advanced_host_list knows ranges, host_list takes them for names', async () => {
    const ranged = await open('n[1:3],x[0:4:2]:22', { ANSIBLE_INVENTORY_ENABLED: 'advanced_host_list' });
    expect(hostsOf(ranged)).to.deep.equal(['n1', 'n2', 'n3', 'x0', 'x2', 'x4']);
    expect(ranged.hosts.get('x4')!.vars.get('ansible_port')).to.equal(22);
    expect(hostsOf(await open('n[1:3],', {}))).to.deep.equal(['n[1:3]']);
  });
});

describe('inventory: names of groups', () => {
  const ini = '[web-1]\na\n[web-1:vars]\nx=1\n[top:children]\nweb-1\n';
  const open1 = (policy: string): Promise<Inventory> =>
    open(write('hosts', ini), { ANSIBLE_TRANSFORM_INVALID_GROUP_CHARS: policy });
  const warned = ({ warnings }: Inventory): string[] => warnings.map(({ message }) => message);

  it('stay, with a warning unless that is ignored', async () => {
    const never = await open1('never');
    expect([...never.groups.keys()]).to.include('web-1');
    expect(warned(never)).to.deep.equal([
      'Invalid characters were found in group names but not replaced: web-1',
    ]);
    expect(warned(await open1('ignore'))).to.deep.equal([]);
  });

  it('become names of variables, with a warning unless silently', async () => {
    const always = await open1('always');
    expect([...always.groups.keys()])
      .to.include('web_1')
      .and.not.include('web-1');
    expect(always.groups.get('web_1')!.vars.get('x')).to.equal(1);
    expect(warned(always)).to.deep.equal([
      'Invalid characters were found in group names and automatically replaced: web-1',
    ]);
    const silently = await open1('silently');
    expect([...silently.groups.keys()]).to.include('web_1');
    expect(warned(silently)).to.deep.equal([]);
  });
});
