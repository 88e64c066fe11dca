import { ConnectionLost } from '../../remote/connection-lost.js';
import { wordsOr } from '../../core/read-words.js';

/** Options by lower-case name; the first to say something wins, except for those that add up. */
export type SshOptions = ReadonlyMap<string, readonly string[]>;

/**
 * The options in a text of OpenSSH arguments, as `ansible_ssh_common_args` has them.
 * @example parseSshArgs('-o Port=2222 -J gate') // port → ['2222'], proxyjump → ['gate']
 */
export function parseSshArgs(text: string): SshOptions {
  const options = new Map<string, string[]>();
  const words = wordsOr(text, (mistake): never => {
    throw badArgs(text, mistake);
  });
  while (words.length > 0) {
    const word = words.shift()!;
    const flag = /^-([A-Za-z0-9])(.*)$/s.exec(word);
    if (!flag) throw badArgs(text, `'${word}' is not an option`);
    const letter = flag[1]!;
    if (SWITCHES.includes(letter)) {
      if (flag[2]) words.unshift(`-${flag[2]}`);
      if (letter === 'A') add(options, 'forwardagent', 'yes');
      continue;
    }
    const value = flag[2] || words.shift();
    if (value === undefined) throw badArgs(text, `-${letter} needs a value`);
    if (letter === 'o') addSetting(options, text, value);
    else if (NAMES[letter] !== undefined) add(options, NAMES[letter], value);
    else if (!IGNORED.includes(letter)) throw badArgs(text, `-${letter} is not an ssh option`);
  }
  return options;
}

/** Puts layers of options over one another: the first layer wins; what adds up is added up. */
export function layerOptions(layers: readonly SshOptions[]): SshOptions {
  const all = new Map<string, string[]>();
  for (const layer of layers) {
    for (const [name, values] of layer) {
      const had = all.get(name);
      if (!had) all.set(name, [...values]);
      else if (ADDING.has(name)) had.push(...values);
    }
  }
  return all;
}

const ADDING = new Set(['identityfile', 'certificatefile']);
const SWITCHES = '1246AaCfGgKkMNnqsTtVvXxYy';
const IGNORED = 'bcDeEILmOQRSwWB';
const NAMES: Readonly<Record<string, string>> = {
  J: 'proxyjump',
  F: 'configfile',
  i: 'identityfile',
  p: 'port',
  l: 'user',
};

function addSetting(options: Map<string, string[]>, text: string, setting: string): void {
  const parts = /^\s*([A-Za-z0-9]+)(?:\s*=\s*|\s+)(.*)$/s.exec(setting);
  if (!parts) throw badArgs(text, `'-o ${setting}' is not name=value`);
  add(options, parts[1]!.toLowerCase(), parts[2]!.trim().replace(/^"(.*)"$/s, '$1'));
}

function add(options: Map<string, string[]>, name: string, value: string): void {
  const had = options.get(name);
  if (!had) options.set(name, [value]);
  else if (ADDING.has(name)) had.push(value);
}

// ssh itself would not start with them: the host cannot be reached
const badArgs = (text: string, why: string): ConnectionLost =>
  new ConnectionLost('connect', `cannot read the ssh options "${text}": ${why}`);
