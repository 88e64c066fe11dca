import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

import { textCase, type Case } from '../case.js';

const folder = fileURLToPath(new URL('../interactions/', import.meta.url));

/** Playbooks written by hand, each about what some keywords do to each other. */
export const interactionCases = (): Case[] =>
  readdirSync(folder)
    .sort()
    .map((file) => textCase(file.replace(/\.yml$/, ''), readFileSync(folder + file, 'utf8')));
