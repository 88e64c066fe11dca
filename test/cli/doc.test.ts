import { expect } from 'chai';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { createDocuments } from '../../lib/documents.js';
import { engineActionNames } from '../../lib/playbook/index.js';
import { keywords } from '../../lib/playbook/keywords.js';
import { listPlaybooks } from '../../lib/list-playbooks.js';
import { run } from '../../lib/run.js';
import { engineDocuments } from '../../lib/run/engine-documents.js';
import { answerOf } from '../support/answer-of.js';
import type { Answer } from '../support/beside-ansible.js';
import { registry } from '../support/module-context.js';

const doc = (...argv: string[]): Promise<Answer> => answerOf(['doc', ...argv], { cwd: '/' });

describe('doc', function () {
  const documents = createDocuments();
  this.timeout(120_000);

  it('--keywords tells every keyword and its state', async () => {
    const { stdout } = await doc('--keywords');
    for (const name of Object.keys(keywords))
      expect(stdout).to.match(new RegExp(`^  ${name} +(supported|differently) +\\S`, 'm'));
    expect(stdout).to.match(/^ {2}debugger +supported +/m);
  });

  it('-t tells some keywords, and names filters, tests and lookups', async () => {
    expect((await doc('-t', 'keyword', 'debugger')).stdout).to.match(/^PLAY\n {2}debugger .*\n\nROLE\n/);
    expect((await doc('-t', 'filter', '-l')).stdout.split('\n')).to.include.members([
      'combine',
      'upper',
      'ansible.utils.ipaddr',
    ]);
    expect((await doc('-t', 'lookup', '-l', '-j')).stdout).to.contain('"first_found"');
    expect(await doc('-t', 'keyword', 'debuger')).to.deep.include({ code: 1, stdout: '' });
    expect((await doc('-t', 'test', 'match')).stderr).to.equal(
      'ERROR! There are no pages about a test here; --list names them\n',
    );
  });

  it('--metadata-dump is refused, with a reason', async () => {
    const { stderr, code } = await doc('--metadata-dump', '--no-fail-on-errors', '-v');
    expect(stderr).to.match(/^--metadata-dump is for plug-ins in Python/);
    expect(code).to.equal(2);
  });

  it('a module: its options, aliases, defaults, choices and results', async () => {
    const { stdout, code } = await doc('ansible.builtin.copy');
    expect(stdout).to.match(/^COPY {4}Copies files to hosts\.$/m);
    expect(stdout).to.match(/^ {2}= dest$/m);
    expect(stdout).to.match(/^ {2}- backup$/m);
    expect(code).to.equal(0);
  });

  it('-l, -s and -j', async () => {
    expect((await doc('-l')).stdout).to.match(/^copy +Copies files to hosts$/m);
    expect((await doc('-s', 'ping')).stdout).to.match(/^- name: .*\n {2}ping:\n {4}data:/);
    const { copy } = JSON.parse((await doc('-j', 'copy')).stdout) as Record<string, { options: object }>;
    expect(copy!.options).to.have.property('dest').that.includes({ required: true });
  });

  describe('-M', () => {
    let root: string;
    before(() => {
      root = mkdtempSync(path.join(tmpdir(), 'tsplay-modules-'));
      writeFileSync(path.join(root, 'greet.py'), greetModule);
      writeFileSync(path.join(root, 'silent.sh'), '#!/bin/sh\necho "{}"\n');
      writeFileSync(path.join(root, 'beside.sh'), '#!/bin/sh\necho "{}"\n');
      writeFileSync(path.join(root, 'beside.yml'), 'DOCUMENTATION: {short_description: Stands beside.}\n');
    });
    after(() => rmSync(root, { recursive: true }));
    const own = (...argv: string[]): Promise<Answer> => doc('-M', root, ...argv);

    it("tells what the user's modules say about themselves", async () => {
      expect((await own('greet', 'beside')).stdout).to.equal(greetPage);
      expect((await own('-s', 'greet')).stdout).to.match(/^- name: Greets\n {2}greet:\n {4}how: {2}# How\n/);
      expect(await own('silent')).to.deep.include({ code: 1, stdout: '' });
      expect((await own('silent')).stderr).to.match(
        /^the module silent \(.*silent\.sh\) says nothing about itself/,
      );
    });

    it('lists them, with their files', async () => {
      const { stdout } = await own('-F');
      expect(stdout).to.contain(`greet                   ${root}/greet.py\n`);
      expect(stdout).to.match(/^copy +\(comes with tsplay\)$/m);
      expect((await own('-l')).stdout)
        .to.match(/^beside +Stands beside$/m)
        .and.to.match(/^silent$/m);
      expect((await doc('-l', 'ansible.posix')).stdout)
        .to.match(/^mount /m)
        .and.not.match(/^copy /m);
    });
  });

  describe('-t role', () => {
    let root: string;
    before(() => {
      root = mkdtempSync(path.join(tmpdir(), 'tsplay-roles-'));
      for (const [name, specs] of Object.entries({ web: webSpecs, db: 'argument_specs: {main: {}}\n' })) {
        mkdirSync(path.join(root, name, 'meta'), { recursive: true });
        writeFileSync(path.join(root, name, 'meta/argument_specs.yml'), specs);
      }
      mkdirSync(path.join(root, 'plain/meta'), { recursive: true });
    });
    after(() => rmSync(root, { recursive: true }));
    const role = (...argv: string[]): Promise<Answer> => doc('-t', 'role', '-r', root, ...argv);

    it('tells what ansible-doc tells', async () => {
      expect((await role('web')).stdout).to.equal(webPage.replace('DIR', root));
      expect((await role('-e', 'pages', 'web')).stdout).to.match(
        /^> WEB .*\n\nENTRY POINT: pages - Only the pages\n\nOPTIONS/,
      );
      expect(await role('-e', 'none', 'web')).to.deep.include({ stdout: '', code: 0 });
    });

    it('finds those of collections, with and without their names', async () => {
      const base = mkdtempSync(path.join(tmpdir(), 'tsplay-collections-'));
      const collection = path.join(base, 'collections/ansible_collections/acme/site');
      mkdirSync(path.join(collection, 'roles/cache/meta'), { recursive: true });
      writeFileSync(
        path.join(collection, 'roles/cache/meta/argument_specs.yml'),
        'argument_specs: {main: {short_description: Keeps things}}\n',
      );
      const inBase = async (...argv: string[]): Promise<string> =>
        (await role('--playbook-dir', base, ...argv)).stdout;
      expect(await inBase('acme.site.cache')).to.equal(
        `> ACME.SITE.CACHE    (${collection})\n\nENTRY POINT: main - Keeps things\n`,
      );
      expect(await inBase('cache')).to.equal(await inBase('acme.site.cache'));
      expect(await inBase('-l', 'acme')).to.equal('acme.site.cache main Keeps things\n');
      expect(JSON.parse(await inBase('-l', '-j', 'acme.site'))).to.deep.equal({
        'acme.site.cache': { collection: 'acme.site', entry_points: { main: 'Keeps things' } },
      });
      rmSync(base, { recursive: true });
    });

    it('-l and -j', async () => {
      expect((await role('-l')).stdout).to.match(
        /^db +main +\nweb +main +Sets up a web server\nweb +pages Only the pages\n$/,
      );
      expect(JSON.parse((await role('-l', '-j')).stdout)).to.deep.equal({
        db: { collection: '', entry_points: { main: '' } },
        web: { collection: '', entry_points: { main: 'Sets up a web server', pages: 'Only the pages' } },
      });
      const { web } = JSON.parse((await role('-j', 'web')).stdout) as Record<
        string,
        { path: string; entry_points: object }
      >;
      expect(web!.path).to.equal(path.join(root, 'web'));
      expect(web!.entry_points).to.have.nested.property('pages.options.page_names.elements', 'str');
    });

    it('one that is not there is told with a suggestion', async () => {
      const { stderr, code } = await role('wep');
      expect(stderr).to.match(/there is no role 'wep' .*did you mean 'web'/);
      expect(code).to.equal(1);
    });
  });

  it('an unknown module is told with a suggestion', async () => {
    const { stderr, code } = await doc('coppy');
    expect(stderr).to.match(/did you mean 'copy'/);
    expect(code).to.equal(1);
  });

  it('examples do what they say, as far as a check goes', async () => {
    const harmless = [
      ...['add_host', 'assert', 'blockinfile', 'command', 'debug', 'fail', 'file', 'find', 'getent', 'group'],
      ...['group_by', 'ping', 'raw', 'set_fact', 'set_stats', 'setup', 'slurp', 'stat', 'tempfile'],
    ];
    const found = await Promise.all(harmless.map((name) => registry.find(name)));
    const tasks = found.map(({ examples }) => examples!.trimEnd().replaceAll(/^/gm, '    ')).join('\n');
    const failed: string[] = [];
    const report = await run({
      playbooks: [{ file: path.resolve('all.yml'), text: `- hosts: all\n  tasks:\n${tasks}\n` }],
      inventory: 'example,',
      connection: { connection: 'local' },
      check: true,
      onEvent: (event) => {
        if (event.type === 'task-result' && ['failed', 'unreachable'].includes(event.status))
          failed.push(JSON.stringify(event));
      },
    });
    expect(failed).to.deep.equal([]);
    expect(report.exitCode).to.equal(0);
  });

  it('every example is a list of tasks that a run would take', async () => {
    for (const name of registry.names()) {
      const { examples } = await registry.find(name);
      if (examples === undefined) continue;
      const tasks = examples.trimEnd().replaceAll(/^/gm, '    ');
      const text = `- hosts: all\n  tasks:\n${tasks}\n  handlers: []\n`;
      const { problems } = await listPlaybooks({
        playbooks: [{ file: `/example/${name}.yml`, text }],
        inventory: 'a,',
      });
      expect(
        problems.map(({ message }) => message),
        name,
      ).to.deep.equal([]);
    }
  });

  it('examples of what the engine does itself run', async () => {
    const root = mkdtempSync(path.join(tmpdir(), 'tsplay-doc-'));
    const task = '- debug: { msg: here }\n';
    mkdirSync(path.join(root, 'roles/web/tasks'), { recursive: true });
    for (const file of ['web.yml', 'roles/web/tasks/main.yml']) writeFileSync(path.join(root, file), task);
    writeFileSync(path.join(root, 'databases.yml'), '- hosts: all\n  gather_facts: false\n  tasks: []\n');
    const examples = engineDocuments
      .filter(({ name }) => name !== 'import_playbook')
      .map(({ examples: text }) => text!.trimEnd().replaceAll(/^/gm, '    '));
    const imported = engineDocuments.find(({ name }) => name === 'import_playbook')!.examples!;
    const text = `${imported}\n- hosts: all\n  gather_facts: false\n  tasks:\n${examples.join('\n')}\n`;
    const failed: string[] = [];
    const report = await run({
      playbooks: [{ file: path.join(root, 'site.yml'), text }],
      inventory: 'example,',
      connection: { connection: 'local' },
      onEvent: (event) => {
        if (event.type === 'task-result' && event.status === 'failed') failed.push(JSON.stringify(event));
      },
    });
    rmSync(root, { recursive: true });
    expect([failed, report.exitCode]).to.deep.equal([[], 0]);
  });

  it('tells about everything that a task can name', async () => {
    for (const name of engineActionNames())
      if (name !== 'include') expect((await documents.find(name)).name).to.equal(name);
    expect((await documents.find('ansible.builtin.meta')).summary).to.match(/engine/);
  });
});

const greetModule = `#!/usr/bin/python
# WANT_JSON
DOCUMENTATION = r'''
module: greet
short_description: Greets
description: Says it to C(who).
options:
  who: {description: Whom., required: true, aliases: [name]}
  how:
    description: [How.]
    choices: [loud, low]
    default: low
  times: {type: list, elements: int}
'''
EXAMPLES = """
- greet: {who: you}
"""
RETURN = '''
said: {description: What was said., type: str, returned: always}
'''
`;

const greetPage = `GREET    Greets.

Says it to \`who'.

OPTIONS (= is required)

  - how
      How.
      type: choice; choices: loud, low; default: "low"

  - times
      type: list of int

  = who
      Whom.
      type: str; aliases: name

RETURN VALUES

  - said
      What was said.
      type: str

EXAMPLES

- greet: {who: you}

BESIDE    Stands beside.

OPTIONS (= is required)
  none

RETURN VALUES
  none
`;

const webSpecs = `argument_specs:
  main:
    short_description: Sets up a web server
    description:
      - Installs the server C(nginx) and writes its pages. This line is made long enough that it has to be wrapped.
      - A second paragraph.
    author: [Ann Example, Bob Example]
    options:
      web_port: {type: int, default: 8080, description: The port.}
      web_mode:
        type: str
        choices: [plain, tls]
        required: true
        description: [How to speak. See I(web_port)., More about it.]
      web_sites:
        type: list
        elements: dict
        description: The sites.
        options:
          name: {type: str, required: true, description: Its name.}
          root: {type: path, default: /var/www, description: Where it lies.}
  pages:
    short_description: Only the pages
    options:
      page_names: {type: list, elements: str, description: Which pages}
`;

/** What ansible-doc 2.14.18 prints of it. */
const webPage = `> WEB    (DIR/web)

ENTRY POINT: main - Sets up a web server

        Installs the server \`nginx' and writes its pages. This line is
        made long enough that it has to be wrapped. A second
        paragraph.

OPTIONS (= is mandatory):

= web_mode
        How to speak. See \`web_port'.
        More about it.
        choices: [plain, tls]
        type: str

- web_port
        The port.
        default: 8080
        type: int

- web_sites
        The sites.
        default: null
        elements: dict
        type: list

        OPTIONS:

        = name
            Its name.
            type: str

        - root
            Where it lies.
            default: /var/www
            type: path


AUTHOR: Ann Example, Bob Example

ENTRY POINT: pages - Only the pages

OPTIONS (= is mandatory):

- page_names
        Which pages
        default: null
        elements: str
        type: list

`;
