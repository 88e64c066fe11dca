import { PyFloat, type Dict, type Value } from '../../lib/core/value.js';

/**
 * The disk and its partitions from what `parted --machine` prints (parted's manual: one line each, fields between
 * colons, a semicolon at the end).
 * @example readPartitionTable('BYT;\n/dev/sdb:5.00GiB:scsi:512:512:gpt:Disk:;\n1:1.00MiB:…;').disk.get('table') // 'gpt'
 */
export function readPartitionTable(text: string): { readonly disk: Dict; readonly partitions: Value[] } {
  const lines = text
    .split('\n')
    .filter((line) => line.endsWith(';'))
    .map((line) => line.slice(0, -1).split(':'));
  const at = lines.findIndex((fields) => fields.length > 6);
  const geometry = lines[at + 1]?.length === 4 ? lines[at + 1]! : undefined;
  const partitions = lines.slice(at + (geometry === undefined ? 1 : 2));
  return { disk: diskOf(lines[at] ?? [], geometry), partitions: partitions.map(partitionOf) };
}

function diskOf(fields: readonly string[], geometry: readonly string[] | undefined): Dict {
  const [dev = '', size = '', , logical = '', physical = '', table = '', model = ''] = fields;
  const disk: Dict = new Map<Value, Value>([
    ['dev', dev],
    ...measured('size', size),
    ['table', table],
    ['model', model],
    ['logical_block', Number(logical)],
    ['physical_block', Number(physical)],
  ]);
  return geometry === undefined ? disk : disk.set('chs_info', geometryOf(geometry));
}

function geometryOf([cylinders = '', heads = '', sectors = '', size = '']: readonly string[]): Dict {
  const [number, unit] = split(size);
  return new Map<Value, Value>([
    ['cylinders', Number(cylinders)],
    ['heads', Number(heads)],
    ['sectors', Number(sectors)],
    ['cyl_size', number],
    ['cyl_size_unit', unit],
  ]);
}

// in chs a place is `0,0,32`, and there are no sizes
function partitionOf(fields: readonly string[]): Dict {
  const [num = '', begin = '', end = '', ...more] = fields;
  const isChs = begin.includes(',');
  const [size = '', fstype = '', name = '', flags = ''] = isChs ? ['', ...more] : more;
  return new Map<Value, Value>([
    ['num', Number(num)],
    ['begin', isChs ? begin : split(begin)[0]],
    ['end', isChs ? end : split(end)[0]],
    ...(isChs ? [] : measured('size', size)),
    ['fstype', fstype],
    ['name', name],
    ['flags', flags.split(/[,\s]+/).filter((flag) => flag !== '')],
  ]);
}

function measured(key: string, size: string): [Value, Value][] {
  const [number, unit] = split(size);
  return [
    [key, number],
    ['unit', unit],
  ];
}

function split(size: string): readonly [PyFloat | string, string] {
  const found = /^(-?[\d.]+)(.*)$/.exec(size);
  return found === null ? [size, ''] : [new PyFloat(Number(found[1])), found[2]!.toLowerCase()];
}
