import { modules } from '../modules/index.js';
import type { ModuleTable } from './module/index.js';

/** Every module that comes with tsplay: those of `modules/`, and those that lib/image has. */
export const allModules: ModuleTable = {
  ...modules,
  golden_image: {
    load: async () => ({ module: (await import('./image/golden-image.js')).goldenImage }),
  },
  image: {
    load: async () => ({ module: (await import('./image/image-module.js')).imageModule }),
  },
};
