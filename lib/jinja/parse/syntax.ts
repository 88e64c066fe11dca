import type { Delimiters } from '../types.js';
import { escapeRegex } from '../../core/escape-regex.js';

type TagKind = 'block' | 'variable' | 'comment' | 'linestatement' | 'linecomment' | 'raw';

/** The compiled form of a set of delimiters. */
export interface Syntax {
  /** Finds the next tag; the group that matched tells which. */
  readonly root: RegExp;
  readonly kinds: readonly TagKind[];
  /** What starts a tag of a kind; a sign may follow. */
  readonly marks: Readonly<Partial<Record<TagKind, string>>>;
  readonly blockEnd: RegExp;
  readonly variableEnd: RegExp;
  readonly commentEnd: RegExp;
  readonly rawEnd: RegExp;
}

type AllDelimiters = Delimiters & Record<keyof typeof DEFAULT_DELIMITERS, string>;

/** The marks of a template that says nothing else. */
export const DEFAULT_DELIMITERS = {
  blockStart: '{%',
  blockEnd: '%}',
  variableStart: '{{',
  variableEnd: '}}',
  commentStart: '{#',
  commentEnd: '#}',
};

const known = new Map<string, Syntax>();

/** The expressions that find tags of these delimiters; made once for each set. */
export function syntaxOf(delimiters: Delimiters | undefined, trimBlocks: boolean): Syntax {
  const key = delimiters === undefined ? String(trimBlocks) : JSON.stringify([delimiters, trimBlocks]);
  let syntax = known.get(key);
  if (syntax === undefined)
    known.set(key, (syntax = buildSyntax({ ...DEFAULT_DELIMITERS, ...delimiters }, trimBlocks)));
  return syntax;
}

function buildSyntax(d: AllDelimiters, trimBlocks: boolean): Syntax {
  const bs = escapeRegex(d.blockStart);
  const be = escapeRegex(d.blockEnd);
  const ve = escapeRegex(d.variableEnd);
  const ce = escapeRegex(d.commentEnd);
  const newline = trimBlocks ? '\\n?' : '';
  const end = (mark: string): string => `(?:\\+${mark}|-${mark}\\s*|${mark}${newline})`;
  const tags = startTags(d);
  const raw = `(${bs}[-+]?\\s*raw\\s*(?:-${be}\\s*|${be}))`;
  return {
    kinds: ['raw', ...tags.map((tag) => tag.kind)],
    marks: Object.fromEntries(tags.map(({ kind, mark }) => [kind, mark])),
    root: new RegExp([raw, ...tags.map((tag) => tag.pattern)].join('|'), 'gmu'),
    blockEnd: new RegExp(end(be), 'yu'),
    variableEnd: new RegExp(`-${ve}\\s*|${ve}`, 'yu'),
    commentEnd: new RegExp(end(ce), 'gu'),
    rawEnd: new RegExp(`${bs}([-+]?)\\s*endraw\\s*${end(be)}`, 'gu'),
  };
}

// of two delimiters that both match, the longer one wins
function startTags(d: AllDelimiters): { kind: TagKind; mark: string; pattern: string }[] {
  const tag = (kind: TagKind, mark: string, before = ''): ReturnType<typeof startTags>[number] => ({
    kind,
    mark,
    pattern: `(${before}${escapeRegex(mark)}[-+]?)`,
  });
  const tags = [tag('comment', d.commentStart), tag('block', d.blockStart), tag('variable', d.variableStart)];
  if (d.lineStatementPrefix) tags.push(tag('linestatement', d.lineStatementPrefix, '^[ \\t\\v]*'));
  if (d.lineCommentPrefix) tags.push(tag('linecomment', d.lineCommentPrefix, '(?:^|(?<=\\S))[^\\S\\n]*'));
  return tags.sort((a, b) => b.mark.length - a.mark.length);
}
