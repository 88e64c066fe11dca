import type { Field, Fields, Rule } from '../schema/index.js';
import type { Documented } from './module.js';

/** The page of a module, from its declaration: docs/modules/NAME.md. */
export function documentModule(module: Documented): string {
  return [
    `# ${module.name}`,
    '',
    `${module.summary}.`,
    ...(module.notes ?? []).flatMap((note) => ['', note]),
    ...(module.freeForm === undefined
      ? []
      : ['', `The text behind \`${module.name}:\` is \`${module.freeForm}\`.`]),
    ...(module.open ? ['', 'Takes any other option too.'] : []),
    ...(module.runOnce ? ['', 'Runs once, for all hosts of the play.'] : []),
    '',
    '## Arguments',
    '',
    ...argumentTable(module.args),
    ...ruleLines(module.rules ?? []),
    ...section('## Results', returnTable(module.returns)),
    ...section('## Example', module.examples === undefined ? [] : ['```yaml', module.examples.trim(), '```']),
    '',
  ].join('\n');
}

const section = (title: string, lines: readonly string[]): string[] =>
  lines.length === 0 ? [] : ['', title, '', ...lines];

function argumentTable(fields: Fields): string[] {
  const rows = Object.entries(fields).sort(([a], [b]) => (a < b ? -1 : 1));
  if (rows.length === 0) return ['None.'];
  const lines = rows.map(
    ([name, field]) =>
      `| ${nameCell(name, field)} | ${kindOf(field)} | ${fallbackOf(field)} | ${cell(field.doc)} |`,
  );
  return [
    '| name | type | default | |',
    '|---|---|---|---|',
    ...lines,
    ...rows.flatMap(([name, field]) => nestedTable(name, field)),
  ];
}

function nestedTable(name: string, field: Field): string[] {
  const fields = field.fields ?? field.of?.fields;
  return fields === undefined ? [] : ['', `### ${name}`, '', ...argumentTable(fields)];
}

function nameCell(name: string, field: Field): string {
  const also = field.aliases.length > 0 ? ` (or ${field.aliases.join(', ')})` : '';
  return `${field.required ? `**${name}**, required` : name}${also}`;
}

function kindOf(field: Field): string {
  if (field.kind === 'choice')
    return (field.choices ?? []).map((each) => JSON.stringify(each).slice(1, -1)).join(', ');
  if (field.kind === 'list') return `list of ${field.of ? kindOf(field.of) : 'raw'}`;
  return field.secret ? `${field.kind}, secret` : field.kind;
}

function fallbackOf(field: Field): string {
  const value = field.fallback;
  if (value === undefined) return '';
  if (Array.isArray(value)) return cell(value.map(String).join(', '));
  return cell(typeof value === 'string' ? JSON.stringify(value).slice(1, -1) : JSON.stringify(value));
}

const cell = (text: string): string => text.replaceAll('|', '\\|').replaceAll('\n', ' ');

function ruleLines(rules: readonly Rule[]): string[] {
  return rules.length === 0 ? [] : ['', ...rules.map((rule) => `- ${ruleText(rule)}`)];
}

function ruleText(rule: Rule): string {
  const names = rule.names.map((name) => `\`${name}\``).join(', ');
  switch (rule.kind) {
    case 'mutually_exclusive':
      return `Only one of ${names}.`;
    case 'required_together':
      return `All or none of ${names}.`;
    case 'required_one_of':
      return `At least one of ${names}.`;
    case 'required_by':
      return `\`${rule.name}\` needs ${names}.`;
    case 'required_if':
      return `${rule.name}: ${rule.is} needs ${rule.any ? 'one of ' : ''}${names}.`;
  }
}

function returnTable(fields: Fields): string[] {
  const rows = Object.entries(fields).map(
    ([name, field]) => `| ${name} | ${kindOf(field)} | ${cell(field.doc)} |`,
  );
  if (rows.length === 0) return [];
  const below = Object.entries(fields).flatMap(([name, field]) =>
    field.fields === undefined ? [] : ['', `### ${name}`, '', ...returnTable(field.fields)],
  );
  return ['| name | type | |', '|---|---|---|', ...rows, ...below];
}
