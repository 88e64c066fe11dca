import path from 'node:path';

import { TsplayError } from '../core/problem.js';

import type { Origin } from './config.js';
import { expandPath } from './expand-path.js';
import type { Setting } from './setting.js';

export type SettingValue = string | number | boolean | null | readonly string[];

export interface Place {
  readonly cwd: string;
  readonly home: string;
  /** The value of ANSIBLE_HOME. */
  readonly ansibleHome: string;
  readonly origin: Origin;
}

/** The text of a setting as its type reads it. */
export function readSetting(setting: Setting, text: string | undefined, place: Place): SettingValue {
  if (text === undefined) return null;
  if (text === '[]' && place.origin.kind === 'default') return [];
  const plain = place.origin.kind === 'file' ? unquote(text) : text.replace('{home}', place.ansibleHome);
  if (setting.choices.length > 0) return oneOf(setting, plain, place);
  switch (setting.type) {
    case 'bool':
      return isTrue(plain);
    case 'int':
    case 'float':
      return numberOf(setting, plain, place);
    case 'list':
      return partsOf(plain, ',');
    case 'path':
    case 'tmppath':
      return pathOf(plain, place);
    case 'pathspec':
      return partsOf(plain, ':').map((part) => pathOf(part, place));
    case 'pathlist':
      return partsOf(plain, ',').map((part) => pathOf(part, place));
    case 'untyped':
      return place.origin.kind === 'default' ? untyped(plain) : plain;
    case 'string':
    case 'dict':
    case 'raw':
    case 'color':
      return plain;
    default:
      return setting.type satisfies never;
  }
}

const isTrue = (text: string): boolean => /^(y|yes|on|1|true|t|1\.0)$/i.test(text.trim());

const unquote = (text: string): string => /^(["'])(.*)\1$/s.exec(text)?.[2] ?? text;

const partsOf = (text: string, separator: string): string[] =>
  text.split(separator).map((part) => part.trim());

// paths of a file are relative to it
function pathOf(text: string, { origin, cwd, home }: Place): string {
  return expandPath(text, origin.kind === 'file' ? path.dirname(origin.file) : cwd, home);
}

function untyped(text: string): SettingValue {
  return text === 'True' ? true : text === 'False' ? false : text;
}

function numberOf(setting: Setting, text: string, place: Place): number {
  const number = Number(text);
  const fits = setting.type === 'int' ? Number.isInteger(number) : Number.isFinite(number);
  if (text.trim() !== '' && fits) return number;
  throw badSetting(setting, text, place, `is not ${setting.type === 'int' ? 'an integer' : 'a number'}`);
}

function oneOf(setting: Setting, text: string, place: Place): string {
  if (setting.choices.includes(text)) return text;
  throw badSetting(setting, text, place, `is none of ${setting.choices.join(', ')}`);
}

function badSetting({ name }: Setting, text: string, { origin }: Place, why: string): TsplayError {
  const where =
    origin.kind === 'env' ? `env: ${origin.name}` : origin.kind === 'file' ? origin.file : 'the default';
  return new TsplayError({
    code: 'bad-setting',
    message: `Invalid type for configuration option setting: ${name} (from ${where}): '${text}' ${why}`,
  });
}
