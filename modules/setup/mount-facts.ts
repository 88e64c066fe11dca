import type { Json } from '../../lib/core/json.js';
import type { Said } from './frames.js';

/** What is mounted from devices and servers, with sizes where the file system answers. */
export function mountFacts(said: Said): Json {
  const uuids = new Map(said.all('uuid').map((line) => line.split(' ') as [string, string]));
  return said.all('mount').map((line) => mountFact(line, uuids));
}

function mountFact(line: string, uuids: ReadonlyMap<string, string>): Json {
  const [device = '', mount = '', fstype = '', options = '', sizes = ''] = line.split('|');
  const plain = unescape(device);
  return {
    mount: unescape(mount),
    device: plain,
    fstype,
    options,
    ...sizesOf(sizes),
    uuid: uuids.get(plain) ?? 'N/A',
  };
}

function sizesOf(answer: string): Record<string, Json> {
  const [block, total, available, free, inodes, inodesFree] = answer.split(' ').map(Number);
  if (inodesFree === undefined) return {};
  return {
    size_total: block! * total!,
    size_available: block! * available!,
    block_size: block!,
    block_total: total!,
    block_available: available!,
    block_used: total! - free! + (free! - available!),
    inode_total: inodes!,
    inode_available: inodesFree,
    inode_used: inodes! - inodesFree,
  };
}

// /proc/mounts writes blanks and backslashes in octal
const unescape = (text: string): string =>
  text.replace(/\\([0-7]{3})/g, (_, digits: string) => String.fromCharCode(Number.parseInt(digits, 8)));
