import { TsplayError } from '../../lib/core/problem.js';
import { defineModule, scriptBeside, type Params } from '../../lib/module/index.js';
import { bool, choice, float, int, text } from '../../lib/schema/index.js';

export const module = defineModule({
  name: 'lvol',
  collection: 'community.general',
  summary: 'Makes, resizes, snapshots, switches and removes logical volumes of LVM',
  notes: [
    'A size with + or - changes the volume every time.',
    'Where the kernel has no device-mapper (in an image), volumes are neither activated nor deactivated.',
  ],
  examples: `
- name: A volume for the database, and all of it for its file system
  lvol:
    vg: data
    lv: postgres
    size: 50%VG
    resizefs: true`,
  args: {
    vg: text({ doc: 'The volume group', required: true }),
    lv: text({ doc: 'The volume' }),
    size: text({ doc: 'Megabytes, or with a unit of bBsSkKmMgGtTpPeE, or a percentage of VG, PVS or FREE' }),
    state: choice(['absent', 'present'], { doc: 'Should it be there?', fallback: 'present' }),
    active: bool({ doc: 'Should the host see it?', fallback: true }),
    force: bool({ doc: 'Needed to shrink and to remove', fallback: false }),
    shrink: bool({ doc: 'Shrink one that is larger', fallback: true }),
    resizefs: bool({ doc: 'The file system on it follows', fallback: false }),
    snapshot: text({ doc: 'A snapshot of lv with this name' }),
    thinpool: text({ doc: 'The pool of a thin volume; without lv the pool itself' }),
    opts: text({ doc: 'More words for lvcreate' }),
    pvs: text({ doc: 'Devices to take the space from, between commas' }),
  },
  rules: [{ kind: 'required_one_of', names: ['lv', 'thinpool'] }],
  returns: {
    vg: text({ doc: 'The volume group' }),
    lv: text({ doc: 'The volume, when it was there' }),
    size: float({ doc: 'Its size before' }),
    msg: text({ doc: 'Empty, of a volume that was not there' }),
    rc: int({ doc: 'Exit code of the program that failed' }),
    err: text({ doc: 'What the program that failed said' }),
    stdout: text({ doc: 'Why there was nothing to remove' }),
  },
  script: scriptBeside(import.meta.url, 'lvol.sh'),
  prepare: (args) => (args.size === undefined ? {} : sizeOf(args.size)),
});

/** The size in the parts that the script works with: sign, number, unit, and what a percentage is of. */
function sizeOf(given: string): Params {
  const sign = /^[+-]/.exec(given)?.[0] ?? '';
  const text = given.slice(sign.length);
  const percent = /^(\d+)%(.*)$/.exec(text);
  if (percent !== null) {
    if (Number(percent[1]) > 100) throw refused('Size percentage cannot be larger than 100%');
    if (percent[2] === 'ORIGIN') throw refused('Snapshot Volumes are not supported');
    if (!['VG', 'PVS', 'FREE'].includes(percent[2]!))
      throw refused('Specify extents as a percentage of VG|PVS|FREE');
    return {
      size_sign: sign,
      size_percent: Number(percent[1]),
      size_whole: percent[2],
      size_words: `-l ${given}`,
    };
  }
  const plain = /^(\d+(?:\.\d+)?)([bskmgtpe]?)$/i.exec(text);
  if (plain === null) throw refused(`Bad size specification of '${text.replace(/[bskmgtpe]$/i, '')}'`);
  const unit = plain[2] === '' ? 'm' : plain[2]!;
  return {
    size_sign: sign,
    size_number: plain[1],
    size_unit: unit.toLowerCase(),
    size_words: `-L ${sign}${plain[1]}${unit}`,
  };
}

const refused = (message: string): TsplayError => new TsplayError({ code: 'bad-size', message });
