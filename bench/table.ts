import { isMet, type Goal, type Row } from './case.js';

/** The rows as a table: one line for each goal, with what was measured beside what is asked for. */
export function tableOf(rows: readonly Row[]): string {
  const lines = [['row', 'measured', 'goal', '', 'asked for', ''], ...rows.flatMap(linesOf)];
  const widths = lines[0]!.map((_, column) => Math.max(...lines.map((line) => line[column]!.length)));
  return lines
    .map((line) =>
      line
        .map((cell, column) => cell.padEnd(widths[column]!))
        .join('  ')
        .trimEnd(),
    )
    .join('\n');
}

/** One row in words, as soon as it is known. */
export function textOf(row: Row): string {
  const goals = row.goals.map((goal) => `${goal.text} ${number(goal.value)}, ${verdict(goal)}`);
  return [row.name, ...numbersOf(row), ...goals, ...(row.notes ?? []), ...notRun(row)].join('\n    ');
}

function linesOf(row: Row): string[][] {
  const measured = [...numbersOf(row), ...notRun(row)].join(' ');
  if (row.goals.length === 0) return [[row.name, measured, '', '', '', '']];
  return row.goals.map((goal, n) => [
    n === 0 ? row.name : '',
    n === 0 ? measured : '',
    goal.text,
    number(goal.value),
    `${goal.atLeast ? 'at least' : 'at most'} ${number(goal.limit)}`,
    verdict(goal),
  ]);
}

function numbersOf({ measured, unit = 'ms' }: Row): string[] {
  const each = Object.entries(measured).map(([tool, value]) => `${tool} ${number(value)}`);
  return each.length === 0 ? [] : [`${each.join(', ')} ${unit}`];
}

const notRun = ({ notRun: reason }: Row): string[] => (reason === undefined ? [] : [`not run: ${reason}`]);
const verdict = (goal: Goal): string => (isMet(goal) ? 'met' : 'MISSED');

function number(value: number): string {
  return value >= 100 ? String(Math.round(value)) : value.toFixed(value >= 10 ? 1 : 2);
}
