import { PyText, TemplateString, type Dict, type Value } from '../core/value.js';
import { VaultString } from '../yaml/index.js';
import { nameShared } from './name-shared.js';
import { blockTextOf, literalTextOf } from './yaml-block-text.js';
import { childrenOf, isCollection, isEmpty, isSimpleKey, sortedEntries } from './yaml-entries.js';
import { plainStyle, type YamlStyle } from './yaml-style.js';
import { YamlPage } from './yaml-page.js';
import { analyze, escapeFor, isTime, resolves, scalarText } from './yaml-scalar.js';

/** The text PyYAML's `dump` writes, byte for byte, as `to_yaml` and `to_nice_yaml` use it. */
export function dumpYaml(value: Value, style: Partial<YamlStyle> = {}): string {
  const writer = new YamlWriter({ ...plainStyle, ...style });
  return writer.document(value);
}

interface Place {
  readonly flow: boolean;
  readonly key: boolean;
  readonly root: boolean;
  readonly inMap: boolean;
}
const VALUE: Place = { flow: false, key: false, root: false, inMap: false };

class YamlWriter extends YamlPage {
  private readonly anchors = new Map<Value, string>();
  private readonly written = new Set<Value>();
  private readonly step: number;
  private readonly width: number;

  constructor(private readonly style: YamlStyle) {
    super();
    this.step = style.indent > 1 && style.indent < 10 ? style.indent : 2;
    this.width = style.width > this.step * 2 ? style.width : 80;
  }

  document(value: Value): string {
    if (this.style.aliases) nameShared(value, this.anchors, this.style.sortKeys);
    if (this.style.explicitStart) this.write('---');
    if (this.style.explicitStart && isBlock(this, value)) this.newLine(0);
    this.node(value, -1, { ...VALUE, root: true });
    if (!this.out.endsWith('\n')) this.out += '\n';
    return this.style.explicitEnd ? `${this.out}...\n` : this.out;
  }

  inFlow(value: Value, inside: boolean): boolean {
    if (inside || this.style.flow === true) return true;
    if (isEmpty(value)) return true;
    // what has a style of its own is not inline by itself
    if (this.style.scalars !== undefined && this.style.flow === undefined) return false;
    return this.style.flow === undefined && childrenOf(value).every((child) => !isCollection(child));
  }

  private node(value: Value, indent: number, place: Place): void {
    const anchor = this.anchors.get(value);
    if (anchor === undefined) return this.content(value, indent, place);
    this.indicated(`${this.written.has(value) ? '*' : '&'}${anchor}`);
    if (this.written.has(value)) return;
    this.written.add(value);
    this.atIndicator = false;
    this.content(value, indent, place);
  }

  private content(value: Value, indent: number, place: Place): void {
    if (value instanceof VaultString) this.vault(value, indent);
    else if (value instanceof TemplateString || value instanceof PyText)
      this.scalar(value.text, indent, place);
    else if (Array.isArray(value)) {
      if (this.inFlow(value, place.flow)) this.flowList(value, indent);
      else this.blockList(value, indent, place);
    } else if (value instanceof Map) {
      if (this.inFlow(value, place.flow)) this.flowMap(value, indent);
      else this.blockMap(value, indent, place);
    } else this.scalar(value, indent, place);
  }

  // a list right below a key is not indented further
  private blockList(list: readonly Value[], indent: number, place: Place): void {
    const inner = place.inMap ? Math.max(indent, 0) : this.deeper(indent);
    const compact = place.root || (!place.inMap && this.atIndicator);
    list.forEach((item, n) => {
      if (n > 0 || !compact) this.newLine(inner);
      else this.pad(inner);
      this.write('-');
      this.atIndicator = true;
      this.node(item, inner, VALUE);
      this.atIndicator = false;
    });
  }

  private blockMap(dict: Dict, indent: number, place: Place): void {
    const inner = this.deeper(indent);
    const compact = place.root || this.atIndicator;
    this.entries(dict).forEach(([key, value], n) => {
      if (!(n === 0 && compact)) this.newLine(inner);
      else this.pad(inner);
      this.atIndicator = false;
      if (isSimpleKey(key)) {
        this.scalar(key, inner, { ...VALUE, key: true });
        this.write(':');
      } else {
        this.indicated('?');
        this.scalar(key, inner, VALUE);
        this.newLine(inner);
        this.write(':');
        this.atIndicator = true;
        this.node(value, inner, VALUE);
        this.atIndicator = false;
        return;
      }
      this.node(value, inner, { ...VALUE, inMap: true });
    });
  }

  private atIndicator = false;

  private flowList(list: readonly Value[], indent: number): void {
    this.indicated('[');
    const inner = this.flowDeeper(indent);
    list.forEach((item, n) => {
      if (n > 0) this.write(',');
      if (this.column > this.width) this.newLine(inner);
      this.node(item, inner, { ...VALUE, flow: true });
    });
    this.write(']');
  }

  private flowMap(dict: Dict, indent: number): void {
    this.indicated('{');
    const inner = this.flowDeeper(indent);
    this.entries(dict).forEach(([key, value], n) => {
      if (n > 0) this.write(',');
      if (this.column > this.width) this.newLine(inner);
      if (isSimpleKey(key)) {
        this.scalar(key, inner, { ...VALUE, flow: true, key: true });
        this.write(':');
      } else {
        this.indicated('?');
        this.scalar(key, inner, { ...VALUE, flow: true });
        if (this.column > this.width) this.newLine(inner);
        this.indicated(':');
      }
      this.node(value, inner, { ...VALUE, flow: true });
    });
    this.write('}');
  }

  private vault({ ciphertext }: VaultString, indent: number): void {
    this.indicated('!vault |');
    for (const line of ciphertext.trimEnd().split('\n')) {
      this.newLine(this.deeper(indent));
      this.write(line.trim());
    }
  }

  private entries(dict: Dict): [Value, Value][] {
    const entries = [...dict];
    return this.style.sortKeys ? sortedEntries(entries) : entries;
  }

  private scalar(value: Value, indent: number, place: Place): void {
    if (this.style.scalars !== undefined) return this.styled(value, indent, place);
    // inline, a time has a colon too many to stand without quotes
    if (typeof value !== 'string') {
      const shown = scalarText(value);
      if (!place.flow || !isTime(value) || !shown.includes(':')) return this.plain(shown, place, indent);
      this.indicated('!');
      return this.single(shown, place, this.flowDeeper(indent));
    }
    if (this.block(value, indent, place)) return;
    const looks = analyze(value, this.style.allowUnicode);
    const asPlain = resolves(value);
    const multi = value.includes('\n') || value.includes('\u2028');
    if (
      asPlain &&
      !(place.key && multi) &&
      value !== '' &&
      !multi &&
      (place.flow ? looks.flowPlain : looks.blockPlain)
    ) {
      return this.plain(value, place, this.flowDeeper(indent));
    }
    if (value === '' || (looks.single && !(place.key && multi)))
      return this.single(value, place, this.flowDeeper(indent));
    this.double(value, place, this.flowDeeper(indent));
  }

  private styled(value: Value, indent: number, place: Place): void {
    const text = scalarText(value);
    const multi = /[\n\u0085\u2028\u2029]/.test(text);
    if (typeof value !== 'string') this.indicated('!');
    if (typeof value !== 'string') this.write(' ');
    if (this.style.scalars === '|' && !place.key && !place.flow) {
      const literal = literalTextOf(text, this.step, this.deeper(indent));
      if (literal !== undefined) return this.indicated(literal);
    }
    const isSingle = this.style.scalars === "'" && !(place.key && multi);
    if (isSingle && analyze(text, this.style.allowUnicode).single)
      return this.single(text, place, this.flowDeeper(indent));
    this.double(text, place, this.flowDeeper(indent));
  }

  private block(value: string, indent: number, { key, flow }: Place): boolean {
    const { blockText } = this.style;
    if (!blockText || key || flow) return false;
    const text = blockTextOf(value, blockText === 'readable', this.step, this.deeper(indent));
    if (text === undefined) return false;
    this.indicated(text);
    return true;
  }

  private plain(text: string, place: Place, indent: number): void {
    this.gap();
    this.folded(text.split(/(?<=[^ ])( )(?=[^ ])/), place, indent, (line) => line);
  }

  // words are the odd single spaces: a line may break there once it is past the width
  private folded(
    parts: readonly string[],
    place: Place,
    indent: number,
    quote: (text: string) => string,
  ): void {
    parts.forEach((part, n) => {
      if (part === ' ' && n % 2 === 1 && !place.key && this.column > this.width) this.newLine(indent);
      else this.write(quote(part));
    });
  }

  private single(text: string, place: Place, indent: number): void {
    this.indicated("'");
    const lines = text.split(/(\n+)/);
    lines.forEach((run, n) => {
      if (n % 2 === 1) this.out += run.length > 0 && run[0] === '\n' ? `\n${run}` : run;
      if (n % 2 === 1) this.newLineAfterBreak(indent);
      else this.singleLine(run, place, indent, n === 0, n === lines.length - 1);
    });
    this.write("'");
  }

  private singleLine(run: string, place: Place, indent: number, first: boolean, last: boolean): void {
    const parts = run.split(/( +)/);
    let written = 0;
    parts.forEach((part, n) => {
      const inside = !(first && written === 0) && !(last && written + part.length === run.length);
      if (part === ' ' && n % 2 === 1 && !place.key && this.column > this.width && inside)
        this.newLine(indent);
      else this.write(part.replaceAll("'", "''"));
      written += part.length;
    });
  }

  // past the width a single space becomes the end of the line
  private double(text: string, place: Place, indent: number): void {
    this.indicated('"');
    const chars = [...text];
    let afterSpace = false;
    chars.forEach((char, at) => {
      const inside = at > 0 && at < chars.length - 1;
      if (char === ' ' && !afterSpace && !place.key && this.column > this.width && inside) {
        this.newLine(indent);
        if (chars[at + 1] === ' ') this.write('\\');
      } else this.write(escapeFor(char, this.style.allowUnicode) ?? char);
      afterSpace = char === ' ';
    });
    this.write('"');
  }

  private deeper(indent: number): number {
    return indent < 0 ? 0 : indent + this.step;
  }

  private flowDeeper(indent: number): number {
    return Math.max(indent, 0) + this.step;
  }
}

const isBlock = (writer: YamlWriter, value: Value): boolean =>
  isCollection(value) && !writer.inFlow(value, false);
