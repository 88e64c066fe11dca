import { readFileSync } from 'node:fs';

const parts = ['session', 'calls', 'say', 'change', 'run', 'look', 'write'] as const;

/** The verbs every script may use, sent once per session. */
export const prelude: string = parts
  .map((part) => readFileSync(new URL(`./prelude/${part}.sh`, import.meta.url), 'utf8'))
  .join('\n');
