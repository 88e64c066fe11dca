import { TsplayError } from '../../lib/core/problem.js';

/** A file of apt's sources, by its path. */
export type Sources = ReadonlyMap<string, string>;

interface Line {
  readonly isSource: boolean;
  readonly enabled: boolean;
  readonly source: string;
  readonly comment: string;
}

/** The files with the source in them: a line that is switched off comes back, else it gets a file of its own. */
export function withSource(sources: Sources, repo: string, file: string): Sources {
  const wanted = sourceOf(repo);
  const isThere = [...sources.values()].some((text) => readLines(text).some((line) => is(line, wanted)));
  if (!isThere) return new Map(sources).set(file, `${written(sources.get(file) ?? '')}${wanted}\n`);
  return mapFiles(sources, (lines) =>
    lines.map((line) => (is(line, wanted) ? { ...line, enabled: true } : line)),
  );
}

export function withoutSource(sources: Sources, repo: string): Sources {
  const wanted = sourceOf(repo);
  return mapFiles(sources, (lines) => lines.filter((line) => !(is(line, wanted) && line.enabled)));
}

/** The name of the file for a source: its address without protocol, options and password. */
export function suggestName(repo: string): string {
  const words = repo
    .replace(/\[[^\]]+\]/g, '')
    .replace(/\w+:\/\//g, '')
    .split(/\s+/)
    .filter((word) => word !== '' && word !== 'deb' && word !== 'deb-src');
  const address = (words[0] ?? '').replace(/^[^@]*@/, '');
  return address
    .replace(/[^a-zA-Z0-9]/g, ' ')
    .trim()
    .split(/\s+/)
    .join('_');
}

const is = (line: Line, source: string): boolean => line.isSource && line.source === source;

function sourceOf(repo: string): string {
  const line = readLine(repo);
  if (line.isSource && line.enabled) return line.source;
  throw new TsplayError({
    code: 'bad-source',
    message: `Invalid repository string: ${repo}`,
    hint: 'deb [signed-by=/etc/apt/keyrings/x.asc] http://example.com/debian stable main',
  });
}

const readLines = (text: string): readonly Line[] => text.replace(/\n$/, '').split('\n').map(readLine);

function readLine(text: string): Line {
  const trimmed = text.trim();
  const enabled = !trimmed.startsWith('#');
  const rest = enabled ? trimmed : trimmed.slice(1);
  const at = rest.indexOf('#');
  const source = (at > 0 ? rest.slice(0, at) : rest).trim();
  const words = source.split(/\s+/);
  const isSource = words[0] === 'deb' || words[0] === 'deb-src';
  return {
    isSource,
    enabled,
    source: isSource ? words.join(' ') : source,
    comment: at > 0 ? rest.slice(at + 1).trim() : '',
  };
}

function mapFiles(sources: Sources, change: (lines: readonly Line[]) => readonly Line[]): Sources {
  return new Map(
    [...sources].map(([file, text]) => {
      const before = readLines(text);
      const after = change(before);
      const isSame =
        after.length === before.length && after.every((line, at) => line.enabled === before[at]!.enabled);
      return [file, isSame ? text : after.map(writeLine).join('')];
    }),
  );
}

const written = (text: string): string => (text === '' ? '' : readLines(text).map(writeLine).join(''));

const writeLine = (line: Line): string =>
  `${line.enabled ? '' : '# '}${line.source}${line.comment === '' ? '' : ` # ${line.comment}`}\n`;
