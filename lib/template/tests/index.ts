import type { Test } from '../../jinja/index.js';
import { fileTests } from './files.js';
import { ipTests } from './ip.js';
import { resolvable } from './resolvable.js';
import { resultTests } from './results.js';
import { valueTests } from './values.js';

/** Every test Ansible adds to Jinja2's own. */
export const tests: Readonly<Record<string, Test>> = {
  ...resultTests,
  ...valueTests,
  ...fileTests,
  ...ipTests,
  'ansible.utils.resolvable': resolvable,
};
