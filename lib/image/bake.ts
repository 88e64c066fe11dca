import { defineConnection } from '../connect/connection-types.js';
import { linkFor } from '../connect/link-for.js';
import { TsplayError, type Problem } from '../core/problem.js';
import type { Value } from '../core/value.js';
import { ConnectionLost } from '../remote/connection-lost.js';
import { pythonText } from '../schema/index.js';
import type { Transport } from '../remote/transport.js';
import type { ImageHost } from './hold.js';
import { IMAGES_DIR, type ImagePlace } from './image-place.js';
import { ImageRefusal } from './image-refusal.js';
import {
  openGeneration,
  type FinishedGeneration,
  type GenerationOptions,
  type OpenGeneration,
} from './make-generation.js';

/** What the production phase has to know. */
export interface BakeOptions extends Pick<
  GenerationOptions,
  'onProgress' | 'onWarning' | 'signal' | 'madeBy'
> {
  /** A variable of a host, rendered. `tsplay_image` and `tsplay_image_host` decide who is what image where. */
  readonly variable: (host: string, name: string) => Value | undefined;
  /** The way to the host that has an image; by default as its variables tell. */
  readonly way?: (host: string) => ImageHost;
  /** Values of this run that must not stand in an image. */
  readonly secrets?: () => readonly string[];
}

/** The images of a run: where the hosts of a play are, and what happens when all plays are done. */
export interface Bakes {
  /** Fits lib/run's PhasePlace. */
  placeOf(host: string): BakePlace;
  /** Finishes and publishes what was baked, or, when the plays failed, removes it. Answers what went wrong. */
  settle(succeeded: boolean, say: (stage: string) => void): Promise<readonly Problem[]>;
}

export type BakePlace =
  | { readonly kind: 'live' }
  | { readonly kind: 'image'; readonly id: string; readonly connection: ReadonlyMap<string, Value> };

/**
 * The production phase: hosts with a `tsplay_image` are that image. A new generation is begun when the first
 * task runs there, after the plays of the control host; nothing that nodes run from is touched.
 */
export function planBakes(options: BakeOptions): Bakes {
  const bakes = new Map<string, Bake>();
  return {
    placeOf(host) {
      const image = textOf(options.variable(host, 'tsplay_image'));
      if (image === undefined) return { kind: 'live' };
      let bake = bakes.get(image);
      if (!bake) bakes.set(image, (bake = planBake(image, host, options)));
      return { kind: 'image', id: image, connection: bake.connection };
    },
    settle: async (succeeded, say) => settleAll([...bakes.values()], succeeded, say),
  };
}

interface Bake {
  readonly image: string;
  readonly connection: ReadonlyMap<string, Value>;
  begun(): Promise<OpenGeneration> | undefined;
}

/** Users who are root already become others by su: an image need not have sudo. */
function planBake(image: string, host: string, options: BakeOptions): Bake {
  const home = textOf(options.variable(host, 'tsplay_image_host'));
  if (home === undefined) throw noImageHost(image, host);
  let opening: Promise<OpenGeneration> | undefined;
  const begin = (): Promise<OpenGeneration> =>
    (opening ??= openGeneration(generationOptions(image, home, options)));
  const name = `tsplay_image/${image}`;
  const transport: Transport = {
    open: async (argv) => (await beginOrExplain(begin)).inside.open(argv),
    close: async () => {},
  };
  defineConnection({ name, open: () => ({ transport }) });
  const connection = new Map<string, Value>([
    ['ansible_connection', name],
    ['ansible_host', image],
    ['ansible_become_method', 'su'],
  ]);
  return { image, connection, begun: () => opening };
}

/** To the task that asked, an image that cannot be worked on is a host that cannot be reached. */
async function beginOrExplain(begin: () => Promise<OpenGeneration>): Promise<OpenGeneration> {
  try {
    return await begin();
  } catch (error) {
    throw error instanceof ImageRefusal ? new ConnectionLost('open', error.message) : error;
  }
}

const noImageHost = (image: string, host: string): TsplayError =>
  new TsplayError({
    code: 'no-image-host',
    message: `${host} is image '${image}', and nothing tells which host has it`,
    hint: 'set tsplay_image_host to the name of the control host',
  });

function generationOptions(image: string, home: string, options: BakeOptions): GenerationOptions {
  const variable = (name: string): Value | undefined => options.variable(home, name);
  const place: ImagePlace = { image, images: textOf(variable('images_dir')) ?? IMAGES_DIR };
  return {
    ...options,
    host: options.way?.(home) ?? linkFor(home, variable, { environment: process.env }),
    place,
    gate: {
      authorizedKeys: textsOf(variable('image_authorized_keys')),
      allowed: textsOf(variable('image_allowed')),
      // asked for when all plays are done: most are known only then
      get secrets() {
        return options.secrets?.() ?? [];
      },
    },
  };
}

/** All are finished before one is published: what does not pass the gate leaves every image as it was. */
async function settleAll(
  bakes: readonly Bake[],
  succeeded: boolean,
  say: (stage: string) => void,
): Promise<readonly Problem[]> {
  const { begun, problems } = await openOnes(bakes);
  const published = new Set<string>();
  try {
    if (!succeeded) return problems;
    const finished = new Map<string, FinishedGeneration>();
    for (const [image, generation] of begun) finished.set(image, await finishOne(image, generation, say));
    for (const [image, generation] of begun) {
      await generation.publish();
      published.add(image);
      say(
        `image ${image}: generation ${generation.number} is published, kernel ${finished.get(image)?.kernel ?? ''}`,
      );
    }
    return problems;
  } catch (error) {
    return [...problems, problemOf(error)];
  } finally {
    for (const [image, generation] of begun) {
      await generation.close();
      if (!published.has(image)) say(givenUp(image, generation));
    }
  }
}

function givenUp(image: string, { number, served }: OpenGeneration): string {
  const boots = served === undefined ? 'none is published yet' : `nodes boot generation ${served}, as before`;
  return `image ${image}: generation ${number} is not published; ${boots}`;
}

async function finishOne(
  image: string,
  generation: OpenGeneration,
  say: (stage: string) => void,
): Promise<FinishedGeneration> {
  say(`image ${image}: finishing generation ${generation.number}`);
  return generation.finish();
}

interface Begun {
  readonly begun: ReadonlyMap<string, OpenGeneration>;
  readonly problems: readonly Problem[];
}

async function openOnes(bakes: readonly Bake[]): Promise<Begun> {
  const begun = new Map<string, OpenGeneration>();
  const problems: Problem[] = [];
  for (const bake of bakes) {
    try {
      const generation = await bake.begun();
      if (generation) begun.set(bake.image, generation);
    } catch (error) {
      // why not was told by the task that asked for the image
      problems.push({ ...problemOf(error), message: `image ${bake.image}: no generation was begun` });
    }
  }
  return { begun, problems };
}

function problemOf(error: unknown): Problem {
  if (error instanceof ImageRefusal) return { code: `image-${error.kind}`, message: error.message };
  if (error instanceof ConnectionLost)
    return { code: 'image-host-lost', message: error.message, hint: error.hint };
  if (error instanceof TsplayError) return error.problems[0]!;
  throw error;
}

const textOf = (value: Value | undefined): string | undefined =>
  value === undefined || value === null || value === '' ? undefined : pythonText(value);

const textsOf = (value: Value | undefined): string[] =>
  Array.isArray(value)
    ? value.map(pythonText)
    : value === undefined || value === null
      ? []
      : [pythonText(value)];
