import { TsplayError } from './core/problem.js';
import { didYouMean } from './core/suggest.js';
import { IMAGES_DIR, type ImageHost, type ImagePlace } from './image/index.js';
import { readInventoryVariables, type InventoryOptions } from './inventory-variables.js';

/** An image that some host of the inventory boots. */
export interface FoundImage {
  readonly place: ImagePlace;
  /** Inventory name of the host that has it. */
  readonly hostName: string;
  readonly host: ImageHost;
  /** The nodes that boot it. */
  readonly nodes: readonly string[];
}

/**
 * The images that an inventory speaks of: what `tsplay_image` and `tsplay_image_host` of its hosts say.
 *
 * @example const [image] = await findImages({ inventory: 'hosts.yml' });
 * @throws TsplayError when no host has an image, or none is called `only`
 */
export async function findImages(
  options: InventoryOptions & { readonly only?: string },
): Promise<readonly FoundImage[]> {
  const { inventory, variable, wayTo } = await readInventoryVariables(options);
  const found = new Map<string, FoundImage & { nodes: string[] }>();
  for (const node of inventory.hosts.keys()) {
    const image = textOf(variable(node, 'tsplay_image'));
    const hostName = textOf(variable(node, 'tsplay_image_host'));
    if (!image || !hostName) continue;
    const images = textOf(variable(hostName, 'images_dir')) ?? IMAGES_DIR;
    const known = found.get(`${hostName} ${image}`);
    if (known) known.nodes.push(node);
    else
      found.set(`${hostName} ${image}`, {
        place: { image, images },
        hostName,
        host: wayTo(hostName),
        nodes: [node],
      });
  }
  const all = [...found.values()];
  const chosen = options.only === undefined ? all : all.filter(({ place }) => place.image === options.only);
  if (chosen.length > 0) return chosen;
  throw noImage(
    options.only,
    all.map(({ place }) => place.image),
  );
}

const textOf = (value: unknown): string | undefined =>
  typeof value === 'string' && value !== '' ? value : undefined;

function noImage(only: string | undefined, known: readonly string[]): TsplayError {
  const message =
    only === undefined
      ? 'no host of the inventory boots an image'
      : `no host of the inventory boots an image called '${only}'`;
  const hint =
    only === undefined ? 'set tsplay_image and tsplay_image_host for the nodes' : didYouMean(only, known);
  return new TsplayError({ code: 'unknown-image', message, hint });
}
