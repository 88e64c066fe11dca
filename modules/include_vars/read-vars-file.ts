import { readFileSync } from 'node:fs';
import { formatProblem, TsplayError } from '../../lib/core/problem.js';
import { isDict, type Dict } from '../../lib/core/value.js';
import type { ModuleContext } from '../../lib/module/index.js';
import { decodeText } from '../../lib/yaml/decode-text.js';
import { loadYaml } from '../../lib/yaml/load-yaml.js';
import { toValue } from '../../lib/yaml/to-value.js';

/** The variables of a file, or why there are none. The file is the user's: its templates stay templates. */
export function readVarsFile(file: string, ctx: ModuleContext): Dict | string {
  try {
    const text = decodeText(ctx.unvault(readFileSync(file)), file);
    const { root, warnings } = loadYaml(text, file, ctx.yaml)[0]!;
    for (const warning of warnings) ctx.alert(formatProblem(warning));
    const value = toValue(root);
    if (value === null) return new Map();
    return isDict(value) ? value : `${file} must be stored as a dictionary/hash`;
  } catch (cause) {
    if (cause instanceof TsplayError) return cause.message;
    if (cause instanceof Error && 'syscall' in cause) return `${file} cannot be read: ${cause.message}`;
    throw cause;
  }
}
