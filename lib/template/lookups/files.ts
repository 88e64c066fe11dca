import { execFileSync } from 'node:child_process';
import { readFileSync, statSync } from 'node:fs';
import { basename, dirname, isAbsolute, join } from 'node:path';

import type { Dict, Value } from '../../core/value.js';
import { pyStr, type Delimiters, pyTruth } from '../../jinja/index.js';
import { fileCandidates, findFile, searchRoots } from '../find-file.js';
import { globFiles } from '../glob-files.js';
import { LookupError } from '../lookup-error.js';
import { isMapping, isSequence, isText, toBool, typeName } from '../python.js';
import { DELIMITERS } from '../delimiters.js';
import { templateVariables } from '../template-variables.js';
import type { Lookup, LookupCall, Templar } from '../templar.js';

/** Lookups that read the controller's files or run its commands. */
export const fileLookups: Readonly<Record<string, Lookup>> = {
  file: ({ terms, options, templar }) =>
    terms.map((term) => trimmed(fileText(templar, pyStr(term)), options)),
  unvault: ({ terms, templar }) => terms.map((term) => fileText(templar, pyStr(term), 'unvault')),
  template: (call) => call.terms.map((term) => templateText(call, pyStr(term))),
  fileglob: ({ terms, templar }) => terms.flatMap((term) => globbed(templar, pyStr(term))),
  first_found: (call) => firstFound(call),
  pipe: ({ terms, templar }) => terms.map((term) => run('pipe', templar, pyStr(term)).trimEnd()),
  lines: ({ terms, templar }) => terms.flatMap((term) => linesOf(run('lines', templar, pyStr(term)))),
  url: ({ terms, options }) => terms.flatMap((term) => fetchUrl(pyStr(term), options)),
};

function fileText(templar: Templar, name: string, kind: 'file' | 'unvault' = 'file'): string {
  const path = findFile(templar, 'files', name);
  if (path === undefined) {
    throw new LookupError(
      kind === 'file'
        ? `could not locate file in lookup: ${name}`
        : `Unable to find file matching "${name}" `,
    );
  }
  const text = readFileSync(path, 'utf8');
  return text.startsWith('$ANSIBLE_VAULT;') && templar.options.unvault ? templar.options.unvault(text) : text;
}

function trimmed(text: string, options: Dict): string {
  const left = pyTruth(options.get('lstrip') ?? false) ? text.trimStart() : text;
  return toBool(options.get('rstrip') ?? true) ? left.trimEnd() : left;
}

function templateText({ templar, options }: LookupCall, name: string): Value {
  const path = findFile(templar, 'templates', name);
  if (path === undefined)
    throw new LookupError(`the template file ${name} could not be found for the lookup`);
  const vars = options.get('template_vars');
  const convert = options.get('convert_data');
  return templar.renderFileText({
    path,
    text: readFileSync(path, 'utf8'),
    vars: new Map([...templateVariables({ path }), ...(isMapping(vars) ? vars : [])]),
    options: { delimiters: delimitersOf(options) },
    convert: convert === undefined ? !(templar.options.native ?? false) : toBool(convert) === true,
  });
}

function delimitersOf(options: Dict): Delimiters {
  const named = Object.entries(DELIMITERS).map(([name, field]) => [field, options.get(name)] as const);
  return Object.fromEntries(
    named.filter(([, given]) => isText(given)).map(([field, given]) => [field, pyStr(given)]),
  );
}

function globbed(templar: Templar, pattern: string): string[] {
  if (isAbsolute(pattern)) return globFiles(pattern);
  const roots = searchRoots(templar);
  const found =
    dirname(pattern) === '.'
      ? roots.flatMap((root) => [join(root, 'files'), root])
      : roots.flatMap((root) => [join(root, 'files'), root]);
  for (const root of found) {
    const files = globFiles(join(escapeGlob(root), dirname(pattern), basename(pattern)));
    if (files.length > 0) return files;
  }
  return [];
}

const escapeGlob = (path: string): string => path.replace(/[*?[]/g, '[$&]');

/** Set for `with_first_found`, which looks where its task's module would. */
export const OF_LOOP = '_of_loop';

function firstFound({ terms, options, templar }: LookupCall): Value[] {
  const { names, skip } = candidatesOf(terms, options);
  for (const name of names) {
    const folders = pyTruth(options.get(OF_LOOP) ?? false) ? ['templates', 'files', 'vars'] : ['files'];
    const path = folders.flatMap((folder) => fileCandidates(templar, folder, name)).find(isFile);
    if (path !== undefined) return [path];
  }
  if (skip) return [];
  throw new LookupError('No file was found when using first_found.', 'AnsibleLookupError');
}

const isFile = (path: string): boolean => statSync(path, { throwIfNoEntry: false }) !== undefined;

function candidatesOf(terms: readonly Value[], options: Dict): { names: string[]; skip: boolean } {
  let skip = pyTruth(options.get('skip') ?? false);
  const names: string[] = [];
  const own = listOf(options.get('paths'), /[,:;]/);
  const files = listOf(options.get('files'), /[,;]/);
  names.push(...under(own, files));
  const add = (term: Value): void => {
    if (isText(term)) names.push(...under(own, [pyStr(term)]));
    else if (isSequence(term)) term.forEach(add);
    else if (isMapping(term)) {
      names.push(...under(listOf(term.get('paths'), /[,:;]/), listOf(term.get('files'), /[,;]/)));
      skip ||= pyTruth(term.get('skip') ?? false);
    } else {
      throw new LookupError(
        `Invalid term supplied, can handle string, mapping or list of strings but got: <class '${typeName(term)}'> for ${pyStr(term)}`,
        'AnsibleLookupError',
      );
    }
  };
  terms.forEach(add);
  return { names, skip };
}

const under = (paths: readonly string[], files: readonly string[]): string[] =>
  paths.length === 0
    ? [...files]
    : paths.flatMap((path) => (files.length === 0 ? [path] : files.map((file) => join(path, file))));

function listOf(value: Value | undefined, separator: RegExp): string[] {
  if (value === undefined || value === null) return [];
  const items = isSequence(value) ? value.map(pyStr) : [pyStr(value)];
  return items
    .flatMap((item) => item.split(separator))
    .map((item) => item.trim())
    .filter(Boolean);
}

function run(name: string, templar: Templar, command: string): string {
  try {
    return execFileSync('/bin/sh', ['-c', command], {
      cwd: templar.options.basedir ?? process.cwd(),
      encoding: 'utf8',
      maxBuffer: 256 * 1024 * 1024,
      stdio: ['ignore', 'pipe', 'inherit'],
    });
  } catch (error) {
    const { status } = error as { status?: number | null };
    if (typeof status !== 'number') throw error;
    throw new LookupError(`lookup_plugin.${name}(${command}) returned ${status}`);
  }
}

const linesOf = (text: string): string[] =>
  text
    .replace(/\n$/, '')
    .split('\n')
    .filter((_line, n, all) => all.length > 1 || all[n] !== '');

function fetchUrl(url: string, options: Dict): Value[] {
  const script = `fetch(process.argv[1]).then(async (r) => { if (!r.ok) throw new Error('HTTP Error ' + r.status + ': ' + r.statusText); process.stdout.write(await r.text()) }).catch((e) => { process.stdout.write((e.cause && e.cause.message) || e.message); process.exit(9) })`;
  let text: string;
  try {
    text = execFileSync(process.execPath, ['-e', script, url], {
      encoding: 'utf8',
      timeout: 20_000,
      stdio: ['ignore', 'pipe', 'ignore'],
    });
  } catch (error) {
    const { stdout } = error as { stdout?: string };
    throw new LookupError(`Failed lookup url for ${url} : ${stdout ?? (error as Error).message}`);
  }
  return toBool(options.get('split_lines') ?? true) ? linesOf(text) : [text];
}
