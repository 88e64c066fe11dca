import type { Case } from './case.js';
import { badHosts } from './cases/bad-hosts.js';
import { farHost } from './cases/far-host.js';
import { flood } from './cases/flood.js';
import { growth } from './cases/growth.js';
import { imageBake } from './cases/image-bake.js';
import { largeFiles } from './cases/large-files.js';
import { localTasks } from './cases/local-tasks.js';
import { manyHosts } from './cases/many-hosts.js';
import { mixedOneHost } from './cases/mixed-one-host.js';
import { startUp } from './cases/start-up.js';
import { templates } from './cases/templates.js';

/** In the order of the table in docs/performance.md. */
export const cases: readonly Case[] = [
  mixedOneHost,
  manyHosts,
  badHosts,
  localTasks,
  startUp,
  templates,
  farHost,
  largeFiles,
  imageBake,
  flood,
  growth,
];
