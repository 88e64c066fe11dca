import { expect } from 'chai';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { findDocument } from '../../lib/documents.js';
import { engineActionNames } from '../../lib/playbook/index.js';
import { keywords } from '../../lib/playbook/keywords.js';
import { listPlaybooks } from '../../lib/list-playbooks.js';
import { run } from '../../lib/run.js';
import { engineDocuments } from '../../lib/run/engine-documents.js';
import { askTsplay } from '../support/beside-ansible.js';
import { registry } from '../support/module-context.js';

const doc = (...argv: string[]): ReturnType<typeof askTsplay> => askTsplay(['doc', ...argv], { cwd: '/' });

describe('doc', function () {
  this.timeout(120_000);

  it('--keywords tells every keyword and its state', () => {
    const { stdout } = doc('--keywords');
    for (const name of Object.keys(keywords))
      expect(stdout).to.match(new RegExp(`^  ${name} +(supported|differently) +\\S`, 'm'));
    expect(stdout).to.match(/^ {2}debugger +supported +/m);
  });

  it('-t tells some keywords, and names filters, tests and lookups', () => {
    expect(doc('-t', 'keyword', 'debugger').stdout).to.match(/^PLAY\n {2}debugger .*\n\nROLE\n/);
    expect(doc('-t', 'filter', '-l').stdout.split('\n')).to.include.members([
      'combine',
      'upper',
      'ansible.utils.ipaddr',
    ]);
    expect(doc('-t', 'lookup', '-l', '-j').stdout).to.contain('"first_found"');
    expect(doc('-t', 'keyword', 'debuger')).to.deep.include({ code: 1, stdout: '' });
    expect(doc('-t', 'test', 'match').stderr).to.equal(
      'ERROR! There are no pages about a test here; --list names them\n',
    );
  });

  it('a module: its options, aliases, defaults, choices and results', () => {
    const { stdout, code } = doc('ansible.builtin.copy');
    expect(stdout).to.match(/^COPY {4}Copies files to hosts\.$/m);
    expect(stdout).to.match(/^ {2}= dest$/m);
    expect(stdout).to.match(/^ {2}- backup$/m);
    expect(code).to.equal(0);
  });

  it('-l, -s and -j', () => {
    expect(doc('-l').stdout).to.match(/^copy +Copies files to hosts$/m);
    expect(doc('-s', 'ping').stdout).to.match(/^- name: .*\n {2}ping:\n {4}data:/);
    const { copy } = JSON.parse(doc('-j', 'copy').stdout) as Record<string, { options: object }>;
    expect(copy!.options).to.have.property('dest').that.includes({ required: true });
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
    const role = (...argv: string[]): ReturnType<typeof askTsplay> => doc('-t', 'role', '-r', root, ...argv);

    it('tells what ansible-doc tells', () => {
      expect(role('web').stdout).to.equal(webPage.replace('DIR', root));
      expect(role('-e', 'pages', 'web').stdout).to.match(
        /^> WEB .*\n\nENTRY POINT: pages - Only the pages\n\nOPTIONS/,
      );
      expect(role('-e', 'none', 'web')).to.deep.include({ stdout: '', code: 0 });
    });

    it('-l and -j', () => {
      expect(role('-l').stdout).to.match(
        /^db +main +\nweb +main +Sets up a web server\nweb +pages Only the pages\n$/,
      );
      expect(JSON.parse(role('-l', '-j').stdout)).to.deep.equal({
        db: { collection: '', entry_points: { main: '' } },
        web: { collection: '', entry_points: { main: 'Sets up a web server', pages: 'Only the pages' } },
      });
      const { web } = JSON.parse(role('-j', 'web').stdout) as Record<
        string,
        { path: string; entry_points: object }
      >;
      expect(web!.path).to.equal(path.join(root, 'web'));
      expect(web!.entry_points).to.have.nested.property('pages.options.page_names.elements', 'str');
    });

    it('one that is not there is told with a suggestion', () => {
      const { stderr, code } = role('wep');
      expect(stderr).to.match(/there is no role 'wep' .*did you mean 'web'/);
      expect(code).to.equal(1);
    });
  });

  it('an unknown module is told with a suggestion', () => {
    const { stderr, code } = doc('coppy');
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
      if (name !== 'include') expect((await findDocument(name)).name).to.equal(name);
    expect((await findDocument('ansible.builtin.meta')).summary).to.match(/engine/);
  });
});

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
