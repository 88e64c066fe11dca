import { defineModule, scriptBeside } from '../../lib/module/index.js';
import { allowerasing, dnfArgs, nobest } from './args.js';
import { prepareDnf } from './prepare.js';
import { dnfResult, dnfReturns } from './result.js';

export const module = defineModule({
  name: 'dnf',
  summary: 'Installs, upgrades and removes packages with dnf',
  examples: `
- name: A server of NFS
  dnf:
    name: nfs-utils
    state: present`,
  args: { ...dnfArgs, nobest, allowerasing },
  returns: dnfReturns,
  script: scriptBeside(import.meta.url, 'dnf.sh', 'collect'),
  prepare: (args) => prepareDnf(args, ['dnf', 'dnf-3']),
  finish: dnfResult,
});
