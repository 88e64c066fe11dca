export interface Key {
  readonly options: string;
  readonly type: string;
  readonly data: string;
  readonly comment: string;
}

// what stands in quotes is part of an option, whatever it looks like
const keyForm =
  /^(?:((?:[^"]|"(?:\\.|[^"\\])*")*?)\s)?((?:ssh|ecdsa|sk-ssh|sk-ecdsa)-[a-z0-9@.-]+)\s+([A-Za-z0-9+/]+=*)(?:\s+(.*))?$/;

/** The keys of a text, or which line is none. */
export function readKeys(
  text: string,
  options: string | undefined,
  comment: string | undefined,
): readonly Key[] | string {
  const lines = text
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '' && !line.startsWith('#'));
  const keys = lines.map(readKey);
  const bad = keys.findIndex((key) => key === undefined);
  if (bad >= 0 || keys.length === 0) return `invalid key specified: ${lines[bad] ?? ''}`;
  return keys.map((key) => ({ ...key!, options: options ?? key!.options, comment: comment ?? key!.comment }));
}

function readKey(line: string): Key | undefined {
  const found = keyForm.exec(line);
  return found
    ? { options: found[1] ?? '', type: found[2]!, data: found[3]!, comment: found[4] ?? '' }
    : undefined;
}

/** The file with the keys in it, or without them; a key is the same when its data is. */
export function ensureKeys(
  before: string,
  keys: readonly Key[],
  wanted: { readonly state: string; readonly exclusive: boolean },
): string {
  const lines = before.split('\n');
  if (lines.at(-1) === '') lines.pop();
  const asked = new Map(keys.map((key) => [key.data, key]));
  const kept = lines.flatMap((line) => keptLine(line, asked, wanted));
  const there = new Set(kept.map((line) => readKey(line.trim())?.data));
  const added = wanted.state === 'absent' ? [] : keys.filter((key) => !there.has(key.data)).map(keyLine);
  const after = [...kept, ...new Set(added)].map((line) => `${line}\n`).join('');
  return before === after.slice(0, -1) ? before : after;
}

function keptLine(
  line: string,
  asked: ReadonlyMap<string, Key>,
  wanted: { state: string; exclusive: boolean },
): string[] {
  const key = line.trim().startsWith('#') ? undefined : readKey(line.trim());
  if (!key) return wanted.exclusive && wanted.state !== 'absent' ? [] : [line];
  const same = asked.get(key.data);
  if (wanted.state === 'absent') return same ? [] : [line];
  if (!same) return wanted.exclusive ? [] : [line];
  return keyLine(same) === keyLine(key) ? [line] : [keyLine(same)];
}

const keyLine = (key: Key): string =>
  [key.options, key.type, key.data, key.comment].filter((part) => part !== '').join(' ');
