import { readFileSync } from 'node:fs';
import { TsplayError } from '../core/problem.js';
import { decodeText } from './decode-text.js';
import { decryptFile } from './decrypt-file.js';
import { loadYaml } from './load-yaml.js';
import type { YamlDocument, YamlOptions } from './types.js';

/**
 * Reads a user's YAML or JSON file, which may be encrypted as a whole.
 *
 * @throws TsplayError when it cannot be read, is not text, or has mistakes
 */
export function loadYamlFile(path: string, options: YamlOptions = {}): YamlDocument[] {
  const text = decryptFile(readText(path), path, options.decrypt);
  const mistake = mistakeOfJson(text);
  try {
    return loadYaml(text, path, { ...options, json: mistake === undefined });
  } catch (error) {
    throw mistake && path.endsWith('.json') && error instanceof TsplayError ? asJson(error, mistake) : error;
  }
}

// of a file that is meant to be JSON, the first mistake tells what a reader of JSON says
const asJson = ({ problems: [first, ...others] }: TsplayError, mistake: string): TsplayError =>
  new TsplayError([{ ...first!, hint: `JSON: ${mistake}` }, ...others]);

/** The text of a user's file, whatever its UTF. */
export function readText(path: string): string {
  return decodeText(readBytes(path), path);
}

function readBytes(path: string): Uint8Array {
  try {
    return readFileSync(path);
  } catch (error) {
    const code = (error as NodeJS.ErrnoException).code ?? '';
    const why = reasons[code] ?? (error as Error).message;
    throw new TsplayError({ code: 'unreadable-file', message: `cannot read ${path}: ${why}` });
  }
}

const reasons: Record<string, string> = {
  ENOENT: 'there is no such file',
  EISDIR: 'it is a directory',
  EACCES: 'permission denied',
};

/** Undefined when it is JSON, a list or a dict. */
function mistakeOfJson(text: string): string | undefined {
  if (!/^\s*[[{]/.test(text)) return 'neither a list nor a dict';
  try {
    JSON.parse(text);
    return undefined;
  } catch (error) {
    return (error as Error).message;
  }
}
