import type { Alias, Document, Node, Pair, ParsedNode, Scalar, YAMLMap, YAMLSeq } from 'yaml';
import { formatPos, type SourcePos } from '../core/position.js';
import { TsplayError, type Problem } from '../core/problem.js';
import type { Value } from '../core/value.js';
import { constructTagged } from './construct-tagged.js';
import { findSurprise } from './find-surprise.js';
import { areDistinct, keyIdentity, lastOfEach } from './last-of-each.js';
import { markUnsafe } from './mark-unsafe.js';
import { resolveScalar } from './resolve-scalar.js';
import { styleOf, textOfScalar } from './scalar-text.js';
import type { Source } from './source.js';
import type { YamlEntry, YamlMap, YamlNode, YamlScalar } from './types.js';
import { textOf } from './text-of.js';
import { VaultString } from './vault-string.js';

export interface BuiltDocument {
  readonly root: YamlNode;
  readonly problems: Problem[];
  readonly warnings: Problem[];
}

/**
 * Turns a parsed document into our nodes: types scalars, follows aliases and merges `<<`. `broken` says that
 * the text has syntax errors: then what only follows from those is not reported.
 */
export function buildDocument(doc: Document.Parsed, source: Source, broken: boolean): BuiltDocument {
  const builder = new Builder(source, broken);
  const root = doc.contents ? builder.node(doc.contents, false) : builder.absent(doc.range[0]);
  return { root, problems: builder.problems, warnings: builder.warnings };
}

type Collection = YAMLMap<ParsedNode, ParsedNode | null> | YAMLSeq<ParsedNode>;

class Builder {
  readonly problems: Problem[] = [];
  readonly warnings: Problem[] = [];
  readonly #anchors = new Map<string, { node: YamlNode | undefined; source: Node }>();
  readonly #sizes = new Map<YamlNode, number>();
  #aliasNodes = 0;

  constructor(
    readonly source: Source,
    readonly broken: boolean,
  ) {}

  node(parsed: Node, unsafe: boolean): YamlNode {
    const anchor = 'anchor' in parsed ? (parsed.anchor as string | undefined) : undefined;
    if (anchor) this.#anchors.set(anchor, { node: undefined, source: parsed });
    const node = this.#build(parsed, unsafe);
    if (anchor) this.#anchors.set(anchor, { node, source: parsed });
    return node;
  }

  absent(offset: number): YamlScalar {
    return { kind: 'scalar', value: null, at: this.source.at(offset), style: 'absent' };
  }

  #build(parsed: Node, unsafe: boolean): YamlNode {
    if (isAlias(parsed)) return unsafe ? markUnsafe(this.#alias(parsed)) : this.#alias(parsed);
    if (!('items' in parsed)) return this.#scalar(parsed as Scalar.Parsed, unsafe);
    const collection = parsed as Collection;
    const tag = collection.tag;
    const inside = unsafe || tag === '!unsafe';
    const at = this.source.at(collection.range![0]);
    const node: YamlNode = isMap(collection)
      ? this.#mapping(collection, inside)
      : { kind: 'list', items: collection.items.map((item) => this.node(item, inside)), at };
    if (!tag || plainTags[tag]?.includes(node.kind)) return node;
    return this.#attempt<YamlNode>(node, at, () => constructTagged(tag, node));
  }

  #scalar(parsed: Scalar.Parsed, unsafe: boolean): YamlScalar {
    const tag = parsed.tag;
    const text = textOfScalar(parsed, this.source.text);
    const at = this.source.at(parsed.range[0]);
    const style = styleOf(parsed);
    const inside = unsafe || tag === '!unsafe';
    const make = (value: Value): YamlScalar =>
      inside ? { kind: 'scalar', value, at, style, unsafe: true } : { kind: 'scalar', value, at, style };
    if (tag === '!vault' || tag === '!vault-encrypted') {
      return make(
        new VaultString(text, at, this.source.options.decrypt ?? refuseVault(this.source, parsed.range[0])),
      );
    }
    const value = this.#attempt<Value>(text, at, () =>
      resolveScalar(text, style, tag, this.source.options.json),
    );
    const node = make(value);
    if (style === 'plain' && tag === undefined) this.#warnOfSurprise(text, node);
    return node;
  }

  #warnOfSurprise(text: string, node: YamlScalar): void {
    const surprise = this.source.options.json ? undefined : findSurprise(text, node.value);
    if (surprise === undefined || this.warnings.length >= enough) return;
    const problem = this.source.problemAt('yaml-surprise', surprise, node.at, 'quote it if it is text');
    this.warnings.push({ ...problem, severity: 'warning' });
  }

  // `=` has a meaning of its own as a value, and none as a key
  #text(parsed: Scalar.Parsed): YamlScalar {
    return {
      kind: 'scalar',
      value: String(parsed.value),
      at: this.source.at(parsed.range[0]),
      style: styleOf(parsed),
    };
  }

  // a value that its tag or its look forbids is a Problem at its place
  #attempt<T>(otherwise: T, at: SourcePos, construct: () => T): T {
    try {
      return construct();
    } catch (error) {
      if (!(error instanceof RangeError)) throw error;
      if (this.problems.length < enough)
        this.problems.push(this.source.problemAt('bad-value', error.message, at));
      return otherwise;
    }
  }

  #alias(alias: Alias): YamlNode {
    const offset = alias.range![0];
    const target = this.#anchors.get(alias.source);
    if (target?.node) return this.#countAlias(target.node, offset);
    const [code, message] = target
      ? ['recursive-alias', `the alias *${alias.source} stands inside the node it refers to`]
      : ['unknown-alias', `there is no anchor &${alias.source} before this alias`];
    if (this.problems.length < enough && (target || !this.broken))
      this.problems.push(this.source.problem(code, message, offset, hintForAlias(this.source, offset)));
    return this.absent(offset);
  }

  #countAlias(node: YamlNode, offset: number): YamlNode {
    const limit = this.source.options.maxAliasNodes ?? 1_000_000;
    const before = this.#aliasNodes;
    this.#aliasNodes += sizeOf(node, this.#sizes);
    if (before <= limit && this.#aliasNodes > limit) {
      const message = `aliases expand to more than ${limit.toLocaleString('en-US')} nodes`;
      this.problems.push(this.source.problem('alias-bomb', message, offset));
    }
    return node;
  }

  #mapping(map: YAMLMap<ParsedNode, ParsedNode | null>, unsafe: boolean): YamlMap {
    const merges = map.items.filter(isMerge);
    const merged = merges.flatMap((pair) => this.#merged(pair));
    const others = merges.length > 0 ? map.items.filter((pair) => !isMerge(pair)) : map.items;
    const own = others.flatMap((pair) => this.#entry(pair, unsafe) ?? []);
    const at = this.source.at(map.range![0]);
    if (merged.length === 0 && areDistinct(own)) return { kind: 'map', entries: own, at };
    return { kind: 'map', entries: lastOfEach([...merged, ...this.#reportDuplicates(own)]), at };
  }

  #entry(pair: Pair<ParsedNode, ParsedNode | null>, unsafe: boolean): YamlEntry | undefined {
    const offset = pair.key.range[0];
    const key = isEquals(pair.key) ? this.#text(pair.key) : this.node(pair.key, unsafe);
    const value = pair.value ? this.node(pair.value, unsafe) : this.absent(pair.key.range[1]);
    if (key.kind === 'scalar') return { key: key.value, keyAt: key.at, value };
    if (isTemplate(this.source, offset)) {
      this.problems.push(
        this.source.problem(
          'unquoted-template',
          'a template at the start of a value must be quoted',
          offset - 1,
          'write "{{ … }}" in quotes',
        ),
      );
    } else if (!this.broken) {
      this.problems.push(this.source.problem('bad-key', `a ${key.kind} cannot be a key`, offset));
    }
    return undefined;
  }

  // the first of several merged mappings wins, so it comes last
  #merged(pair: Pair<ParsedNode, ParsedNode | null>): YamlEntry[] {
    const value = pair.value ? this.node(pair.value, false) : undefined;
    const maps = value?.kind === 'list' ? [...value.items].reverse() : [value];
    return maps.flatMap((map) => {
      if (map?.kind === 'map') return map.entries;
      const message = 'the merge key << takes a mapping or a list of mappings';
      this.problems.push(
        this.source.problem('bad-merge', message, pair.value?.range[0] ?? pair.key.range[0]),
      );
      return [];
    });
  }

  #reportDuplicates(entries: readonly YamlEntry[]): readonly YamlEntry[] {
    const mode = this.source.options.duplicateKeys ?? 'error';
    if (mode === 'ignore') return entries;
    const first = new Map<unknown, YamlEntry>();
    for (const entry of entries) {
      const id = keyIdentity(entry.key);
      const earlier = first.get(id);
      if (!earlier) first.set(id, entry);
      else this.#reportDuplicate(entry, earlier, mode);
    }
    return entries;
  }

  #reportDuplicate(entry: YamlEntry, earlier: YamlEntry, mode: 'error' | 'warn'): void {
    if (this.problems.length + this.warnings.length >= enough) return;
    const problem = {
      ...this.#problemAt(
        'duplicate-key',
        `found a duplicate dict key (${textOf(entry.key)}): it is already at ${formatPos(earlier.keyAt)}`,
        { at: entry.keyAt },
      ),
      hint: mode === 'warn' ? 'the last one counts' : 'remove one of the two',
    };
    if (mode === 'warn') this.warnings.push({ ...problem, severity: 'warning' });
    else this.problems.push(problem);
  }

  #problemAt(code: string, message: string, node: Pick<YamlNode, 'at'>): Problem {
    return this.source.problemAt(code, message, node.at);
  }
}

// nobody reads more, and each costs a look at the whole text
const enough = 100;

// tags that say what a collection is anyway
const plainTags: Partial<Record<string, readonly YamlNode['kind'][]>> = {
  '!': ['map', 'list'],
  '!unsafe': ['map', 'list'],
  'tag:yaml.org,2002:map': ['map'],
  'tag:yaml.org,2002:python/dict': ['map'],
  'tag:yaml.org,2002:seq': ['list'],
};

const isAlias = (node: Node): node is Alias => 'source' in node && !('value' in node);
const isMap = (node: Collection): node is YAMLMap<ParsedNode, ParsedNode | null> =>
  Reflect.get(node, Symbol.for('yaml.node.type')) === Symbol.for('yaml.map');

const isMerge = ({ key }: Pair<ParsedNode, ParsedNode | null>): boolean =>
  'value' in key && key.value === '<<' && (key.type === 'PLAIN' ? key.tag === undefined : false);

const isEquals = (key: ParsedNode): key is Scalar.Parsed =>
  'value' in key && key.value === '=' && key.tag === undefined;

const isTemplate = (source: Source, offset: number): boolean => source.text.startsWith('{{', offset - 1);

const hintForAlias = (source: Source, offset: number): string | undefined =>
  source.text[offset + 1]?.match(/[\w]/) ? undefined : 'quote text that starts with *';

/** How many nodes it stands for; counted once, however many aliases lead to it. */
function sizeOf(node: YamlNode, sizes: Map<YamlNode, number>): number {
  if (node.kind === 'scalar') return 1;
  let size = sizes.get(node);
  if (size === undefined) {
    size = childrenOf(node).reduce((sum, child) => sum + sizeOf(child, sizes), 1);
    sizes.set(node, size);
  }
  return size;
}

function childrenOf(node: YamlNode): readonly YamlNode[] {
  if (node.kind === 'scalar') return [];
  return node.kind === 'list' ? node.items : node.entries.map((entry) => entry.value);
}

function refuseVault(source: Source, offset: number): () => never {
  return () => {
    throw new TsplayError(
      source.problem('vault-no-password', 'this value is encrypted and no vault password was given', offset),
    );
  };
}
