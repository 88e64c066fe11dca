import { createHash } from 'node:crypto';
import type { Client } from './read-clients.js';

export interface GaneshaExport {
  readonly path: string;
  readonly pseudo: string | undefined;
  readonly export_id: number | undefined;
}

/** An EXPORT block of nfs-ganesha with a CLIENT block for each client. */
export function ganeshaBlock(given: GaneshaExport, clients: readonly Client[]): string {
  const id = exportId(given);
  const fsid = clients.flatMap(({ options }) =>
    options.flatMap((each) => /^fsid=(\d+)$/.exec(each)?.[1] ?? []),
  )[0];
  return [
    'EXPORT {',
    `  Export_Id = ${id};`,
    `  Path = ${quoted(given.path)};`,
    `  Pseudo = ${quoted(given.pseudo ?? given.path)};`,
    '  Protocols = 3, 4;',
    '  Transports = TCP, UDP;',
    '  SecType = sys;',
    '  Access_Type = None;',
    ...(fsid === undefined ? [] : [`  Filesystem_Id = ${id}.${fsid};`]),
    '  FSAL {',
    '    Name = VFS;',
    '  }',
    ...clients.flatMap(clientBlock),
    '}',
    '',
  ].join('\n');
}

const quoted = (text: string): string => `"${text.replace(/["\\]/g, '\\$&')}"`;

function clientBlock({ client, options }: Client): string[] {
  const has = (option: string): boolean => options.includes(option);
  const squash = has('all_squash') ? 'All_Squash' : has('no_root_squash') ? 'No_Root_Squash' : 'Root_Squash';
  return [
    '  CLIENT {',
    `    Clients = ${client === '' ? '*' : client};`,
    `    Access_Type = ${has('rw') ? 'RW' : 'RO'};`,
    `    Squash = ${squash};`,
    `    PrivilegedPort = ${has('insecure') ? 'false' : 'true'};`,
    '  }',
  ];
}

/** The same directory always has the same number, so that clients keep their handles. */
export const exportId = ({ export_id, path }: Pick<GaneshaExport, 'export_id' | 'path'>): number =>
  export_id ?? (createHash('sha256').update(path).digest().readUInt16BE(0) % 65_000) + 100;
