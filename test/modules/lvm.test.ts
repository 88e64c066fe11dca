import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, truncateSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from 'chai';
import type { Json } from '../../lib/core/json.js';
import { valueFromJson } from '../../lib/schema/index.js';
import type { Dict } from '../../lib/core/value.js';
import type { Session } from '../../lib/remote/session.js';
import { moduleContext, runTask, shellNames, shellSession } from '../support/module-context.js';
import { skip } from '../support/skip.js';

/** Arguments, what a change is, and a part of the message of a failure. */
type Step = readonly [module: 'lvg' | 'lvol', args: Readonly<Record<string, Json>>, says: boolean | RegExp];

const run = (command: string, args: readonly string[], env: NodeJS.ProcessEnv = process.env): string =>
  execFileSync(command, args, { encoding: 'utf8', env, stdio: ['ignore', 'pipe', 'pipe'] }).trim();

// The real LVM on loop devices. It does not activate (activation=0): a kernel without device-mapper will do.
describe('lvg and lvol: the real LVM', function () {
  this.timeout(120_000);
  let root: string;
  const devices: string[] = [];
  let environment: Record<string, string>;

  before(function () {
    root = mkdtempSync(join(tmpdir(), 'tsplay-lvm-'));
    try {
      run('vgs', ['--version']);
      for (const name of ['one', 'two']) devices.push(loopDevice(join(root, name)));
    } catch (cause) {
      skip(this, `no LVM or no loop devices: ${String(cause)}`);
    }
    environment = { LVM_SYSTEM_DIR: join(root, 'lvm') };
    writeConfiguration(join(root, 'lvm'), devices);
  });

  after(() => {
    for (const device of devices) run('losetup', ['-d', device]);
    rmSync(root, { recursive: true, force: true });
  });

  for (const shell of shellNames) {
    it(`in ${shell}: from nothing to volumes, and back`, async () => {
      const session = await shellSession(shell);
      try {
        for (const step of steps(devices)) await take(step, session, environment);
        expect(run('lvs', ['--noheadings', '-o', 'lv_name'], { ...process.env, ...environment })).to.equal(
          '',
        );
      } finally {
        await session.close();
      }
    });
  }
});

const steps = ([one = '', two = '']: readonly string[]): readonly Step[] => [
  ['lvol', { vg: 'tsplay-vg', lv: 'a', state: 'absent' }, false],
  ['lvol', { vg: 'tsplay-vg', lv: 'a', size: '8' }, /Volume group tsplay-vg does not exist/],
  ['lvg', { vg: 'tsplay-vg' }, /No physical volumes given/],
  ['lvg', { vg: 'tsplay-vg', pvs: ['/dev/no-such'] }, /Device \/dev\/no-such not found/],
  ['lvg', { vg: 'tsplay-vg', pvs: one, pesize: '1' }, true],
  ['lvg', { vg: 'other', pvs: one }, /already in tsplay-vg volume group/],
  ['lvg', { vg: 'tsplay-vg', pvs: [one, two] }, true],
  ['lvg', { vg: 'tsplay-vg', pvs: [one] }, true],
  ['lvg', { vg: 'tsplay-vg', pvs: [one], pvresize: true }, false],
  ['lvol', { vg: 'tsplay-vg', lv: 'a' }, /No size given/],
  ['lvol', { vg: 'tsplay-vg', lv: 'a', size: '8' }, true],
  ['lvol', { vg: 'tsplay-vg', lv: 'b', size: '50%FREE', active: false, shrink: false }, true],
  ['lvol', { vg: 'tsplay-vg', lv: 'a', size: '12m' }, true],
  ['lvol', { vg: 'tsplay-vg', lv: 'a', size: '4m', shrink: false }, false],
  ['lvol', { vg: 'tsplay-vg', lv: 'a', size: '4m' }, /no shrinking of a without force=true/],
  ['lvol', { vg: 'tsplay-vg', lv: 'a', size: '4m', force: true }, true],
  ['lvol', { vg: 'tsplay-vg', lv: 'a', size: '20%VG' }, true],
  ['lvol', { vg: 'tsplay-vg', lv: 'a', size: '900g' }, /Unable to resize a to 900g/],
  ['lvol', { vg: 'tsplay-vg', lv: 'a', size: '12x' }, /Bad size specification of '12x'/],
  ['lvol', { vg: 'tsplay-vg', lv: 'a', size: '101%VG' }, /cannot be larger than 100%/],
  [
    'lvol',
    { vg: 'tsplay-vg', lv: 'none', snapshot: 's', size: '4' },
    /Snapshot origin LV none does not exist/,
  ],
  [
    'lvol',
    { vg: 'tsplay-vg', lv: 'a', state: 'absent' },
    /no removal of logical volume a without force=true/,
  ],
  ['lvg', { vg: 'tsplay-vg', state: 'absent' }, /Refuse to remove non-empty volume group tsplay-vg/],
  ['lvol', { vg: 'tsplay-vg', lv: 'a', state: 'absent', force: true }, true],
  ['lvg', { vg: 'tsplay-vg', state: 'absent', force: true }, true],
];

// a check predicts, a second time changes nothing
async function take(
  [module, args, says]: Step,
  session: Session,
  environment: Record<string, string>,
): Promise<void> {
  const once = async (check: boolean): Promise<boolean | string> => {
    const given = valueFromJson(args) as Dict;
    const result = await runTask(module, given, moduleContext({ session, environment, check }));
    return result.get('failed') === true ? String(result.get('msg')) : result.get('changed') === true;
  };
  const what = `${module} ${JSON.stringify(args)}`;
  if (says instanceof RegExp) {
    expect(await once(false), what).to.match(says);
    return;
  }
  expect(await once(true), `check: ${what}`).to.equal(says);
  expect(await once(false), what).to.equal(says);
  expect(await once(false), `again: ${what}`).to.equal(false);
}

function loopDevice(file: string): string {
  writeFileSync(file, '');
  truncateSync(file, 64 << 20);
  return run('losetup', ['--find', '--show', file]);
}

function writeConfiguration(directory: string, devices: readonly string[]): void {
  mkdirSync(directory);
  const filter = [...devices.map((device) => `"a|^${device}$|"`), '"r|.*|"'].join(', ');
  writeFileSync(
    join(directory, 'lvm.conf'),
    `devices { filter=[${filter}] use_devicesfile=0 obtain_device_list_from_udev=0 external_device_info_source="none" }
global { activation=0 locking_dir="${directory}/lock" use_lvmlockd=0 use_lvmpolld=0 event_activation=0 }
backup { backup=0 archive=0 }
activation { udev_sync=0 udev_rules=0 monitoring=0 }
`,
  );
}
