/** What one entry of a crontab is made of. */
export interface Job {
  readonly name: string;
  /** The whole line, with its times. */
  readonly line: string;
}

const mark = '#Ansible: ';
const isMark = (line: string | undefined): boolean => line?.startsWith(mark) ?? false;

/** The lines with the job in them. An unnamed line that already is the job only gets its name. */
export function withJob(lines: readonly string[], job: Job): readonly string[] {
  const named = lineNamed(lines, job.name);
  if (named !== undefined) return named === job.line ? lines : replaceJob(lines, job.name, job.line);
  const at = lines.indexOf(job.line);
  if (at >= 0 && !isMark(lines[at - 1])) return lines.toSpliced(at, 0, mark + job.name);
  if (at >= 0 && lines[at - 1]?.trim() === mark.trim()) return lines.toSpliced(at - 1, 1, mark + job.name);
  return [...lines, mark + job.name, job.line];
}

export const withoutJob = (lines: readonly string[], name: string): readonly string[] =>
  lineNamed(lines, name) === undefined ? lines : replaceJob(lines, name, undefined);

/** The lines with a variable set; undefined when the one it should stand beside is not there. */
export function withVariable(
  lines: readonly string[],
  name: string,
  declaration: string,
  beside: { readonly after?: string | undefined; readonly before?: string | undefined },
): readonly string[] | undefined {
  if (lines.some((line) => declares(line, name)))
    return lines.map((line) => (declares(line, name) ? declaration : line));
  const other = beside.after ?? beside.before;
  if (other === undefined) return [declaration, ...lines];
  const at = lines.findIndex((line) => declares(line, other));
  return at < 0 ? undefined : lines.toSpliced(beside.after === undefined ? at : at + 1, 0, declaration);
}

export const withoutVariable = (lines: readonly string[], name: string): readonly string[] =>
  lines.filter((line) => !declares(line, name));

export const jobNames = (lines: readonly string[]): string[] =>
  lines.filter(isMark).map((line) => line.slice(mark.length));

export const variableNames = (lines: readonly string[]): string[] =>
  lines.filter((line) => /^\S+=/.test(line)).map((line) => line.slice(0, line.indexOf('=')));

const declares = (line: string, name: string): boolean => line.startsWith(`${name}=`);

// the line below a mark belongs to it, even when it is a mark itself
function lineNamed(lines: readonly string[], name: string): string | undefined {
  for (let at = 0; at < lines.length - 1; at++) {
    if (!isMark(lines[at])) continue;
    if (lines[at] === mark + name) return lines[at + 1];
    at++;
  }
  return undefined;
}

function replaceJob(lines: readonly string[], name: string, line: string | undefined): readonly string[] {
  const kept: string[] = [];
  for (let at = 0; at < lines.length; at++) {
    if (lines[at] !== mark + name) kept.push(lines[at]!);
    else {
      if (line !== undefined) kept.push(mark + name, line);
      at++;
    }
  }
  return kept;
}
