import { setTimeout as sleep } from 'node:timers/promises';
import type { ModuleContext } from '../../lib/module/index.js';
import { ConnectionLost } from '../../lib/remote/connection-lost.js';

export interface Patience {
  readonly timeout: number;
  readonly sleep: number;
  readonly connect_timeout: number;
}

/** Opens the connection again and again until a script runs at the host; says why not when time is up. */
export async function untilReached(patience: Patience, ctx: ModuleContext): Promise<string | undefined> {
  const end = Date.now() + patience.timeout * 1000;
  let said = 'no answer';
  do {
    try {
      await ctx.resetConnection();
      const reply = await ctx.call(
        'data pong yes',
        {},
        { mode: 'apply', timeoutMs: patience.connect_timeout * 1000 },
      );
      if (reply.ended === 'done' && reply.exitCode === 0) return undefined;
    } catch (cause) {
      if (!(cause instanceof ConnectionLost)) throw cause;
      said = cause.message;
    }
    await sleep(patience.sleep * 1000, undefined, { signal: ctx.signal });
  } while (Date.now() < end);
  return said;
}
