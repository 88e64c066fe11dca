import type { ModuleTable } from '../lib/module/index.js';
import { freeFormOptions } from './command/args.js';

/** Every built-in module, alphabetical; its folder is loaded when a run first uses it. */
export const modules: ModuleTable = {
  command: { load: () => import('./command/index.js'), freeFormOptions },
  copy: { load: () => import('./copy/index.js') },
  debug: { load: () => import('./debug/index.js') },
  blockinfile: { load: () => import('./blockinfile/index.js') },
  file: { load: () => import('./file/index.js') },
  lineinfile: { load: () => import('./lineinfile/index.js') },
  ping: { load: () => import('./ping/index.js') },
  replace: { load: () => import('./replace/index.js') },
  shell: { load: () => import('./shell/index.js'), freeFormOptions },
  stat: { load: () => import('./stat/index.js') },
};
