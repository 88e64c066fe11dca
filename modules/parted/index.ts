import { TsplayError } from '../../lib/core/problem.js';
import { dataOf, defineModule, makeResult, resultOf, scriptBeside } from '../../lib/module/index.js';
import { bool, choice, dict, int, list, raw, text } from '../../lib/schema/index.js';
import { readPartitionTable } from './read-partition-table.js';

const returns = {
  disk: dict({ doc: 'dev, size, unit, table, model, logical_block, physical_block' }),
  partitions: list(raw({}), { doc: 'num, begin, end, size, unit, fstype, name, flags of each' }),
  script: text({ doc: 'What parted was told' }),
  rc: int({ doc: 'Exit code of parted, when the disk cannot be read' }),
  out: text({ doc: 'What it said then' }),
  err: text({ doc: 'What it said on standard error then' }),
};

export const module = defineModule({
  name: 'parted',
  collection: 'community.general',
  summary: 'Manages partitions of a disk, or of the file of one',
  notes: [
    '`label` is what the disk gets when it has another one: all its partitions go. Mind the default.',
    'Without a unit, part_start and part_end are in `unit`.',
  ],
  examples: `
- name: The rest of the disk is for LVM
  parted:
    device: /dev/sdb
    label: gpt
    number: 2
    name: data
    part_start: 1GiB
    part_end: 100%
    flags: [lvm]
    state: present`,
  args: {
    device: text({ doc: 'The disk', required: true }),
    state: choice(['absent', 'info', 'present'], {
      doc: 'Of the partition; info only looks',
      fallback: 'info',
    }),
    number: int({ doc: 'Which partition, from 1' }),
    label: choice(['aix', 'amiga', 'bsd', 'dvh', 'gpt', 'loop', 'mac', 'msdos', 'pc98', 'sun'], {
      doc: 'Kind of partition table',
      fallback: 'msdos',
    }),
    part_type: choice(['extended', 'logical', 'primary'], { doc: 'Kind of partition', fallback: 'primary' }),
    part_start: text({ doc: 'Where it begins; negative from the end of the disk', fallback: '0%' }),
    part_end: text({ doc: 'Where it ends', fallback: '100%' }),
    name: text({ doc: 'Its name (gpt, mac, pc98)' }),
    flags: list(text({}), { doc: 'The flags it has, and no others' }),
    fs_type: text({ doc: 'File system a new partition is meant for' }),
    resize: bool({ doc: 'Move the end of one that is there to part_end', fallback: false }),
    align: choice(['cylinder', 'minimal', 'none', 'optimal', 'undefined'], {
      doc: 'Of new partitions; undefined: as parted likes',
      fallback: 'optimal',
    }),
    unit: choice(
      ['s', 'B', 'KB', 'KiB', 'MB', 'MiB', 'GB', 'GiB', 'TB', 'TiB', '%', 'cyl', 'chs', 'compact'],
      { doc: 'Unit of what is told', fallback: 'KiB' },
    ),
  },
  rules: [
    { kind: 'required_if', name: 'state', is: 'present', names: ['number'] },
    { kind: 'required_if', name: 'state', is: 'absent', names: ['number'] },
  ],
  returns,
  script: scriptBeside(import.meta.url, 'parted.sh', 'collect'),
  prepare(args) {
    if (args.number !== undefined && args.number < 1)
      throw refused('The partition number must be greater then 0.');
    for (const name of ['part_start', 'part_end'] as const)
      if (!/^-?\d+(\.\d+)?(s|B|[KkMGT]i?B|%|cyl)?$/.test(args[name]))
        throw refused(
          `The argument '${name}' doesn't respect required format.The size unit is case sensitive.`,
        );
    return { asks_flags: args.flags !== undefined, ...endOf(args.part_end, args.unit) };
  },
  finish(reply) {
    const result = resultOf(reply, returns);
    const table = dataOf(reply, '_table');
    result.delete('_table');
    return table === undefined
      ? result
      : makeResult({ ...Object.fromEntries(result), ...readPartitionTable(table) });
  },
});

const refused = (message: string): TsplayError => new TsplayError({ code: 'bad-partition', message });

const bytesIn: Readonly<Record<string, number>> = {
  ...{ B: 1, KB: 1e3, kB: 1e3, MB: 1e6, GB: 1e9, TB: 1e12 },
  ...{ KiB: 2 ** 10, kiB: 2 ** 10, MiB: 2 ** 20, GiB: 2 ** 30, TiB: 2 ** 40 },
};

// A place on the disk in numbers the shell can count with: end_bytes (negative: from the end), or end_percent.
function endOf(end: string, unit: string): Record<string, number | undefined> {
  const [, number = '0', given = ''] = /^(-?[\d.]+)(.*)$/.exec(end) ?? [];
  const own = given === '' ? unit : given;
  const bytes = bytesIn[own];
  return {
    end_percent: own === '%' ? Math.round(Number(number)) : undefined,
    end_sector: own === 's' ? Number(number) : undefined,
    end_bytes: bytes === undefined ? undefined : Math.round(Number(number) * bytes),
    // parted takes what is meant by a decimal unit loosely
    end_slack: own.includes('i') ? 512 : (bytes ?? 0),
  };
}
