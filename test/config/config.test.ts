import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { expect } from 'chai';
import { loadConfig, settings, type Config, type Origin, type Setting } from '../../lib/config/index.js';

interface Recorded {
  readonly name: string;
  readonly ini: string;
  readonly env: Record<string, string>;
  readonly values: Record<string, readonly [unknown, string]>;
}

const recorded = JSON.parse(
  readFileSync(path.join(import.meta.dirname, '../fixtures/config/recorded.json'), 'utf8'),
) as readonly Recorded[];

const home = '/home/user';

describe('config', () => {
  let dir: string;
  beforeEach(() => (dir = mkdtempSync(path.join(tmpdir(), 'tsplay-config-'))));
  afterEach(() => rmSync(dir, { recursive: true, force: true }));

  for (const { name, ini, env, values } of recorded)
    it(`as ansible-config: ${name}`, () => {
      if (ini) writeFileSync(path.join(dir, 'ansible.cfg'), ini);
      const config = loadConfig({ cwd: dir, home, env });
      for (const [key, [value, origin]] of Object.entries(values)) {
        if (settings().get(key)?.fallback === '?') continue;
        expect(say(config.get(key)), key).to.deep.equal(
          say(JSON.parse(JSON.stringify(value).replaceAll('{dir}', dir))),
        );
        expect(originOf(config.origin(key)), `${key} origin`).to.equal(origin.replace('{dir}', dir));
      }
    });

  it('is looked for in order; a directory that everybody may write to is none', () => {
    const homeDir = path.join(dir, 'home');
    const work = path.join(dir, 'work');
    mkdirSync(homeDir);
    mkdirSync(work, { mode: 0o755 });
    const found = (env = {}): Config => loadConfig({ cwd: work, home: homeDir, env });
    writeFileSync(path.join(homeDir, '.ansible.cfg'), '[defaults]\nforks=1\n');
    expect(found().get('DEFAULT_FORKS')).to.equal(1);
    writeFileSync(path.join(work, 'ansible.cfg'), '[defaults]\nforks=2\n');
    expect(found().get('DEFAULT_FORKS')).to.equal(2);
    writeFileSync(path.join(dir, 'ansible.cfg'), '[defaults]\nforks=3\n');
    expect(found({ ANSIBLE_CONFIG: dir }).get('DEFAULT_FORKS')).to.equal(3);
  });

  it('a value that cannot be names its place', () => {
    const load = (): unknown => loadConfig({ cwd: dir, home, env: { ANSIBLE_FORKS: 'many' } });
    expect(load).to.throw(
      "Invalid type for configuration option setting: DEFAULT_FORKS (from env: ANSIBLE_FORKS): 'many' is not an integer",
    );
  });

  it('says a meaning of none that nothing reads', () => {
    const lib = path.resolve(import.meta.dirname, '../../lib');
    const sources = readdirSync(lib, { recursive: true, encoding: 'utf8' })
      .filter((name) => name.endsWith('.ts') && !name.startsWith('config/'))
      .map((name) => readFileSync(path.join(lib, name), 'utf8'));
    const words = new Set(sources.join('\n').match(/[A-Z][A-Z0-9_]+/g));
    const isRead = ({ name, doc, env }: Setting): boolean =>
      /^(Accepted|Ignored): /.test(doc) || [name, ...env].some((word) => words.has(word));
    // colours are read by the name of what they colour, options of outputs by theirs
    const others = [...settings().values()].filter(({ name }) => !/^COLOR_|[.]/.test(name));
    expect(others.filter((one) => !isRead(one)).map(({ name }) => name)).to.deep.equal([]);
  });

  it('knows every option of the connections, outputs and ways to become that are here, and says what it does', () => {
    const options = JSON.parse(
      readFileSync(path.join(import.meta.dirname, '../fixtures/config/plugin-options.json'), 'utf8'),
    ) as Readonly<Record<string, { readonly ini: readonly string[]; readonly env: readonly string[] }>>;
    const all = [...settings().values()];
    const keys = new Set(all.flatMap(({ ini }) => ini.map(({ section, key }) => `${section}.${key}`)));
    const variables = new Set(all.flatMap(({ env }) => env));
    const unknown = Object.entries(options).filter(
      ([, { ini, env }]) => ini.some((key) => !keys.has(key)) || env.some((name) => !variables.has(name)),
    );
    expect(unknown.map(([name]) => name)).to.deep.equal([]);
    expect(all.filter(({ doc }) => doc === '').map(({ name }) => name)).to.deep.equal([]);
  });

  it('knows what is set and ignored', () => {
    const config = loadConfig({ cwd: dir, home, env: { ANSIBLE_GALAXY_SERVER: 'x', ANSIBLE_FORKS: '3' } });
    expect(config.ignored()).to.deep.equal(['GALAXY_SERVER']);
  });
});

// numbers that Ansible leaves untyped are text here
const say = (value: unknown): unknown => (typeof value === 'number' ? String(value) : value);

const originOf = (origin: Origin): string =>
  origin.kind === 'env' ? `env: ${origin.name}` : origin.kind === 'file' ? origin.file : 'default';
