import { setTimeout as sleep } from 'node:timers/promises';
import { IN_IMAGE } from '../../lib/core/in-image.js';
import { defineModule, failure, makeResult, skipped, type Result } from '../../lib/module/index.js';
import { int } from '../../lib/schema/index.js';
import { untilReached } from './until-reached.js';

export const module = defineModule({
  name: 'wait_for_connection',
  summary: 'Waits until the host can be reached',
  examples: `
- name: The node has booted
  wait_for_connection:
    delay: 5
    timeout: 300`,
  args: {
    timeout: int({ doc: 'Seconds to wait', fallback: 600 }),
    delay: int({ doc: 'Seconds before the first try', fallback: 0 }),
    sleep: int({ doc: 'Seconds between tries', fallback: 1 }),
    connect_timeout: int({ doc: 'Seconds for one try', fallback: 5 }),
  },
  returns: { elapsed: int({ doc: 'Seconds waited' }) },
  async run(args, ctx): Promise<Result> {
    if (ctx.place === 'image') return skipped(IN_IMAGE + 'it is reached as a host after the boot');
    if (ctx.check) return makeResult({ changed: false, elapsed: 0 });
    const start = Date.now();
    const elapsed = (): number => Math.trunc((Date.now() - start) / 1000);
    await sleep(args.delay * 1000, undefined, { signal: ctx.signal });
    const said = await untilReached(args, ctx);
    if (said === undefined) return makeResult({ changed: false, elapsed: elapsed() });
    return failure(`timed out waiting for ping module test: ${said}`, { elapsed: elapsed() });
  },
});
