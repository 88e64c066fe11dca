import { ASCII, boundary, setOf, UNICODE, type CharSets } from './char-sets.js';
import { PyError } from '../python/py-error.js';
import { PatternReader } from './pattern-reader.js';
import { translateClass } from './translate-class.js';
import { escapedChar, octalChar } from './translate-escape.js';

/** Python's flag letters that matter: a i m s x. */
export type FlagSet = ReadonlySet<string>;

export interface Translation {
  readonly source: string;
  readonly ignoreCase: boolean;
}

type Kind = 'char' | 'group' | 'look' | 'anchor' | 'repeat';

interface Part {
  readonly source: string;
  /** How many characters it takes; NaN when that is not always the same. */
  readonly width: number;
}

interface Piece extends Part {
  readonly kind: Kind;
}

/** A pattern of Python's `re` as the source of a JS one for the flag `v`. */
export function translatePattern(pattern: string, given: FlagSet): Translation {
  const leading = /^(?:\(\?[aiLmsux]+\))*/.exec(pattern)![0];
  const flags = new Set([...given, ...leading.replace(/[^a-z]/g, '')]);
  // flags for a part are new in JS: then no flag at all, but both cases of each letter
  const hasCaseParts = /\(\?(?:[amsux]*i[aimsux]*(?:-[imsx]+)?|[aimsux]*-[msx]*i[imsx]*):/.test(pattern);
  const translator = new PatternTranslator(new PatternReader(pattern), hasCaseParts);
  translator.reader.at = leading.length;
  return { source: translator.translate(flags), ignoreCase: flags.has('i') && !hasCaseParts };
}

class PatternTranslator {
  private groupCount = 0;
  private readonly names = new Map<string, number>();
  private readonly openGroups = new Set<number>();
  private readonly widths = new Map<number, number>();

  constructor(
    readonly reader: PatternReader,
    private readonly hasCaseParts: boolean,
  ) {}

  translate(flags: FlagSet): string {
    const { source } = this.alternatives(flags);
    if (this.reader.current !== '') this.reader.fail('unbalanced parenthesis');
    return source;
  }

  private alternatives(flags: FlagSet): Part {
    const branches = [this.branch(flags)];
    while (this.reader.skip('|')) branches.push(this.branch(flags));
    const [{ width }] = branches as [Part];
    return {
      source: branches.map((branch) => branch.source).join('|'),
      width: branches.every((branch) => branch.width === width) ? width : NaN,
    };
  }

  private branch(flags: FlagSet): Part {
    const { reader } = this;
    const pieces: Piece[] = [];
    while (reader.current !== '' && reader.current !== '|' && reader.current !== ')') {
      if (flags.has('x') && reader.take(/\s+|#[^\n]*/y)) continue;
      if (!this.repeat(pieces)) pieces.push(...this.piece(flags));
    }
    return {
      source: pieces.map((piece) => piece.source).join(''),
      width: pieces.reduce((sum, piece) => sum + piece.width, 0),
    };
  }

  private piece(flags: FlagSet): readonly Piece[] {
    const { reader } = this;
    const char = reader.next();
    switch (char) {
      case '.':
        return [{ kind: 'char', width: 1, source: flags.has('s') ? '[^]' : '[^\\n]' }];
      case '^':
        return [{ kind: 'anchor', width: 0, source: flags.has('m') ? '(?<![^\\n])' : '(?<![^])' }];
      case '$':
        return [{ kind: 'anchor', width: 0, source: flags.has('m') ? '(?![^\\n])' : '(?=\\n?(?![^]))' }];
      case '[':
        return [{ kind: 'char', width: 1, source: translateClass(reader, this.classOptions(flags)) }];
      case '(':
        return this.group(flags, reader.at - 1);
      case '\\':
        return [this.escape(flags, reader.at - 1)];
      default:
        return [this.literal(char, flags)];
    }
  }

  private classOptions(flags: FlagSet): { sets: CharSets; bothCases: boolean } {
    return { sets: setsOf(flags), bothCases: this.hasCaseParts && flags.has('i') };
  }

  private literal(char: string, flags: FlagSet): Piece {
    const [lower, upper] = [char.toLowerCase(), char.toUpperCase()];
    const source =
      this.hasCaseParts && flags.has('i') && lower !== upper
        ? `(?:${lower}|${upper})`
        : char.replace(/[\^$\\.*+?()[\]{}|/]/, '\\$&');
    return { kind: 'char', source, width: 1 };
  }

  private escape(flags: FlagSet, start: number): Piece {
    const { reader } = this;
    const octal = octalChar(reader, start);
    if (octal !== undefined) return this.literal(octal, flags);
    const digits = reader.take(/[1-9]\d?/y)?.[0];
    if (digits !== undefined) return this.backReference(Number(digits), start + 1);
    const letter = reader.next();
    const set = setOf(letter, setsOf(flags));
    if (set !== undefined) return { kind: 'char', source: set, width: 1 };
    const anchor = anchorOf(letter, setsOf(flags));
    if (anchor !== undefined) return { kind: 'anchor', source: anchor, width: 0 };
    return this.literal(escapedChar(reader, letter, start), flags);
  }

  private backReference(group: number, at: number): Piece {
    if (group > this.groupCount) this.reader.fail(`invalid group reference ${group}`, at);
    if (this.openGroups.has(group)) this.reader.fail('cannot refer to an open group', at - 1);
    return { kind: 'group', source: `(?:\\${group})`, width: this.widths.get(group)! };
  }

  private group(flags: FlagSet, open: number): readonly Piece[] {
    const { reader } = this;
    if (!reader.skip('?')) return [this.capture(undefined, flags, open)];
    if (reader.skip('P')) return [this.pythonGroup(flags, open)];
    if (reader.skip(':')) return [this.enclosed('(?:', flags, open)];
    if (reader.skip('#')) return this.comment(open);
    const look = reader.take(/<?[=!]/y)?.[0];
    if (look !== undefined) return [this.look(look, flags, open)];
    const found = reader.take(/([aiLmsux]*)(?:-([imsx]+))?:/y);
    if (found !== undefined) return [this.enclosed('(?:', changed(flags, found[1]!, found[2] ?? ''), open)];
    if (reader.take(/[aiLmsux]+\)/y)) reader.fail('global flags not at the start of the expression', open);
    return this.refuse(open);
  }

  private look(look: string, flags: FlagSet, open: number): Piece {
    const { source, width } = this.enclosed(`(?${look}`, flags, open);
    if (look.startsWith('<') && Number.isNaN(width))
      throw new PyError('re.error', 'look-behind requires fixed-width pattern');
    return { kind: 'look', source, width: 0 };
  }

  // JS has no such thing, and there is no way around that keeps the numbers of groups
  private refuse(open: number): never {
    const { reader } = this;
    if (reader.current === '(') reader.fail('conditional groups (?(1)...) are not supported', open);
    if (reader.current === '>') reader.fail('atomic groups (?>...) are not supported', open);
    if (reader.current === '') reader.fail('unexpected end of pattern');
    const size = reader.current === '<' ? 2 : 1;
    return reader.fail(`unknown extension ?${reader.text.slice(reader.at, reader.at + size)}`, open + 1);
  }

  private comment(open: number): readonly Piece[] {
    if (!this.reader.take(/[^)]*\)/y)) this.reader.fail('missing ), unterminated comment', open);
    return [];
  }

  private pythonGroup(flags: FlagSet, open: number): Piece {
    const { reader } = this;
    if (reader.skip('<')) {
      const at = reader.at;
      const name = reader.takeName('>');
      this.checkName(name, at);
      return this.capture(name, flags, open);
    }
    if (!reader.skip('=')) reader.fail(`unknown extension ?P${reader.current}`, open + 1);
    const at = reader.at;
    const name = reader.takeName(')');
    this.checkName(name, at);
    const group = this.names.get(name);
    if (group === undefined) return reader.fail(`unknown group name '${name}'`, at);
    if (this.openGroups.has(group)) reader.fail('cannot refer to an open group', at);
    return { kind: 'group', source: `\\k<${name}>`, width: this.widths.get(group)! };
  }

  private checkName(name: string, at: number): void {
    if (!/^[\p{L}_][\p{L}\p{N}_]*$/u.test(name)) {
      this.reader.fail(`bad character in group name '${name}'`, at);
    }
  }

  private capture(name: string | undefined, flags: FlagSet, open: number): Piece {
    const group = ++this.groupCount;
    const known = name === undefined ? undefined : this.names.get(name);
    if (known !== undefined) {
      const message = `redefinition of group name '${name}' as group ${group}; was group ${known}`;
      this.reader.fail(message, this.reader.at - name!.length - 1);
    }
    if (name !== undefined) this.names.set(name, group);
    this.openGroups.add(group);
    const piece = this.enclosed(name === undefined ? '(' : `(?<${name}>`, flags, open);
    this.openGroups.delete(group);
    this.widths.set(group, piece.width);
    return piece;
  }

  private enclosed(start: string, flags: FlagSet, open: number): Piece {
    const { source, width } = this.alternatives(flags);
    if (!this.reader.skip(')')) this.reader.fail('missing ), unterminated subpattern', open);
    return { kind: 'group', source: `${start}${source})`, width };
  }

  /** A quantifier for the last piece; false when none stands here. */
  private repeat(pieces: Piece[]): boolean {
    const { reader } = this;
    const at = reader.at;
    const found = reader.take(/[*+?]|\{(?=[\d,])(\d*)(,?)(\d*)\}/y);
    if (found === undefined) return false;
    const last = pieces.pop();
    if (last === undefined || last.kind === 'anchor') return reader.fail('nothing to repeat', at);
    if (last.kind === 'repeat') reader.fail('multiple repeat', at);
    const [quantifier, low, comma, high] = found;
    if (comma === ',' && high !== '' && Number(low) > Number(high)) {
      reader.fail('min repeat greater than max repeat', at + 1);
    }
    const times = low === '' ? `{0,${high}}` : quantifier;
    const operand = last.kind === 'look' ? `(?:${last.source})` : last.source;
    const isPossessive = reader.skip('+');
    const source = isPossessive
      ? this.possessive(last, times, at)
      : `${operand}${times}${reader.skip('?') ? '?' : ''}`;
    const fixed =
      comma === '' && low !== '' ? Number(low) : comma === ',' && low === high ? Number(low) : NaN;
    pieces.push({ kind: 'repeat', source, width: last.width * fixed });
    return true;
  }

  // a run of one kind of character that gives nothing back ends where that character does not follow
  private possessive({ kind, source }: Piece, times: string, at: number): string {
    if (kind !== 'char' || !/[*+]|,\}/.test(times)) {
      this.reader.fail('possessive quantifiers of groups and counts are not supported', at);
    }
    return `${source}${times}(?!${source})`;
  }
}

const setsOf = (flags: FlagSet): CharSets => (flags.has('a') ? ASCII : UNICODE);

function changed(flags: FlagSet, on: string, off: string): FlagSet {
  return new Set([...flags, ...on].filter((letter) => !off.includes(letter)));
}

function anchorOf(letter: string, sets: CharSets): string | undefined {
  switch (letter) {
    case 'A':
      return '(?<![^])';
    case 'Z':
      return '(?![^])';
    case 'b':
    case 'B':
      return boundary(sets, letter === 'B');
    default:
      return undefined;
  }
}
