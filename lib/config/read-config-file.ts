import { readFileSync } from 'node:fs';

import { TsplayError } from '../core/problem.js';

import { iniSections, type IniSections } from './parse-ini.js';

/** The sections of an ansible.cfg. */
export function readConfigFile(file: string): IniSections {
  let text: string;
  try {
    text = readFileSync(file, 'utf8');
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    throw new TsplayError({
      code: 'bad-config',
      message: `The provided configuration file is missing or not accessible: ${file} (${reason})`,
    });
  }
  const lines = text.split(/\r?\n/);
  const stray = lines.findIndex((line) => line.trim() !== '' && !/^\s*[#;]/.test(line));
  if (stray >= 0 && !lines[stray]!.startsWith('['))
    throw new TsplayError({
      code: 'bad-config',
      message: 'ansible.cfg begins with a section such as [defaults]',
      at: { file, line: stray + 1, column: 1 },
    });
  return iniSections(text, { inlineComments: true });
}
