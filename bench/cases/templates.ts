import { spawnSync } from 'node:child_process';
import path from 'node:path';

import { buildSync } from 'esbuild';

import { trustText, type Dict, type Value } from '../../lib/core/value.js';
import { compileExpression, compileTemplate, Environment } from '../../lib/jinja/index.js';
import { Templar } from '../../lib/template/index.js';
import { atLeast, atMost, type Case, type Goal } from '../case.js';
import { median } from '../timed.js';

/** The template language alone, in this process: what it must do in a second, whatever the machine is at. */
export const templates: Case = {
  name: 'templates',
  summary: 'the template language: rates of rendering and compiling',
  run: (site, { quick }) => {
    const rate = (run: () => unknown): number => ratePerSecond(run, quick ? 300 : 1000);
    const goals = [...rendering(rate), ...compiling(rate), ...largeScope(rate), ...cold(site.dir)];
    return Promise.resolve([{ name: 'templates', measured: {}, goals }]);
  },
};

type Rate = (run: () => unknown) => number;

const environment = new Environment({ undefined: 'chainable', unroll: true });
const items = Array.from(
  { length: 200 },
  (_, n) => new Map<Value, Value>(Object.entries({ name: `n${n}`, v: n })),
);
const variables = new Map<Value, Value>([
  ['a', new Map<Value, Value>([['b', 5]])],
  ['os', 'RedHat'],
  ['ver', '8'],
  ['groups', ['wheel', 'adm']],
  ['items', items],
]);
const scope = { get: (name: string): unknown => variables.get(name) };

const CONDITION =
  "os in ['Debian', 'RedHat'] and ver | int >= 8 and a.b == 5 and 'adm' in groups and a.c is not defined";
const LOOP = `{% for i in items %}${'{{ i.name }}={{ i.v }}{% if i.v > 100 %}!{% endif %}\n'}{% endfor %}`;
const LINES = Array.from({ length: 100 }, (_, n) => `line ${n} {{ a.b }} {{ os | lower }}\n`).join('');

function rendering(rate: Rate): Goal[] {
  const simple = compileTemplate('{{ a.b }}', { environment });
  const when = compileExpression(CONDITION, { environment });
  const long = compileTemplate(LINES + LOOP, { environment });
  const chain = new Templar({ variables: chained() });
  return [
    atLeast(
      '{{ a.b }} compiled, a second',
      rate(() => simple.render(scope)),
      1_000_000,
    ),
    atLeast(
      'a condition of five terms, a second',
      rate(() => when.evaluate(scope)),
      200_000,
    ),
    atLeast(
      '100 lines and a loop over 200 items, a second',
      rate(() => long.render(scope)),
      1000,
    ),
    atLeast(
      'a chain of three templated variables, a second',
      rate(() => chain.render(trustText('{{ c }}'))),
      50_000,
    ),
  ];
}

const chained = (): Dict =>
  new Map<Value, Value>([
    ['a', trustText('{{ b0 }}-x')],
    ['b0', 5],
    ['b', trustText('{{ a }}/y')],
    ['c', trustText('{{ b | upper }}')],
  ]);

function compiling(rate: Rate): Goal[] {
  const line = "x {{ a.b | default('y') }} {{ os }}";
  const one = rate(() => compileTemplate(line, { environment }));
  const hundred = rate(() => compileTemplate(LINES, { environment }));
  return [
    atMost('compiling one line, µs', 1_000_000 / one, 40),
    atMost('compiling 100 lines, ms', 1000 / hundred, 2),
  ];
}

// 5 MB of variables beside those that are asked for
function largeScope(rate: Rate): Goal[] {
  const text = trustText('{{ a.b }} {{ os | lower }}');
  const large = new Map(variables);
  for (let n = 0; n < 50; n++)
    large.set(
      `large${n}`,
      Array.from({ length: 1000 }, (_, k) => new Map<Value, Value>([['text', `${n}-${k}`.padEnd(90, '.')]])),
    );
  const [few, many] = [new Templar({ variables }), new Templar({ variables: large })];
  const begun = performance.now();
  many.render(text);
  const first = performance.now() - begun;
  const shares = [1, 2, 3, 4, 5].map(() => rate(() => many.render(text)) / rate(() => few.render(text)));
  return [
    atLeast('rate with 5 MB of variables, share of the rate with few', median(shares), 0.8),
    atMost('first rendering with 5 MB of variables, ms', first, 150),
  ];
}

// a new process: what loading the engine costs it, and its first template
function cold(directory: string): Goal[] {
  const engine = path.join(directory, 'engine.cjs');
  buildSync({
    stdin: { contents: ENGINE, resolveDir: path.resolve(import.meta.dirname, '../../lib'), loader: 'ts' },
    outfile: engine,
    bundle: true,
    platform: 'node',
    format: 'cjs',
    define: { 'import.meta.url': '__filename' },
  });
  const script = `const cpu = () => { const { user, system } = process.cpuUsage(); return (user + system) / 1000; };
    const t0 = cpu(); const { render } = require(${JSON.stringify(engine)});
    const t1 = cpu(); render(${JSON.stringify(LINES)}); console.log(t1 - t0, cpu() - t1)`;
  const { stdout } = spawnSync(process.execPath, ['-e', script], { encoding: 'utf8' });
  const [load = NaN, first = NaN] = stdout.trim().split(' ').map(Number);
  return [
    atMost('loading the engine in a new process, ms of CPU', load, 20),
    atMost('its first rendering of 100 lines, ms of CPU', first, 60),
  ];
}

const ENGINE = `import { trustText } from './core/value.js';
import { Templar } from './template/index.js';
const variables = new Map<string, any>([['a', new Map([['b', 5]])], ['os', 'X']]);
export const render = (text: string): unknown => new Templar({ variables }).render(trustText(text));`;

// a second of this process's own: other work on the machine does not count
function ratePerSecond(run: () => unknown, millis: number): number {
  for (const warm = cpuMillis(); cpuMillis() - warm < millis / 2;) for (let n = 0; n < 20; n++) run();
  const begun = cpuMillis();
  let count = 0;
  for (let spent = 0; spent < millis; spent = cpuMillis() - begun) {
    for (let n = 0; n < 20; n++) run();
    count += 20;
  }
  return count / ((cpuMillis() - begun) / 1000);
}

function cpuMillis(): number {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1000;
}
