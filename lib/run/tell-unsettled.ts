import type { Unsettled } from '../remote/session.js';

import type { Run } from './context.js';
import type { HostState } from './host.js';

/**
 * A disk that did not take what was changed fails the host, whatever its tasks said. A link that went is only told: the
 * last task may have turned the machine off.
 */
export function tellUnsettled(
  { bus }: Pick<Run, 'bus'>,
  host: HostState,
  { reason, isLost }: Unsettled,
): void {
  if (host.unreachable) return;
  const message = `what was changed may not be on disk: ${reason}`;
  if (isLost) {
    bus.warn(message, { host: host.name });
    return;
  }
  host.failed = true;
  host.totals.failed++;
  bus.emit({ type: 'problem', problem: { code: 'not-on-disk', message: `${host.name}: ${message}` } });
}
