import { execFileSync } from 'node:child_process';
import { statSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';

import type { Dict, Value } from '../../core/value.js';
import { pyStr, type Delimiters, pyTruth } from '../../jinja/index.js';
import { fileCandidates, findFile, searchRoots } from '../find-file.js';
import { globFiles } from '../glob-files.js';
import { LookupError } from '../lookup-error.js';
import { isMapping, isSequence, isText, toBool, typeName } from '../python.js';
import { DELIMITERS } from '../delimiters.js';
import { splitLines } from '../split-lines.js';
import { templateVariables } from '../template-variables.js';
import { readText } from '../read-text.js';
import type { Lookup, LookupCall, Templar } from '../templar.js';

/** Lookups that read the controller's files or run its commands. */
export const fileLookups: Readonly<Record<string, Lookup>> = {
  file: ({ terms, options, templar }) => terms.map((term) => trimmed(fileText(templar, term), options)),
  unvault: ({ terms, templar }) => terms.map((term) => fileText(templar, term, 'unvault')),
  template: (call) => call.terms.map((term) => templateText(call, nameOf(term))),
  fileglob: ({ terms, templar }) => terms.flatMap((term) => globbed(templar, term)),
  first_found: (call) => firstFound(call),
  pipe: ({ terms, templar }) => terms.map((term) => run('pipe', templar, pyStr(term)).trimEnd()),
  lines: ({ terms, templar }) => terms.flatMap((term) => splitLines(run('lines', templar, pyStr(term)))),
};

function fileText(templar: Templar, term: Value, kind: 'file' | 'unvault' = 'file'): string {
  const name = nameOf(term);
  const path = findFile(templar, 'files', name);
  if (path === undefined || statSync(path).isDirectory()) {
    throw new LookupError(
      kind === 'file'
        ? `could not locate file in lookup: ${name}`
        : `Unable to find file matching "${name}" `,
    );
  }
  return readText(templar, path);
}

function nameOf(term: Value): string {
  if (term === null || isText(term)) return pyStr(term);
  throw new LookupError(`'${typeName(term)}' object has no attribute 'startswith'`, 'AttributeError');
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
  if (vars !== undefined && !isMapping(vars))
    throw new LookupError(
      `Invalid type for configuration option plugin_type: lookup plugin: template setting: template_vars (from Direct): Invalid type provided for "dictionary": ${pyStr(vars)}`,
      'AnsibleOptionsError',
    );
  const convert = options.get('convert_data');
  return templar.renderFileText({
    path,
    text: readText(templar, path),
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

function globbed(templar: Templar, term: Value): string[] {
  const pattern = textTerm(term);
  const name = basename(pattern);
  const at = dirname(pattern);
  const roots = pattern.includes('/')
    ? [findFile(templar, 'files', at) ?? []].flat()
    : searchRoots(templar).flatMap((root) => [join(root, 'files'), root]);
  for (const root of roots) {
    const files = globFiles(join(escapeGlob(root), name.replaceAll('**', '*')));
    if (files.length > 0) return files;
  }
  return [];
}

// what Python's paths want
function textTerm(term: Value): string {
  if (isText(term)) return pyStr(term);
  throw new LookupError(`expected str, bytes or os.PathLike object, not ${typeName(term)}`, 'TypeError');
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

interface Candidates {
  readonly names: readonly string[];
  readonly skip: boolean;
}

// files given without a term are looked for, which ansible-core 2.14 forgot
function candidatesOf(terms: readonly Value[], options: Dict): Candidates {
  if (terms.length === 0 && options.has('files')) return candidatesOf([''], options);
  let found: Candidates = { names: [], skip: false };
  for (const term of terms) {
    if (isText(term)) found = withTerm(found.names, pyStr(term), options);
    else if (isMapping(term)) found = withTerm(found.names, term, term);
    else if (isSequence(term)) {
      const inner = candidatesOf(term, options);
      found = { names: [...found.names, ...inner.names], skip: inner.skip };
    } else {
      throw new LookupError(
        `Invalid term supplied, can handle string, mapping or list of strings but got: <class '${typeName(term)}'> for ${pyStr(term)}`,
        'AnsibleLookupError',
      );
    }
  }
  return found;
}

// the options of the last term decide about all; its files alone are the only ones
function withTerm(names: readonly string[], term: string | Dict, options: Dict): Candidates {
  const skip = toBool(options.get('skip') ?? false) === true;
  const files = listOf(options.get('files'), /[,;]/);
  const paths = listOf(options.get('paths'), /[,:;]/);
  if (paths.length > 0)
    return { names: [...names, ...paths.flatMap((path) => files.map((file) => join(path, file)))], skip };
  if (files.length > 0) return { names: files, skip };
  if (typeof term === 'string') return { names: [...names, term], skip };
  throw new LookupError("'dict' object has no attribute 'startswith'", 'AttributeError');
}

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
