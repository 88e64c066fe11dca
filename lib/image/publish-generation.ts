import { holdImage, type ImageHost } from './hold.js';
import type { ImagePlace } from './image-place.js';
import { lastValue, runImageScript, type ScriptOptions } from './image-script.js';

export interface PublishOptions extends ScriptOptions {
  readonly host: ImageHost;
  readonly place: ImagePlace;
  /** Default `newest`; `previous` is the one that was current before. */
  readonly generation?: number | 'newest' | 'previous';
  readonly who?: string;
}

export interface Published {
  readonly generation: number;
  readonly before: number | undefined;
  readonly changed: boolean;
}

/** Makes a finished generation the one that nodes boot: one rename. Nodes that run keep theirs until they reboot. */
export async function publishGeneration(options: PublishOptions): Promise<Published> {
  const hold = await holdImage(options.host, options.place);
  try {
    const params = { wanted: String(options.generation ?? 'newest'), who: options.who ?? '' };
    const said = await runImageScript(hold.host, 'publish', options.place, params, options);
    const before = lastValue(said, 'before');
    return {
      generation: Number(lastValue(said, 'number')),
      before: before ? Number(before) : undefined,
      changed: said.changed,
    };
  } finally {
    await hold.release();
  }
}

/** Back to the generation that was current before this one. */
export const rollbackGeneration = (options: Omit<PublishOptions, 'generation'>): Promise<Published> =>
  publishGeneration({ ...options, generation: 'previous' });
