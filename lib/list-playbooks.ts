import { listPlaybooks as listThem, type PlaybookList } from './run/list-playbooks.js';
import type { RunOptions } from './run/options.js';
import { withModules } from './with-modules.js';

/**
 * What playbooks hold (`--list-tasks`, `--list-tags`) and what a run would refuse (`--syntax-check`), without
 * touching a host.
 * @example const { plays, problems } = await listPlaybooks({ playbooks: ['site.yml'] });
 */
export const listPlaybooks = (options: RunOptions): Promise<PlaybookList> => listThem(withModules(options));
