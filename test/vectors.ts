import { mkdtempSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { pathToFileURL } from 'node:url';

import { loadConfig } from '../lib/config/index.js';
import { TsplayError } from '../lib/core/problem.js';
import { trustText, type Dict, type Value } from '../lib/core/value.js';
import { pyRepr } from '../lib/jinja/index.js';
import { OMIT, Templar } from '../lib/template/index.js';
import { parseJson } from '../lib/template/parse-json.js';
import { renderJinjaText } from '../lib/template/render-jinja-text.js';
import { settingOf } from '../lib/run/setting-of.js';
import { vaultCipher } from '../lib/run/vault-cipher.js';
import { loadYaml } from '../lib/yaml/load-yaml.js';
import { toValue } from '../lib/yaml/to-value.js';

/** One recorded answer of the real thing; the fields are explained in the file's own `about`. */
export interface Vector {
  readonly id: string;
  readonly category: string;
  readonly kind: 'template' | 'when' | 'file' | 'native';
  readonly template?: string;
  readonly expr?: string;
  readonly context_yaml?: string;
  readonly files?: Readonly<Record<string, string>>;
  readonly jinja2_extensions?: readonly string[];
  readonly expected_repr?: string;
  readonly expected_type?: string;
  readonly error?: string;
  readonly error_cause?: string;
  readonly error_tokens?: readonly string[];
}

export interface VectorFile {
  readonly accepted: readonly string[];
  readonly cases: readonly { vector: Vector; context: Dict; expected: Value }[];
}

const FIXTURES = join(import.meta.dirname, 'fixtures', 'template');

/** Reads a file of vectors; ints and floats of its JSON stay apart, and NaN and Infinity are numbers, as Python writes them. */
export function readVectors(file: string): VectorFile {
  const raw = parseJson(readFileSync(file, 'utf8')) as Dict;
  const about = plain(raw.get('about') ?? null) as { accepted_deviation?: readonly string[] } | null;
  const accepted = (about?.accepted_deviation ?? []).map((line) => line.split(' ')[0]!);
  const cases = (raw.get('cases') as Dict[]).map((one) => ({
    vector: plain(new Map([...one].filter(([key]) => !VALUES.has(key as string)))) as Vector,
    context: contextOf(one),
    expected: one.get('expected') ?? null,
  }));
  return { accepted, cases };
}

/** What of a case is compared or rendered as Python's values. */
const VALUES = new Set(['context', 'expected']);

// the rest is text and lists of text
function plain(value: Value): unknown {
  if (Array.isArray(value)) return value.map(plain);
  if (!(value instanceof Map)) return value;
  return Object.fromEntries([...value].map(([key, item]) => [String(key), plain(item)]));
}

function contextOf(one: Dict): Dict {
  const yaml = one.get('context_yaml');
  if (typeof yaml !== 'string') return trusted(one.get('context') ?? new Map<Value, Value>()) as Dict;
  const value = toValue(loadYaml(yaml, 'context.yml', { duplicateKeys: 'ignore' })[0]!.root);
  return value instanceof Map ? value : new Map<Value, Value>();
}

// the context stands for a user's vars file
function trusted(value: Value): Value {
  if (typeof value === 'string') return trustText(value);
  if (Array.isArray(value)) return value.map(trusted);
  if (value instanceof Map) return new Map([...value].map(([key, item]) => [key, trusted(item)]));
  return value;
}

/** What is wrong with our answer; `undefined` when it is the recorded one. */
export function checkVector(vector: Vector, context: Dict, expected: Value): string | undefined {
  const directory =
    vector.files || vector.kind === 'file' ? mkdtempSync(join(tmpdir(), 'tsplay-vectors-')) : FIXTURES;
  const { TPL_PROBE: before } = process.env;
  process.env['TPL_PROBE'] = 'probe value';
  try {
    return compare(vector, expected, () => answer(vector, context, directory));
  } finally {
    if (before === undefined) delete process.env['TPL_PROBE'];
    if (directory !== FIXTURES) rmSync(directory, { recursive: true });
  }
}

function answer(vector: Vector, context: Dict, directory: string): Value {
  for (const [name, text] of Object.entries(vector.files ?? {})) {
    mkdirSync(dirname(join(directory, name)), { recursive: true });
    writeFileSync(join(directory, name), text);
  }
  const extensions = (vector.jinja2_extensions ?? []).map(
    (name) => name.replace('jinja2.ext.', '') as 'do' | 'loopcontrols',
  );
  const setting = (...asked: Asked): Value | undefined => settingOf(CONFIG, ...asked);
  const templar = new Templar({
    variables: context,
    searchPath: [directory],
    basedir: FIXTURES,
    extensions,
    setting,
    vault: vaultCipher,
  });
  if (vector.kind === 'when') return templar.test(trustText(vector.expr!));
  if (vector.kind === 'file')
    return renderJinjaText(templar, { text: vector.template!, path: join(directory, 'main.j2') });
  return templar.render(trustText(vector.template!), vector.kind === 'native' ? { native: true } : {});
}

type Asked = Parameters<typeof settingOf> extends [unknown, ...infer Rest] ? Rest : never;
const CONFIG = loadConfig({ env: {}, file: null });

function compare(vector: Vector, expected: Value, run: () => Value): string | undefined {
  let shown: string;
  try {
    const value = run();
    shown = pyRepr(value).replaceAll(OMIT, '__omit_place_holder__x');
    if (vector.error !== undefined)
      return `should fail with ${vector.error_tokens?.[0] ?? vector.error}, but is ${shown}`;
  } catch (error) {
    if (!(error instanceof TsplayError)) return `crashed: ${(error as Error).stack ?? String(error)}`;
    if (vector.error === undefined) return `failed: ${error.message}`;
    const missing = (vector.error_tokens ?? []).find((token) => !error.message.includes(token));
    return missing === undefined ? undefined : `error lacks '${missing}': ${error.message}`;
  }
  const wanted = vector.expected_repr ?? pyRepr(expected);
  return shown === wanted ? undefined : `is\n      ${shown}\n    not\n      ${wanted}`;
}

/** Runs a file and prints what differs; the last line counts. */
function main(files: readonly string[]): void {
  let passed = 0;
  let failed = 0;
  for (const file of files) {
    const { accepted, cases } = readVectors(file);
    for (const { vector, context, expected } of cases) {
      const wrong = checkVector(vector, context, expected);
      if (wrong === undefined || accepted.includes(vector.id)) passed++;
      else {
        failed++;
        console.log(`${vector.id}: ${vector.template ?? vector.expr ?? ''}\n    ${wrong}`);
      }
    }
  }
  console.log(`${passed} passed, ${failed} failed`);
  process.exitCode = failed === 0 ? 0 : 1;
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) main(process.argv.slice(2));
