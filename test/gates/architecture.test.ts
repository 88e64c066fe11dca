import { expect } from 'chai';
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';

const root = path.resolve(import.meta.dirname, '../..');

const floors: Record<string, number> = {
  'lib/core': 0,
  'lib/config': 1,
  'lib/schema': 1,
  'lib/yaml': 1,
  'lib/jinja': 1,
  'lib/remote': 1,
  'lib/connect': 2,
  'lib/template': 2,
  'lib/module': 2,
  'lib/playbook': 2,
  'lib/inventory': 2,
  'lib/vault': 2,
  modules: 3,
  'lib/run': 3,
  'lib/report': 3,
  'lib/image': 3,
  'lib/lab': 3,
  // the files right below lib/ put the rooms together
  lib: 4,
  'lib/cli': 5,
};

interface Source {
  readonly file: string;
  readonly room: string;
  readonly text: string;
  readonly imports: readonly string[];
}

const sources = ['lib', 'modules'].flatMap(readFolder);

/** Who may use an export: the program, and the tests and benches that look into it. */
const readers = [...sources, ...['test', 'bench'].flatMap(readFolder)];

function readFolder(folder: string): Source[] {
  return readdirSync(path.join(root, folder), { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.ts'))
    .map((name) => readSource(path.join(folder, name)));
}

function readSource(file: string): Source {
  const text = readFileSync(path.join(root, file), 'utf8');
  const imports = [...text.matchAll(/(?:from|import\()\s*'(\.[^']+)'/g)].map((m) =>
    path.join(path.dirname(file), m[1]!).replace(/\.js$/, '.ts'),
  );
  return { file, room: roomOf(file), text, imports };
}

function roomOf(file: string): string {
  if (path.dirname(file) === 'lib') return 'lib';
  return Object.keys(floors).find((room) => room !== 'lib' && file.startsWith(`${room}/`)) ?? file;
}

const valueImports = (source: Source): string[] => {
  const code = source.text.replace(/^(?:import|export) type [^;]*;/gm, '');
  return [...code.matchAll(/^(?:import|export)[^;]*?from\s*'(\.[^']+)'/gms)].map((m) =>
    path.join(path.dirname(source.file), m[1]!).replace(/\.js$/, '.ts'),
  );
};

/** What users of the library see: lib/index.ts and the rooms that it hands on whole. */
const publicFiles = new Set([
  'lib/index.ts',
  ...sources
    .filter(({ file }) => file === 'lib/index.ts')
    .flatMap(({ text }) => [...text.matchAll(/^export \* as \w+ from '\.\/(.+)\.js';/gm)])
    .map(([, file]) => `lib/${file}.ts`),
]);

/** To hand something on is no use of it, unless it is to those who use the library. */
const usesIn = ({ file, text }: Source): string =>
  publicFiles.has(file) ? text : text.replace(/^export \{[^}]*\} from [^;]*;/gm, '');

describe('gate: architecture', () => {
  it('every file stands on a floor', () => {
    expect(sources.filter((s) => floors[s.room] === undefined).map((s) => s.file)).to.deep.equal([]);
  });

  it('imports go to a lower floor or stay in the room', () => {
    const wrong = sources.flatMap((source) =>
      source.imports
        .filter((target) => roomOf(target) !== source.room && floors[roomOf(target)]! >= floors[source.room]!)
        .map((target) => `${source.file} -> ${target}`),
    );
    expect(wrong).to.deep.equal([]);
  });

  it('there is no circle of imports', () => {
    const graph = new Map(sources.map((s) => [s.file, valueImports(s)]));
    const done = new Set<string>();
    const circles: string[] = [];
    const visit = (file: string, trail: readonly string[]): void => {
      if (trail.includes(file)) {
        circles.push([...trail.slice(trail.indexOf(file)), file].join(' -> '));
        return;
      }
      if (done.has(file)) return;
      for (const target of graph.get(file) ?? []) visit(target, [...trail, file]);
      done.add(file);
    };
    for (const file of graph.keys()) visit(file, []);
    expect(circles).to.deep.equal([]);
  });

  // eslint keeps `any` out
  it('no enum, no default export', () => {
    const bad = sources.filter((s) => /^export default|^(?:export )?(?:const )?enum /m.test(s.text));
    expect(bad.map((s) => s.file)).to.deep.equal([]);
  });

  it('what is exported is used elsewhere', () => {
    const words = new Map(readers.map((reader) => [reader.file, new Set(usesIn(reader).match(/[\w$]+/g))]));
    const unused = sources
      .filter(({ file }) => file !== 'lib/index.ts')
      .flatMap(({ file, text }) =>
        [...text.matchAll(/^export (?:async )?(?:function\*?|const|class) (\w+)/gm)]
          .map((found) => found[1]!)
          .filter((name) => ![...words].some(([reader, known]) => reader !== file && known.has(name)))
          .map((name) => `${file}: ${name}`),
      );
    expect(unused).to.deep.equal([]);
  });

  it('files stay short', () => {
    const lengths = sources.map((s) => s.text.split('\n').length).sort((a, b) => a - b);
    expect(lengths[Math.floor(lengths.length / 2)], 'median').to.be.at.most(100);
    const long = sources
      .filter((s) => s.text.split('\n').length > 300)
      .map((s) => `${s.file} (${s.text.split('\n').length})`);
    expect(long).to.deep.equal([]);
  });
});
