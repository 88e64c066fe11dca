export { planBakes, type BakeOptions, type BakePlace, type Bakes } from './bake.js';
export { checkImage, type CheckedImage, type CheckImageOptions } from './check/check-image.js';
export { checkBootEntry, readBootEntries, type BootEntry } from './check/check-boot-line.js';
export { formatCheckFinding, type CheckFinding } from './check/check-finding.js';
export { checkScript, type BootScript } from './check/check-script.js';
export { collectGenerations, type Collected, type CollectOptions } from './collect-generations.js';
export { diffGenerations, type PathChange } from './diff-generations.js';
export { formatFinding, type GateFinding } from './gate-finding.js';
export { goldenImage } from './golden-image.js';
export { openImageHost, type ImageHost } from './hold.js';
export { baseRoot, generationRoot, IMAGES_DIR, type ImagePlace } from './image-place.js';
export { ImageRefusal } from './image-refusal.js';
export { listGenerations, type Generation, type GenerationList } from './list-generations.js';
export {
  openGeneration,
  type FinishedGeneration,
  type GateRules,
  type GenerationOptions,
  type OpenGeneration,
} from './make-generation.js';
export {
  publishGeneration,
  rollbackGeneration,
  type Published,
  type PublishOptions,
} from './publish-generation.js';
