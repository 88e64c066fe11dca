import { holdImage, type ImageHost } from './hold.js';
import type { ImagePlace } from './image-place.js';
import { runImageScript, type ScriptOptions } from './image-script.js';

export interface CollectOptions extends ScriptOptions {
  readonly host: ImageHost;
  readonly place: ImagePlace;
  /** Newest generations to keep in any case. Default 3. */
  readonly keep?: number;
  /** Just these, whatever `keep` says. */
  readonly only?: readonly number[];
  /** Generations that nodes are known to run, in whatever way it was found out. */
  readonly inUse?: readonly number[];
}

export interface Collected {
  readonly removed: readonly number[];
  /** Old, but not removed, with the reason. */
  readonly kept: readonly { readonly number: number; readonly reason: string }[];
}

/** Removes old generations that nothing uses. @throws ImageRefusal when `only` names one that is in use */
export async function collectGenerations(options: CollectOptions): Promise<Collected> {
  const hold = await holdImage(options.host, options.place);
  try {
    const params = {
      keep: options.keep ?? 3,
      only: (options.only ?? []).join(' '),
      declared: (options.inUse ?? []).join(' '),
    };
    const said = await runImageScript(hold.host, 'collect', options.place, params, options);
    const values = (key: string): string[] =>
      said.data.filter(([each]) => each === key).map(([, value]) => value);
    return {
      removed: values('removed').map(Number),
      kept: values('kept').map((line) => ({ number: parseInt(line, 10), reason: line.replace(/^\d+ /, '') })),
    };
  } finally {
    await hold.release();
  }
}
