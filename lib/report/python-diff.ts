/** A unified diff as Python's difflib makes it, headers included; empty when nothing differs. */
export function unifiedDiff(
  before: readonly string[],
  after: readonly string[],
  headers: { readonly from: string; readonly to: string },
  context: number,
): string[] {
  const lines: string[] = [];
  for (const group of groupsOf(opcodes(before, after), context)) {
    if (lines.length === 0) lines.push(`--- ${headers.from}\n`, `+++ ${headers.to}\n`);
    const [first, last] = [group[0]!, group.at(-1)!];
    lines.push(`@@ -${range(first.a, last.aEnd)} +${range(first.b, last.bEnd)} @@\n`);
    for (const { equal, a, aEnd, b, bEnd } of group) {
      if (equal) lines.push(...before.slice(a, aEnd).map((line) => ` ${line}`));
      else
        lines.push(
          ...before.slice(a, aEnd).map((line) => `-${line}`),
          ...after.slice(b, bEnd).map((line) => `+${line}`),
        );
    }
  }
  return lines;
}

interface Opcode {
  readonly equal: boolean;
  readonly a: number;
  readonly aEnd: number;
  readonly b: number;
  readonly bEnd: number;
}

function range(start: number, end: number): string {
  const length = end - start;
  if (length === 1) return String(start + 1);
  return `${length === 0 ? start : start + 1},${length}`;
}

function opcodes(before: readonly string[], after: readonly string[]): Opcode[] {
  const codes: Opcode[] = [];
  let [a, b] = [0, 0];
  for (const [i, j, size] of [...matches(before, after), [before.length, after.length, 0] as const]) {
    if (a < i || b < j) codes.push({ equal: false, a, aEnd: i, b, bEnd: j });
    if (size > 0) codes.push({ equal: true, a: i, aEnd: i + size, b: j, bEnd: j + size });
    [a, b] = [i + size, j + size];
  }
  return codes;
}

type Match = readonly [a: number, b: number, size: number];

/** The longest run of equal lines, then the same on both sides of it; neighbours are joined. */
function matches(before: readonly string[], after: readonly string[]): Match[] {
  const places = placesOf(after);
  const found: Match[] = [];
  const queue: (readonly [number, number, number, number])[] = [[0, before.length, 0, after.length]];
  for (let part = queue.pop(); part; part = queue.pop()) {
    const [aLow, aHigh, bLow, bHigh] = part;
    const match = longest(before, after, places, part);
    const [i, j, size] = match;
    if (size === 0) continue;
    found.push(match);
    if (aLow < i && bLow < j) queue.push([aLow, i, bLow, j]);
    if (i + size < aHigh && j + size < bHigh) queue.push([i + size, aHigh, j + size, bHigh]);
  }
  return joined(found.sort((x, y) => x[0] - y[0] || x[1] - y[1]));
}

function joined(found: readonly Match[]): Match[] {
  const out: Match[] = [];
  for (const [i, j, size] of found) {
    const last = out.at(-1);
    if (last && last[0] + last[2] === i && last[1] + last[2] === j)
      out[out.length - 1] = [last[0], last[1], last[2] + size];
    else out.push([i, j, size]);
  }
  return out;
}

// lines that are everywhere are no anchors
function placesOf(after: readonly string[]): ReadonlyMap<string, readonly number[]> {
  const places = new Map<string, number[]>();
  after.forEach((line, j) => places.set(line, [...(places.get(line) ?? []), j]));
  if (after.length >= 200)
    for (const [line, at] of places) if (at.length > Math.floor(after.length / 100) + 1) places.delete(line);
  return places;
}

function longest(
  before: readonly string[],
  after: readonly string[],
  places: ReadonlyMap<string, readonly number[]>,
  [aLow, aHigh, bLow, bHigh]: readonly [number, number, number, number],
): Match {
  let [i, j, size] = [aLow, bLow, 0];
  let lengths = new Map<number, number>();
  for (let a = aLow; a < aHigh; a++) {
    const next = new Map<number, number>();
    for (const b of places.get(before[a]!) ?? []) {
      if (b < bLow) continue;
      if (b >= bHigh) break;
      const length = (lengths.get(b - 1) ?? 0) + 1;
      next.set(b, length);
      if (length > size) [i, j, size] = [a - length + 1, b - length + 1, length];
    }
    lengths = next;
  }
  for (; i > aLow && j > bLow && before[i - 1] === after[j - 1]; i--, j--) size++;
  for (; i + size < aHigh && j + size < bHigh && before[i + size] === after[j + size];) size++;
  return [i, j, size];
}

/** Changes with `context` equal lines around them; changes that lie close together make one group. */
function groupsOf(codes: readonly Opcode[], context: number): Opcode[][] {
  if (codes.every(({ equal }) => equal)) return [];
  const list = [...codes];
  const first = list[0]!;
  if (first.equal)
    list[0] = {
      ...first,
      a: Math.max(first.a, first.aEnd - context),
      b: Math.max(first.b, first.bEnd - context),
    };
  const last = list.at(-1)!;
  if (last.equal)
    list[list.length - 1] = {
      ...last,
      aEnd: Math.min(last.aEnd, last.a + context),
      bEnd: Math.min(last.bEnd, last.b + context),
    };
  const groups: Opcode[][] = [];
  let group: Opcode[] = [];
  for (const code of list) {
    let { a, b } = code;
    if (code.equal && code.aEnd - a > context * 2) {
      group.push({ ...code, aEnd: Math.min(code.aEnd, a + context), bEnd: Math.min(code.bEnd, b + context) });
      groups.push(group);
      group = [];
      [a, b] = [Math.max(a, code.aEnd - context), Math.max(b, code.bEnd - context)];
    }
    group.push({ ...code, a, b });
  }
  if (group.length > 0 && !(group.length === 1 && group[0]!.equal)) groups.push(group);
  return groups;
}
