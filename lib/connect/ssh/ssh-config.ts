import { readdirSync, readFileSync } from 'node:fs';
import { homedir } from 'node:os';
import { basename, dirname, isAbsolute, join } from 'node:path';
import SSHConfig, { glob } from 'ssh-config';
import { TsplayError } from '../../core/problem.js';
import type { SshOptions } from './ssh-options.js';

/** What the user's ssh_config files say of a host. `file` replaces the usual two, as `-F` does. */
export function readSshConfig(host: string, user: string | undefined, file?: string): SshOptions {
  if (file === 'none') return new Map();
  const files =
    file === undefined ? [join(homedir(), '.ssh/config'), '/etc/ssh/ssh_config'] : [expandHome(file)];
  const text = files.map((path) => readWithIncludes(path, file !== undefined, 0)).join('\nMatch all\n');
  const found = compute(text, host, user, files);
  const options = new Map<string, string[]>();
  for (const [name, value] of Object.entries(found)) {
    options.set(name.toLowerCase(), Array.isArray(value) ? value : [value]);
  }
  return options;
}

/** `~/x` in the home directory. */
export const expandHome = (path: string): string =>
  path === '~' || path.startsWith('~/') ? join(homedir(), path.slice(1)) : path;

function compute(
  text: string,
  host: string,
  user: string | undefined,
  files: readonly string[],
): Record<string, string | string[]> {
  try {
    return SSHConfig.parse(text).compute(
      { Host: host, ...(user === undefined ? {} : { User: user }) },
      { ignoreCase: true },
    );
  } catch (error) {
    const message = `cannot read ${files.join(' and ')}: ${error instanceof Error ? error.message : String(error)}`;
    throw new TsplayError({ code: 'bad-ssh-config', message });
  }
}

const DEEPEST_INCLUDE = 16;

function readWithIncludes(path: string, required: boolean, depth: number): string {
  let text: string;
  try {
    text = readFileSync(path, 'utf8');
  } catch (error) {
    if (!required) return '';
    throw new TsplayError({
      code: 'bad-ssh-config',
      message: `cannot read ${path}: ${(error as Error).message}`,
    });
  }
  if (depth >= DEEPEST_INCLUDE) return text;
  return text.replace(/^[ \t]*Include[ \t=]+(.+)$/gim, (_line, patterns: string) =>
    patterns
      .trim()
      .split(/\s+/)
      .flatMap((pattern) => expandInclude(pattern.replace(/^"(.*)"$/, '$1'), path))
      .map((file) => readWithIncludes(file, false, depth + 1))
      .join('\n'),
  );
}

/** Relative names are beside the file that includes them: ~/.ssh or /etc/ssh. */
function expandInclude(pattern: string, from: string): string[] {
  const home = expandHome(pattern);
  const full = isAbsolute(home) ? home : join(dirname(from), home);
  if (!/[*?]/.test(basename(full))) return [full];
  try {
    const names = readdirSync(dirname(full)).filter((name) => glob(basename(full), name));
    return names.sort().map((name) => join(dirname(full), name));
  } catch {
    return [];
  }
}
