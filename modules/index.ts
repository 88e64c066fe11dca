import type { ModuleTable } from '../lib/module/index.js';
import { freeFormOptions } from './command/args.js';

/** Every built-in module, alphabetical; its folder is loaded when a run first uses it. */
export const modules: ModuleTable = {
  add_host: { load: () => import('./add_host/index.js') },
  assert: { load: () => import('./assert/index.js') },
  blockinfile: { load: () => import('./blockinfile/index.js') },
  command: { load: () => import('./command/index.js'), freeFormOptions },
  copy: { load: () => import('./copy/index.js') },
  debug: { load: () => import('./debug/index.js') },
  fail: { load: () => import('./fail/index.js') },
  fetch: { load: () => import('./fetch/index.js') },
  file: { load: () => import('./file/index.js') },
  group_by: { load: () => import('./group_by/index.js') },
  include_vars: { load: () => import('./include_vars/index.js') },
  lineinfile: { load: () => import('./lineinfile/index.js') },
  pause: { load: () => import('./pause/index.js') },
  ping: { load: () => import('./ping/index.js') },
  raw: { load: () => import('./raw/index.js'), freeFormOptions },
  replace: { load: () => import('./replace/index.js') },
  script: { load: () => import('./script/index.js'), freeFormOptions },
  service: { load: () => import('./service/index.js') },
  set_fact: { load: () => import('./set_fact/index.js') },
  set_stats: { load: () => import('./set_stats/index.js') },
  setup: { load: () => import('./setup/index.js') },
  shell: { load: () => import('./shell/index.js'), freeFormOptions },
  slurp: { load: () => import('./slurp/index.js') },
  stat: { load: () => import('./stat/index.js') },
  systemd: { load: () => import('./systemd/index.js') },
  systemd_service: { load: () => import('./systemd/index.js') },
  tempfile: { load: () => import('./tempfile/index.js') },
  template: { load: () => import('./template/index.js') },
};
