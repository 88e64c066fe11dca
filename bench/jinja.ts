import { compileExpression, compileTemplate, Environment } from '../lib/jinja/index.js';

const environment = new Environment({ undefined: 'chainable', unroll: true });
const variables = new Map<string, unknown>([
  ['a', new Map<string, unknown>([['b', 5]])],
  ['os', 'RedHat'],
  ['ver', '8'],
  ['groups', ['wheel', 'adm']],
  [
    'items',
    Array.from(
      { length: 200 },
      (_, index) =>
        new Map<string, unknown>([
          ['name', `n${index}`],
          ['v', index],
        ]),
    ),
  ],
]);
const scope = { get: (name: string): unknown => variables.get(name) };

/** Runs for half a second; how often per second. */
function measure(label: string, floor: number, run: () => unknown): void {
  for (let i = 0; i < 200; i++) run();
  const start = performance.now();
  let count = 0;
  while (performance.now() - start < 500) {
    for (let i = 0; i < 20; i++) run();
    count += 20;
  }
  const rate = Math.round(count / ((performance.now() - start) / 1000));
  console.log(`${rate < floor ? 'SLOW' : 'ok  '} ${label}: ${rate}/s (floor ${floor})`);
}

const simple = compileTemplate('{{ a.b }}', { environment });
measure('{{ a.b }}, compiled', 1_000_000, () => simple.render(scope));

const when = compileExpression(
  "os in ['Debian', 'RedHat'] and ver | int >= 8 and a.b == 5 and 'adm' in groups and a.c is not defined",
  { environment },
);
measure('a condition of five terms', 200_000, () => when.evaluate(scope));

const lines = `{% for i in items %}${'{{ i.name }}={{ i.v }}{% if i.v > 100 %}!{% endif %}\n'}{% endfor %}`;
const loop = compileTemplate(lines, { environment });
measure('a loop over 200 items', 1000, () => loop.render(scope));

const long = compileTemplate(
  Array.from({ length: 100 }, (_, n) => `line ${n} {{ a.b }} {{ os | lower }}\n`).join('') + lines,
  { environment },
);
measure('100 lines and 200 items', 1000, () => long.render(scope));

measure('compile of one line (25,000/s is 40 us)', 25_000, () =>
  compileTemplate("x {{ a.b | default('y') }} {{ os }}", { environment }),
);
