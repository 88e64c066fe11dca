import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { parse } from 'yaml';

import type { Json } from '../../lib/core/json.js';

/** A system by the files that tell what it is, and its package manager. */
export interface System {
  readonly name: string;
  readonly files: Readonly<Record<string, string>>;
  readonly tools: readonly string[];
}

const below = (name: string): string =>
  fileURLToPath(new URL(`../fixtures/distributions/${name}`, import.meta.url));

export const systems = (): readonly System[] => parse(readFileSync(below('systems.yml'), 'utf8')) as System[];

/** The facts that ansible-core 2.14.18 told on each of them, by its name. */
export const recordedFacts = below('facts.json');

export const distributionSubsets = ['!all', '!min', 'distribution', 'pkg_mgr'];

/** The script that makes the machine look like this system. */
export function disguise({ files, tools }: System): string {
  const quoted = (text: string): string => `'${text.replaceAll("'", "'\\''")}'`;
  const managers = 'apt-get apt dnf dnf-3 yum pacman zypper apk emerge'.split(' ');
  return [
    'rm -f /etc/os-release /usr/lib/os-release /etc/debian_version /etc/lsb-release /etc/*-release /usr/bin/lsb_release',
    `rm -f ${managers.map((name) => `/usr/bin/${name}`).join(' ')}`,
    ...Object.entries(files).map(([path, text]) => `printf %s ${quoted(text)} >/${path}`),
    ...tools.map((path) => `printf '#!/bin/sh\\n' >/${path}; chmod 755 /${path}`),
  ].join('\n');
}

export type Facts = Readonly<Record<string, Json>>;
