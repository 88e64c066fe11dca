import type { Json } from '../../lib/core/json.js';
import type { Said } from './frames.js';

type Names = Record<string, readonly string[]>;
interface Links {
  readonly ids: Names;
  readonly uuids: Names;
  readonly labels: Names;
  readonly masters: Names;
}

/** devices and device_links: disks and partitions, their links in /dev/disk, and what is stacked on them. */
export function deviceFacts(said: Said): Record<string, Json> {
  const values = new Map(
    [...said.raw('blocks').matchAll(/^\/sys\/block\/([^:\n]+):(.*)$/gm)].map(([, path, value]) => [
      path!,
      value!,
    ]),
  );
  const stacked = said.all('stacked').map((path) => path.slice('/sys/block/'.length).split('/'));
  const links = linksOf(said, stacked);
  const disks = [...values.keys()]
    .filter((path) => /^[^/]+\/size$/.test(path))
    .map((path) => path.split('/')[0]!);
  return {
    devices: Object.fromEntries(disks.map((name) => [name, diskFact(name, values, links, stacked)])),
    device_links: links as unknown as Json,
  };
}

function diskFact(
  name: string,
  values: ReadonlyMap<string, string>,
  links: Links,
  stacked: readonly (readonly string[])[],
): Json {
  const value = (path: string): string => (values.get(`${name}/${path}`) ?? '').trim();
  const sectors = value('size') || '0';
  const partitions = [...values.keys()].filter(
    (path) => path.startsWith(`${name}/`) && path.endsWith('/start'),
  );
  return {
    virtual: 1,
    links: linksOfDevice(name, links),
    vendor: value('device/vendor') || null,
    model: value('device/model') || null,
    sas_address: null,
    sas_device_handle: null,
    removable: value('removable'),
    support_discard: value('queue/discard_granularity'),
    rotational: value('queue/rotational'),
    scheduler_mode: /\[(.+)\]/.exec(value('queue/scheduler'))?.[1] ?? '',
    sectors,
    sectorsize: value('queue/hw_sector_size') || '512',
    size: sizeText(Number(sectors) * 512),
    host: '',
    holders: holdersOf([name], stacked),
    partitions: Object.fromEntries(
      partitions.map((path) => {
        const part = path.split('/')[1]!;
        return [part, partitionFact([name, part], value, links, stacked)];
      }),
    ),
  };
}

function partitionFact(
  [disk, part]: readonly [string, string],
  value: (path: string) => string,
  links: Links,
  stacked: readonly (readonly string[])[],
): Json {
  const sectors = value(`${part}/size`);
  return {
    links: linksOfDevice(part, links),
    start: value(`${part}/start`),
    sectors,
    sectorsize: 512,
    size: sizeText(Number(sectors) * 512),
    uuid: links.uuids[part]?.[0] ?? null,
    holders: holdersOf([disk, part], stacked),
  };
}

const holdersOf = (device: readonly string[], stacked: readonly (readonly string[])[]): string[] =>
  stacked
    .filter((path) => path.slice(0, -1).join('/') === [...device, 'holders'].join('/'))
    .map((path) => path.at(-1)!);

const linksOfDevice = (name: string, links: Links): Json => ({
  ids: [...(links.ids[name] ?? [])],
  uuids: [...(links.uuids[name] ?? [])],
  labels: [...(links.labels[name] ?? [])],
  masters: [...(links.masters[name] ?? [])],
});

function linksOf(said: Said, stacked: readonly (readonly string[])[]): Links {
  const below: Record<string, Record<string, string[]>> = {
    'by-id': {},
    'by-uuid': {},
    'by-label': {},
    slaves: {},
  };
  const add = (kind: string, device: string, name: string): void => {
    (below[kind]![device] ??= []).push(name);
  };
  let kind = 'by-id';
  for (const line of said.raw('disk_links').split('\n')) {
    kind = /^\/dev\/disk\/(by-\w+):$/.exec(line)?.[1] ?? kind;
    const link = /(\S+) -> \S*?([^/\s]+)$/.exec(line);
    if (link) add(kind, link[2]!, link[1]!);
  }
  for (const [upper, part, lower] of stacked) if (part === 'slaves') add('slaves', lower!, upper!);
  return {
    ids: below['by-id']!,
    uuids: below['by-uuid']!,
    labels: below['by-label']!,
    masters: below['slaves']!,
  };
}

/** `20.00 GB`, as Ansible shows the size of a disk. */
function sizeText(bytes: number): string {
  const unit = bytes <= 0 ? 0 : Math.min(4, Math.floor(Math.log2(bytes) / 10));
  return `${(bytes / 1024 ** unit).toFixed(2)} ${['Bytes', 'KB', 'MB', 'GB', 'TB'][unit]}`;
}
