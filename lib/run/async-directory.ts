import type { Config } from '../config/index.js';
import type { Value } from '../core/value.js';
import { pythonText } from '../schema/index.js';

/** Where jobs of `async` leave their results at the host. */
export function asyncDirectory(
  variable: (name: string) => Value | undefined,
  environment: Readonly<Record<string, string>>,
  config: Config,
): string {
  const asked = variable('ansible_async_dir') ?? config.text('sh.async_dir') ?? '~/.ansible_async';
  return environment['ANSIBLE_ASYNC_DIR'] ?? pythonText(asked);
}
