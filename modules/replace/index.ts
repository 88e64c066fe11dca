import { isDict } from '../../lib/core/value.js';
import {
  defineModule,
  editFile,
  expandTemplate,
  failure,
  fileArgs,
  pythonPattern,
  type Edited,
  type Result,
} from '../../lib/module/index.js';
import { bytesOf, textOf } from '../../lib/remote/bytes.js';
import { bool, commandLine, path, pythonText, text } from '../../lib/schema/index.js';

export const module = defineModule({
  name: 'replace',
  summary: 'Replaces every match of a pattern in a text file',
  examples: `
- name: Another port for every backend
  replace:
    path: /etc/haproxy/haproxy.cfg
    regexp: ':8080\\b'
    replace: ':9090'`,
  args: {
    path: path({ doc: 'The file', required: true, aliases: ['dest', 'destfile', 'name'] }),
    regexp: text({ doc: 'Pattern (Python, multiline)', required: true }),
    replace: text({ doc: 'What comes in its place; \\1 and \\g<name> are groups', fallback: '' }),
    after: text({ doc: 'Only what follows the first match of this pattern' }),
    before: text({ doc: 'Only what comes before the first match of this pattern' }),
    backup: bool({ doc: 'Keep the old file beside the new one', fallback: false }),
    validate: commandLine(
      text({ doc: 'Command that checks the new content before it is used; %s is the file' }),
    ),
    encoding: text({ doc: 'utf-8 or latin-1', fallback: 'utf-8' }),
    ...fileArgs,
  },
  returns: { msg: text({ doc: 'How many replacements were made' }) },
  async run(args, ctx) {
    const whenAbsent = (file: string): Result => failure(`Path ${file} does not exist !`, { rc: 257 });
    const encoding = encodingOf(args.encoding);
    if (encoding === undefined) return failure(`encoding: ${args.encoding} is not supported`);
    // as they are written in the file, and as they are to be read
    const inFile = (text: string): string =>
      encoding === 'utf8' ? text : textOf(Buffer.from(text, encoding));
    const toRead = (text: string): string => (encoding === 'utf8' ? text : bytesOf(text).toString(encoding));
    const edit = (before: string): Edited => {
      const edited = replaceAll(toRead(before), args);
      return { ...edited, text: inFile(edited.text) };
    };
    const result = await editFile({ ...args, create: false, whenAbsent, edit, diffTitle: args.path }, ctx);
    return answer(result, toRead);
  },
});

// a change of the text is all there is of a diff
function answer(result: Result, toRead: (text: string) => string): Result {
  if (result.get('failed') === true) return result;
  const diff = result.get('diff');
  if (isDict(diff) && diff.get('before') === diff.get('after')) result.delete('diff');
  else if (isDict(diff))
    for (const side of ['before', 'after']) diff.set(side, toRead(pythonText(diff.get(side) ?? '')));
  return result.has('rc') ? result : result.set('rc', 0);
}

const encodingOf = (name: string): 'utf8' | 'latin1' | undefined => {
  if (/^(utf[-_]?8|u8|utf|ascii|us-ascii)$/i.test(name)) return 'utf8';
  return /^(latin[-_]?1|latin|l1|iso[-_]?8859[-_]1)$/i.test(name) ? 'latin1' : undefined;
};

interface Replacing {
  readonly regexp: string;
  readonly replace: string;
  readonly after?: string | undefined;
  readonly before?: string | undefined;
}

function replaceAll(text: string, replacing: Replacing): Edited {
  const part = sectionOf(text, replacing);
  if (part === undefined)
    return {
      text,
      msg: `Pattern for before/after params did not match the given file: ${sectionPattern(replacing)}`,
    };
  let count = 0;
  const pattern = pythonPattern(replacing.regexp, 'gm');
  const changed = text.slice(part.from, part.to).replace(pattern, (...found: unknown[]) => {
    count++;
    return expandTemplate(replacing.replace, matchOf(found));
  });
  const after = text.slice(0, part.from) + changed + text.slice(part.to);
  return { text: after, msg: count > 0 && after !== text ? `${count} replacements made` : '' };
}

function matchOf(found: readonly unknown[]): RegExpExecArray {
  const groups = found.at(-1);
  const hasGroups = typeof groups === 'object';
  const match = found.slice(0, hasGroups ? -3 : -2) as unknown as RegExpExecArray;
  if (hasGroups) match.groups = groups as Record<string, string>;
  return match;
}

// undefined when one of the two patterns is nowhere
function sectionOf(text: string, { after, before }: Replacing): { from: number; to: number } | undefined {
  const start = after === undefined ? 0 : endOf(pythonPattern(after, 's').exec(text));
  const stop =
    before === undefined
      ? text.length - start
      : (pythonPattern(before, 's').exec(text.slice(start))?.index ?? -1);
  return start < 0 || stop < 0 ? undefined : { from: start, to: start + stop };
}

const endOf = (match: RegExpExecArray | null): number => (match ? match.index + match[0].length : -1);

const sectionPattern = ({ after, before }: Replacing): string =>
  `${after ?? ''}(?P<subsection>.*${after !== undefined && before !== undefined ? '?' : ''})${before ?? ''}`;
