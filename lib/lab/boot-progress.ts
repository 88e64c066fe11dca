import { availableParallelism, loadavg } from 'node:os';
import type { NodeStatus, Stage } from './types.js';

/** Seconds a node may stay in a stage before it counts as stuck, on a machine that has a processor for it. */
export const stageLimits: Readonly<Record<Stage, number>> = {
  off: 10,
  'power-on': 90,
  dhcp: 60,
  loader: 120,
  kernel: 90,
  initramfs: 120,
  'nfs-root': 60,
  overlay: 90,
  systemd: 300,
  ssh: 0,
};

/** How much longer than the slowest stage before it a stage may take, whatever its limit: machines differ. */
const SLOWER = 5;

/** A node that panics boots again; one that does it so often never gets further. */
const TOO_OFTEN = 2;

type Seen = Pick<NodeStatus, 'stage' | 'reached' | 'trouble'>;

/** Judges what is seen of a boot, look by look: does it go on, or is it stuck? */
export class BootProgress {
  #reached: readonly Stage[] = [];
  #since: number;
  #slowest = 0;
  #restarts = 0;
  #trouble = '';

  constructor(
    readonly limits: Partial<Record<Stage, number>> = {},
    readonly now: () => number = Date.now,
    readonly crowd: () => number = waitingPerProcessor,
  ) {
    this.#since = now();
  }

  /** The stages that are new since the last look. */
  see({ reached, trouble }: Seen): readonly Stage[] {
    const news = reached.filter((stage) => !this.#reached.includes(stage));
    const isAnew = reached.length < this.#reached.length;
    if (trouble !== undefined) this.#trouble = trouble;
    if (isAnew) this.#restarts++;
    if (news.length > 0 || isAnew) {
      if (this.#reached.length > 0) this.#slowest = Math.max(this.#slowest, this.now() - this.#since);
      this.#since = this.now();
    }
    this.#reached = reached;
    return news;
  }

  /** Why it is stuck; undefined while there is hope. */
  stuck({ stage }: Pick<Seen, 'stage'>): string | undefined {
    const ms = this.now() - this.#since;
    const trouble = this.#trouble === '' ? '' : `: ${this.#trouble}`;
    if (this.#restarts >= TOO_OFTEN) return `boots again and again${trouble}`;
    const limit = (this.limits[stage] ?? stageLimits[stage]) * 1000 * Math.max(1, this.crowd());
    if (ms <= Math.max(limit, SLOWER * this.#slowest)) return undefined;
    return ms > limit
      ? `is stuck after stage '${stage}' for ${Math.round(ms / 1000)} s${trouble}`
      : undefined;
  }
}

/** Emulated processors share the machine with whatever else runs. */
const waitingPerProcessor = (): number => loadavg()[0]! / availableParallelism();
