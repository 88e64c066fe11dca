import { chmodSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { expect } from 'chai';
import { TsplayError, type Problem } from '../../lib/core/problem.js';
import { TemplateString, Tuple, type Dict } from '../../lib/core/value.js';
import { hostLayers, mergeLayers } from '../../lib/inventory/host-layers.js';
import type { Inventory } from '../../lib/inventory/inventory.js';
import { loadInventory } from '../../lib/inventory/load-inventory.js';
import { matchHosts } from '../../lib/inventory/match-hosts.js';
import type { InventoryOptions } from '../../lib/inventory/options.js';

let dir: string;
beforeEach(() => (dir = mkdtempSync(join(tmpdir(), 'tsplay-inventory-'))));
afterEach(() => rmSync(dir, { recursive: true }));

function write(name: string, text: string, mode = 0o644): string {
  const path = join(dir, name);
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, text);
  chmodSync(path, mode);
  return path;
}

const load = (text: string, name = 'hosts', options: InventoryOptions = {}): Promise<Inventory> =>
  loadInventory([write(name, text)], options);

async function problemsOf(loading: Promise<unknown>): Promise<readonly Problem[]> {
  try {
    await loading;
  } catch (error) {
    if (error instanceof TsplayError) return error.problems;
    throw error;
  }
  throw new Error('expected problems');
}

const attempt = (action: () => unknown): Promise<unknown> => Promise.resolve().then(action);

// time of this process alone: the machine may be busy
const cpuMs = (): number => process.cpuUsage().user / 1000;

describe('inventory: mistakes', () => {
  const cases: [what: string, name: string, text: string, ...problems: RegExp[]][] = [
    ['a word after the host', 'hosts', 'h1 x\n', /^1:4 expected key=value after the host name, found 'x'/],
    ['an open quote', 'hosts', 'ok\n  h1 a="b\n', /^2:3 No closing quotation/],
    [
      'an unknown section',
      'hosts',
      '[web:chidren]\n',
      /^1:6 a section cannot be of kind 'chidren'.*did you mean 'children'/,
    ],
    ['a broken section', 'hosts', '[web\n', /^1:1 '\[web' is not a section/],
    [
      'variables of no group',
      'hosts',
      '[web]\nh1\n[wbe:vars]\nx=1\n',
      /^3:2 .*no such group.*did you mean 'web'/,
    ],
    [
      'a child that is no group',
      'hosts',
      '[web]\n[top:children]\nwbe\n',
      /^3:1 there is no group 'wbe'.*did you mean 'web'/,
    ],
    [
      'a loop of groups',
      'hosts',
      '[a:children]\nb\n[b:children]\na\n',
      /^4:1 group 'a' cannot be a child of 'b'/,
    ],
    ['a range that runs back', 'hosts', 'n[5:1]\n', /^1:1 the range \[5:1\] goes backwards/],
    ['a range without end', 'hosts', 'n[1:]\n', /^1:1 the range \[1:\] has no end/],
    ['ends of two widths', 'hosts', 'n[001:10]\n', /^1:1 .*same width/],
    ['YAML that is named as INI', 'hosts.ini', '---\nall:\n', /^1:1 .*name the file .yml/, /^2:1 .*colon/],
    ['a variable without =', 'hosts', '[a:vars]\nx\n[a]\n', /^2:1 expected key=value/],
    ['several at once', 'hosts', 'a b\nc d\n', /^1:3 /, /^2:3 /],
    [
      'a list of hosts in YAML',
      'hosts.yml',
      'all:\n  hosts:\n    - a\n',
      /^3:5 'hosts' of group 'all' must be a mapping.*instead of '- name'/,
    ],
    ['a list as YAML inventory', 'hosts.yml', '- a\n', /^1:1 an inventory is a mapping of groups/],
    ['broken YAML', 'hosts.yml', 'all: {{ x }}\n', /^1:6 a template at the start/],
    [
      'an unknown plugin',
      'x.yml',
      'plugin: construct\n',
      /^1:9 there is no inventory plugin 'construct'.*did you mean/,
    ],
  ];
  for (const [what, name, text, ...expected] of cases) {
    it(what, async () => {
      const problems = await problemsOf(load(text, name));
      const said = problems.map(({ at, message, hint }) => `${at?.line}:${at?.column} ${message} (${hint})`);
      expect(said).to.have.length(expected.length);
      expected.forEach((pattern, index) => expect(said[index]).to.match(pattern));
    });
  }

  it('names a missing inventory, and the mistakes of all others too', async () => {
    write('hosts.ini', 'a\n');
    const bad = write('bad', 'a b\n');
    const problems = await problemsOf(loadInventory([join(dir, 'host.ini'), bad]));
    expect(problems.map((one) => one.code)).to.deep.equal(['missing-inventory', 'inventory-syntax']);
    expect(problems[0]!.hint).to.equal("did you mean 'hosts.ini'?");
  });

  it('warns of a misspelt section of a YAML group', async () => {
    const inventory = await load('web: {host: {a: }}\n', 'h.yml');
    expect(inventory.warnings.map(({ message, hint }) => [message, hint])).to.deep.equal([
      ["'host' in group 'web' is ignored", "did you mean 'hosts'?"],
    ]);
  });
});

describe('inventory: executables', () => {
  const failing: [what: string, script: string, message: RegExp][] = [
    ['fails', '#!/bin/sh\necho broken >&2\nexit 3\n', /failed: broken$/],
    ['prints no JSON', '#!/bin/sh\necho hello\n', /not JSON/],
    ['prints a list', '#!/bin/sh\necho "[]"\n', /not an object/],
    ['prints bad hosts', '#!/bin/sh\necho \'{"g": {"hosts": "x"}}\'\n', /hosts that are not a list/],
  ];
  for (const [what, script, message] of failing) {
    it(`a script that ${what}`, async () => {
      const [problem] = await problemsOf(loadInventory([write('dyn', script, 0o755)]));
      expect(problem!.message).to.match(message);
    });
  }

  it('a script that may not be executed', async () => {
    const [problem] = await problemsOf(load('#!/bin/sh\n'));
    expect(problem!.hint).to.match(/^chmod \+x/);
  });

  it('an INI file that happens to be executable', async () => {
    const inventory = await loadInventory([write('hosts', '[web]\nh1 a=1\n', 0o755)]);
    expect([...inventory.hosts.keys()]).to.deep.equal(['h1']);
  });

  it('whose text is a template, or data when so told', async () => {
    const path = write(
      'dyn',
      '#!/bin/sh\necho \'{"g": {"hosts": ["a"], "vars": {"t": "{{ x }}"}}, "_meta": {"hostvars": {}}}\'\n',
      0o755,
    );
    const [trusted, data] = [
      await loadInventory([path]),
      await loadInventory([path], { trustScripts: false }),
    ];
    expect(trusted.groups.get('g')!.vars.get('t')).to.be.instanceOf(TemplateString);
    expect(data.groups.get('g')!.vars.get('t')).to.equal('{{ x }}');
  });
});

describe('inventory: values', () => {
  it('has Python types, and templates at any depth, with their place', async () => {
    const inventory = await load(`h1 t="1,2" l="['{{ x }}', {'k': '{{ y }}'}]" p='{{ z }}'\n`);
    const vars = inventory.hosts.get('h1')!.vars;
    expect(vars.get('t')).to.be.instanceOf(Tuple);
    const list = vars.get('l') as [TemplateString, Dict];
    expect(list[0]).to.be.instanceOf(TemplateString);
    expect(list[1].get('k')).to.be.instanceOf(TemplateString);
    expect((vars.get('p') as TemplateString).at).to.deep.include({ line: 1, column: 46 });
  });

  it('are decrypted at first use, files as a whole', async () => {
    const decrypt = (ciphertext: string): string =>
      ciphertext.startsWith('$ANSIBLE_VAULT') ? 'inside: 1\n' : 'plain';
    write('group_vars/all', '$ANSIBLE_VAULT;1.1;AES256\n6162\n');
    write('host_vars/h1.yml', 'secret: !vault x\n');
    const inventory = await load('h1\n', 'hosts', { decrypt });
    const vars = mergeLayers(hostLayers(inventory, inventory.host('h1')!));
    expect(vars.get('inside')).to.equal(1);
    expect((vars.get('secret') as TemplateString).text).to.equal('plain');
  });

  it('in an encrypted file need a password when a host needs the file', async () => {
    write('group_vars/web', '$ANSIBLE_VAULT;1.1;AES256\n6162\n');
    const inventory = await load('h1\n[web]\nh2\n');
    expect(hostLayers(inventory, inventory.host('h1')!)).to.deep.equal([]);
    const [problem] = await problemsOf(attempt(() => hostLayers(inventory, inventory.host('h2')!)));
    expect(problem).to.include({ code: 'vault-no-password' });
    expect(problem!.at!.file).to.equal(join(dir, 'group_vars/web'));
  });

  it('come in layers that know their source', async () => {
    write('group_vars/all.yml', 'a: 1\n');
    write('play/group_vars/web/x.yml', 'b: 1\n');
    write('host_vars/h1', 'c: 1\n');
    const inventory = await load('[web]\nh1 d=1\n[web:vars]\ne=1\n[all:vars]\nf=1\n');
    const layers = hostLayers(inventory, inventory.host('h1')!, join(dir, 'play'));
    expect(
      layers.map(({ kind, from, vars }) => [kind, from.replace(`${dir}/`, ''), ...vars.keys()]),
    ).to.deep.equal([
      ['inventory group all', 'all', 'f'],
      ['inventory group', 'web', 'e'],
      ['inventory group_vars/all', 'group_vars/all.yml', 'a'],
      ['playbook group_vars', 'play/group_vars/web/x.yml', 'b'],
      ['inventory host', 'h1', 'd'],
      ['inventory host_vars', 'host_vars/h1', 'c'],
    ]);
  });

  it('of a vars file that is a list are refused', async () => {
    write('group_vars/all.yml', '- 1\n');
    const inventory = await load('h1\n');
    const [problem] = await problemsOf(attempt(() => hostLayers(inventory, inventory.host('h1')!)));
    expect(problem).to.include({ code: 'bad-vars-file' });
  });
});

describe('inventory: changes during a run', () => {
  it('adds hosts and groups', async () => {
    const inventory = await load('[web]\nh1\n');
    inventory.addHostWithVars('new', ['web', 'fresh'], new Map([['x', 1]]));
    inventory.addHostWithVars('alone', [], new Map());
    expect(matchHosts(inventory, 'fresh:&web').hosts.map((host) => host.name)).to.deep.equal(['new']);
    expect(matchHosts(inventory, 'ungrouped').hosts.map((host) => host.name)).to.deep.equal(['alone']);
    inventory.addToGroup('alone', 'os_debian', ['os']);
    expect(
      inventory
        .host('alone')!
        .allGroups()
        .map((group) => group.name),
    ).to.deep.equal(['all', 'os', 'os_debian']);
    expect(matchHosts(inventory, 'all').hosts).to.have.length(3);
  });
});

describe('inventory: patterns', () => {
  it('tell what matches nothing, with a suggestion', async () => {
    const inventory = await load('[webservers]\nh1\n');
    const at = { file: 'site.yml', line: 1, column: 10 };
    const { hosts, problems } = matchHosts(inventory, 'webservrs:h1', { at });
    expect(hosts).to.have.length(1);
    expect(problems).to.deep.equal([
      {
        code: 'unknown-host',
        message: 'Could not match supplied host pattern, ignoring: webservrs',
        at,
        hint: "did you mean 'webservers'?",
      },
    ]);
  });

  it('refuse a broken regular expression', async () => {
    const inventory = await load('h1\n');
    const [problem] = await problemsOf(attempt(() => matchHosts(inventory, '~h(')));
    expect(problem!.message).to.match(/^'~h\(' is not a regular expression/);
  });

  it('refuse an index outside the group', async () => {
    const inventory = await load('[web]\nh1\n');
    const [problem] = await problemsOf(attempt(() => matchHosts(inventory, 'web[4]')));
    expect(problem!.message).to.equal("'web[4]' is outside: the hosts are [0] to [0]");
  });

  it('are limited, also by a file', async () => {
    const inventory = await load('[web]\nn[1:5]\n');
    const limited = (limit: string | string[]): string[] =>
      matchHosts(inventory, 'web', { limit }).hosts.map((host) => host.name);
    expect(limited('n2:n4')).to.deep.equal(['n2', 'n4']);
    expect(limited(['n2', '!n2', 'n3'])).to.deep.equal(['n3']);
    expect(limited(`@${write('site.retry', 'n5\n\nn1\n')}`)).to.deep.equal(['n1', 'n5']);
    const [problem] = await problemsOf(attempt(() => limited('@/nowhere')));
    expect(problem!.code).to.equal('missing-limit-file');
  });

  it('take 5,000 hosts in less than a second', async () => {
    const text = `[web]\nn[0001:2500] a=1\n[db]\nd[0001:2500]\n${Array.from({ length: 50 }, (_, g) => `[g${g}]\nn[${String(g * 50 + 1).padStart(4, '0')}:${String(g * 50 + 50).padStart(4, '0')}]\n`).join('')}`;
    const start = cpuMs();
    const inventory = await load(text);
    expect(matchHosts(inventory, 'all:!g1:&web,d*', { limit: '~n.*5$' }).hosts).to.have.length(245);
    expect(matchHosts(inventory, 'n*:!g1').hosts).to.have.length(2450);
    for (const host of matchHosts(inventory, 'all').hosts) hostLayers(inventory, host, dir);
    expect(cpuMs() - start).to.be.below(1000);
  });
});
