/** Which image, and where it lives on the control host. */
export interface ImagePlace {
  /** Letters, digits, `.`, `_`, `-`: it becomes part of paths, export names and boot files. */
  readonly image: string;
  /** Directory of all images. Default {@link IMAGES_DIR}. */
  readonly images?: string;
}

export const IMAGES_DIR = '/srv/tsplay/images';

export const imageDir = (place: ImagePlace): string => `${place.images ?? IMAGES_DIR}/${place.image}`;

/** The root that the control host's play makes, and that generations are copies of. Never served. */
export const baseRoot = (place: ImagePlace): string => `${imageDir(place)}/base/root`;

export const generationRoot = (place: ImagePlace, generation: number): string =>
  `${imageDir(place)}/generations/${generation}/root`;
