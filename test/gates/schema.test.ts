import Ajv from 'ajv';
import { expect } from 'chai';
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { parse } from 'yaml';
import { playbookSchema, tasksSchema } from '../../lib/playbook-schema.js';
import { registry } from '../support/module-context.js';

const root = path.resolve(import.meta.dirname, '../..');
const fileOf = (name: string): string => path.join(root, 'schema', name);

// UPDATE_DOCS=1 writes the schemas
describe('gate: JSON Schemas for editors', () => {
  const ajv = new Ajv();
  let playbook: object;

  before(async () => {
    playbook = await playbookSchema();
    ajv.addSchema(playbook, 'playbook.json').addSchema(tasksSchema, 'tasks.json');
  });

  const troubles = (schema: string, value: unknown): string =>
    ajv.validate(schema, value) === true ? '' : ajv.errorsText();

  it('are what the declarations say', () => {
    for (const [name, schema] of [
      ['playbook.json', playbook],
      ['tasks.json', tasksSchema],
    ] as const) {
      const text = `${JSON.stringify(schema, null, 1)}\n`;
      if (process.env['UPDATE_DOCS']) writeFileSync(fileOf(name), text);
      const isNow = existsSync(fileOf(name)) && readFileSync(fileOf(name), 'utf8') === text;
      expect(isNow, `${name}: run UPDATE_DOCS=1 npx mocha test/gates/schema.test.ts`).to.equal(true);
    }
  });

  it('take our own playbooks and roles', () => {
    const files = ['playbooks', 'roles'].flatMap((folder) =>
      readdirSync(path.join(root, folder), { recursive: true, encoding: 'utf8' }).map((name) =>
        path.join(folder, name),
      ),
    );
    const kinds = [
      ['playbook.json', files.filter((name) => /^playbooks\/(?!inventory).*\.yml$/.test(name))],
      ['tasks.json', files.filter((name) => /\/(tasks|handlers)\/.*\.yml$/.test(name))],
    ] as const;
    for (const [schema, names] of kinds) {
      expect(names.length).to.be.greaterThan(1);
      for (const name of names)
        expect(troubles(schema, parse(readFileSync(path.join(root, name), 'utf8'))), name).to.equal('');
    }
  });

  it('take the example of every module', async () => {
    for (const name of registry.names()) {
      const { examples = '' } = await registry.find(name);
      expect(troubles('tasks.json', parse(examples)), `${name}: ${examples}`).to.equal('');
    }
  });

  const mistakes: readonly (readonly [what: string, play: string, says: RegExp])[] = [
    ['a play without hosts', '- tasks: []', /hosts/],
    ['a keyword of a play', '- {hosts: all, taks: []}', /additional properties/],
    ['a keyword of a task', '- {hosts: all, tasks: [{debug: , regster: x}]}', /additional properties/],
    ['a keyword of a block', '- {hosts: all, tasks: [{block: [], loop: [1]}]}', /additional properties/],
    ['a task in a block', '- {hosts: all, tasks: [{block: [{shel: x}]}]}', /additional properties/],
    ['an argument', '- {hosts: all, tasks: [{copy: {dst: /x}}]}', /additional properties/],
    ['a missing argument', '- {hosts: all, handlers: [{command_in_chroot: {command: x}}]}', /required/],
    [
      'a choice',
      '- {hosts: all, tasks: [{ansible.builtin.file: {path: /x, state: gone}}]}',
      /allowed values/,
    ],
    ['a boolean', '- {hosts: all, become: perhaps}', /boolean/],
  ];
  for (const [what, play, says] of mistakes)
    it(`know a mistake in ${what}`, () => expect(troubles('playbook.json', parse(play))).to.match(says));

  const fine: readonly (readonly [what: string, play: string])[] = [
    ['words for booleans', '- {hosts: all, become: yes, tasks: [{file: {path: /x, force: "no"}}]}'],
    [
      'templates for any value',
      '- {hosts: all, serial: "{{ n }}", tasks: [{file: {path: "{{ p }}", mode: "{{ m }}", force: "{{ f }}"}}]}',
    ],
    [
      'free form and key=value',
      '- {hosts: all, tasks: [{shell: echo, args: {chdir: /}}, {copy: src=a dest=b}]}',
    ],
    [
      'modules of others, and loops of old',
      '- {hosts: all, tasks: [{my.own.thing: {a: 1}, with_items: [1]}]}',
    ],
    [
      'imports',
      '- import_playbook: x.yml\n- {hosts: all, roles: [a, {role: b, port: 1}], tasks: [{include_tasks: {file: x.yml}}]}',
    ],
    ['variables of any name', '- {hosts: all, tasks: [{set_fact: {anything: 1}}]}'],
  ];
  for (const [what, play] of fine)
    it(`know ${what}`, () => expect(troubles('playbook.json', parse(play))).to.equal(''));
});
