import { readFileSync } from 'node:fs';

/** The verbs every script may use, sent once per session. */
export const prelude: string = readFileSync(new URL('./prelude.sh', import.meta.url), 'utf8');
