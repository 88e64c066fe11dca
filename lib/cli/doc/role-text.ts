import { isDict, isList, type Dict, type Value } from '../../core/value.js';
import { plainMarkup } from '../../module/index.js';
import type { RoleDocument } from '../../playbook/role-documents.js';
import { wrapText } from '../../report/wrap-text.js';
import { pythonText } from '../../schema/index.js';
import { dumpYaml } from '../../template/dump-yaml.js';

/** A role's page, in the form of `ansible-doc -t role`. */
export function roleText({ name, dir, entryPoints }: RoleDocument): string {
  const lines = [`> ${name.toUpperCase()}    (${dir})`, ''];
  for (const [entryPoint, spec] of entryPoints) lines.push(...entryPointLines(entryPoint, spec));
  return lines.join('\n');
}

/** `ROLE  ENTRY POINT  short description`, for each entry point of each role. */
export function roleList(roles: readonly RoleDocument[], columns: number): string {
  const widest = (names: readonly string[]): number => Math.max(0, ...names.map(({ length }) => length));
  const ofRole = widest(roles.map(({ name }) => name));
  const ofEntryPoint = widest(roles.flatMap(({ entryPoints }) => [...entryPoints.keys()]));
  const most = columns - ofRole - ofEntryPoint - 5;
  const shorten = (text: string): string => (text.length > most ? `${text.slice(0, most)}...` : text);
  return roles
    .flatMap(({ name, entryPoints }) =>
      [...entryPoints].map(
        ([entryPoint, spec]) =>
          `${name.padEnd(ofRole)} ${entryPoint.padEnd(ofEntryPoint)} ${shorten(textOf(spec, 'short_description'))}\n`,
      ),
    )
    .join('');
}

const WIDTH = 70;

function entryPointLines(name: string, spec: Dict): string[] {
  const short = textOf(spec, 'short_description');
  const lines = [`ENTRY POINT: ${name}${short && ` - ${short}`}`, ''];
  const described = paragraphsOf(spec.get('description')).join(' ');
  if (described !== '') lines.push(...wrapped(described, INDENT), '');
  const options = spec.get('options');
  if (isDict(options) && options.size > 0)
    lines.push('OPTIONS (= is mandatory):', '', ...optionLines(options, '', INDENT), '');
  const author = spec.get('author');
  if (author !== undefined)
    lines.push(`AUTHOR: ${(isList(author) ? author : [author]).map(pythonText).join(', ')}`, '');
  return lines;
}

const INDENT = ' '.repeat(8);

function optionLines(options: Dict, base: string, indent: string): string[] {
  const names = [...options.keys()].sort((a, b) => (pythonText(a) < pythonText(b) ? -1 : 1));
  return names.flatMap((name) => {
    const option = options.get(name);
    const fields: Dict = new Map(isDict(option) ? option : []);
    const isRequired = fields.get('required') === true;
    if (!isRequired && !fields.has('default')) fields.set('default', null);
    const described = paragraphsOf(fields.get('description')).flatMap((text) => wrapped(text, indent));
    const inner = fields.get('options');
    for (const told of ['description', 'required', 'options']) fields.delete(told);
    return [
      `${base}${isRequired ? '=' : '-'} ${pythonText(name)}`,
      ...described,
      ...factLines(fields, indent),
      '',
      ...(isDict(inner) ? [`${indent}OPTIONS:`, '', ...optionLines(inner, indent, `${indent}    `)] : []),
    ];
  });
}

const factLines = (fields: Dict, indent: string): string[] =>
  [...fields]
    .sort(([a], [b]) => (pythonText(a) < pythonText(b) ? -1 : 1))
    .flatMap(([name, value]) => {
      const isFlat = isList(value) && !value.some((item) => isDict(item) || isList(item));
      const text = isFlat
        ? `${pythonText(name)}: [${value.map(pythonText).join(', ')}]`
        : dumpYaml(new Map([[name, value]]), { flow: false }).trimEnd();
      return text.split('\n').map((line) => indent + line);
    });

const paragraphsOf = (value: Value | undefined): string[] =>
  value === undefined ? [] : (isList(value) ? value : [value]).map((one) => plainMarkup(pythonText(one)));

const textOf = (spec: Dict, key: string): string => (spec.has(key) ? pythonText(spec.get(key)!) : '');

const wrapped = (text: string, indent: string): string[] =>
  wrapText(text, WIDTH - indent.length).map((line) => indent + line);
