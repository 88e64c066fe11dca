import { posix } from 'node:path';
import type { Client } from './read-clients.js';

/** Why a directory must not be exported, whoever may mount it; nothing when it may. */
export function unsafeDirectory(path: string): readonly string[] {
  return SYSTEM.test(posix.join(path, '/')) ? ["it is a directory of the server's own system"] : [];
}

const SYSTEM = /^\/((etc|root|proc|sys)\/.*|(bin|boot|dev|lib|lib32|lib64|run|sbin|usr|var)\/)?$/;

/** Why a client's export is not safe; nothing when it is. */
export function unsafeReasons({ client, options }: Client): readonly string[] {
  const writable = options.includes('rw');
  const reasons = [
    client === '' || client === '*' || client === '0.0.0.0/0' || client === '::/0'
      ? 'it is for every host there is'
      : '',
    writable && options.includes('no_root_squash')
      ? `root of ${client} could write to it (rw with no_root_squash)`
      : '',
    options.includes('insecure') ? `any user of ${client} could pose as the system (insecure)` : '',
    options.includes('no_auth_nlm') || options.includes('insecure_locks')
      ? `locks of ${client} need no credentials`
      : '',
  ];
  return reasons.filter((reason) => reason !== '');
}
