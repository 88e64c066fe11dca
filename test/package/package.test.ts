import { expect } from 'chai';
import { execFileSync } from 'node:child_process';
import {
  cpSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  readdirSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';

const root = path.resolve(import.meta.dirname, '../..');

// Another project that has the packed package installed: its types and its code are used as a stranger would.
describe('package: as another project sees it', function () {
  this.timeout(120_000);
  let project: string;

  before(() => {
    project = mkdtempSync(path.join(tmpdir(), 'tsplay-package-'));
    const run = (command: string, ...args: string[]): string =>
      execFileSync(command, args, { cwd: project, encoding: 'utf8', stdio: ['ignore', 'pipe', 'pipe'] });
    run('npm', 'pack', root, '--pack-destination', project, '--ignore-scripts', '--loglevel=error');
    const tarball = readdirSync(project).find((name) => name.endsWith('.tgz'))!;
    run('tar', 'xzf', tarball);
    mkdirSync(path.join(project, 'node_modules'));
    cpSync(path.join(project, 'package'), path.join(project, 'node_modules/tsplay'), { recursive: true });
    for (const name of readdirSync(path.join(root, 'node_modules'))) {
      if (!name.startsWith('.') && name !== 'tsplay')
        symlinkSync(path.join(root, 'node_modules', name), path.join(project, 'node_modules', name));
    }
    writeFileSync(path.join(project, 'package.json'), '{"type":"module"}');
    writeFileSync(
      path.join(project, 'tsconfig.json'),
      JSON.stringify({
        compilerOptions: {
          strict: true,
          module: 'NodeNext',
          target: 'ES2023',
          types: ['node'],
          skipLibCheck: false,
        },
      }),
    );
    writeFileSync(path.join(project, 'use.ts'), program);
    writeFileSync(
      path.join(project, 'site.yml'),
      '- hosts: all\n  gather_facts: false\n  tasks:\n    - greet: {who: "{{ name }}"}\n      register: said\n    - assert: {that: said.greeting == "hello world"}\n',
    );
  });

  after(() => rmSync(project, { recursive: true, force: true }));

  it('type-checks and runs a playbook with a module of its own', () => {
    execFileSync(path.join(root, 'node_modules/.bin/tsc'), ['-p', '.'], { cwd: project, encoding: 'utf8' });
    const output = execFileSync(process.execPath, ['use.js'], { cwd: project, encoding: 'utf8' });
    expect(JSON.parse(output)).to.deep.equal({
      exitCode: 0,
      hosts: ['here'],
      rendered: 'a-b',
      results: ['ok greet', 'ok assert'],
    });
  });

  const tsplay = (...args: string[]): string =>
    execFileSync(process.execPath, [path.join(project, 'node_modules/tsplay/dist/cli.cjs'), ...args], {
      cwd: project,
      encoding: 'utf8',
    });

  it('has the command, its roles and its shell scripts', () => {
    const output = tsplay('--version');
    expect(output).to.match(/^tsplay \d+\.\d+\.\d+\n$/);
    expect(readdirSync(path.join(project, 'node_modules/tsplay/roles'))).to.include.members([
      'nfs_server',
      'pxe_boot',
    ]);
    writeFileSync(
      path.join(project, 'file.yml'),
      '- hosts: all\n  connection: local\n  gather_facts: false\n  tasks:\n    - file: {path: "{{ playbook_dir }}/made", state: directory}\n',
    );
    expect(tsplay('run', '-i', 'here,', 'file.yml')).to.match(/changed=1/);
    expect(tsplay('run', '-i', 'here,', 'file.yml')).to.match(/changed=0/);
  });

  it('keeps the characters that regular expressions look for', () => {
    const dist = path.join(project, 'node_modules/tsplay/dist');
    const bundle = readdirSync(dist).find((name) => /^cli-.*\.cjs$/.test(name))!;
    const serviceMarks = /\[\\u25cf\*\\u25cb/;
    expect(readFileSync(path.join(dist, bundle), 'latin1')).to.match(serviceMarks);
  });

  it('keeps what V8 compiled for the next start, and does without when it is of no use', () => {
    const dist = path.join(project, 'node_modules/tsplay/dist');
    const compiled = (): string[] => readdirSync(dist).filter((name) => name.includes('.cjs.v8-'));
    for (const name of compiled()) rmSync(path.join(dist, name));
    const run = (): string => tsplay('run', '-i', 'here,', 'file.yml');
    run();
    expect(compiled()).to.have.length(1);
    writeFileSync(path.join(dist, compiled()[0]!), 'nothing that V8 wrote');
    expect(run()).to.match(/ok=1/);
  });
});

const program = `
import { run, loadInventory, defineModule, render, fields, type Event } from 'tsplay';

const greet = defineModule({
  name: 'greet',
  summary: 'Greets somebody',
  args: { who: fields.text({ doc: 'Whom to greet', required: true }) },
  returns: { greeting: fields.text({ doc: 'What was said' }) },
  run: ({ who }) => new Map([['greeting', 'hello ' + who]]),
});

const inventory = await loadInventory(['here,']);
const events: Event[] = [];
const report = await run({
  playbooks: ['site.yml'],
  inventory,
  extraVars: { name: 'world', ansible_connection: 'local' },
  modules: [greet],
  signal: AbortSignal.timeout(30_000),
  onEvent: (event) => events.push(event),
});
const results = events.flatMap((event) => (event.type === 'task-result' ? [event.status + ' ' + event.task.module] : []));
const rendered = render("{{ ['a', 'b'] | join('-') }}", {});
console.log(JSON.stringify({ exitCode: report.exitCode, hosts: [...inventory.hosts.keys()], rendered, results }));
`;
