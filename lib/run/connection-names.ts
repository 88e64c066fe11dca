import type { Link } from '../connect/link.js';
import type { Value } from '../core/value.js';
import type { Task } from '../playbook/types.js';
import type { Templar } from '../template/index.js';

import type { Run } from './context.js';
import { readKeywords } from './keyword-value.js';
import { planOf } from './plan.js';

const names: Readonly<Record<string, (link: Link) => Value | undefined>> = {
  ansible_host: ({ host }) => host,
  ansible_ssh_host: ({ host }) => host,
  ansible_connection: ({ connection }) => connection,
  ansible_port: ({ port }) => port,
  ansible_ssh_port: ({ port }) => port,
  ansible_user: ({ user }) => user,
  ansible_ssh_user: ({ user }) => user,
  ansible_password: ({ password }) => password,
  ansible_private_key_file: ({ privateKeyFile }) => privateKeyFile,
  ansible_ssh_private_key_file: ({ privateKeyFile }) => privateKeyFile,
  ansible_shell_executable: ({ shell }) => shell ?? '/bin/sh',
  ansible_timeout: ({ timeouts }) => Math.round((timeouts?.connectMs ?? 10_000) / 1000),
};

/** What templates read where no variable says it: the way to the host, as the task goes it; a `port:` is not told. */
export function connectionName(
  run: Run,
  host: string,
  task: Task | undefined,
  templar: Templar,
  name: string,
): Value | undefined {
  if (!Object.hasOwn(names, name)) return undefined;
  const keywords = task && readKeywords(planOf(task), templar);
  const link = run.connections.linkOf(
    host,
    (one) => templar.variable(one),
    (one) => (one === 'port' ? undefined : keywords?.value(one)),
  );
  return names[name]!(link);
}
