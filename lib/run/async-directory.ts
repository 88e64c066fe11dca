import type { Value } from '../core/value.js';
import { pythonText } from '../schema/index.js';

/** Where jobs of `async` leave their results at the host. */
export function asyncDirectory(
  variable: (name: string) => Value | undefined,
  environment: Readonly<Record<string, string>>,
): string {
  return environment['ANSIBLE_ASYNC_DIR'] ?? pythonText(variable('ansible_async_dir') ?? '~/.ansible_async');
}
