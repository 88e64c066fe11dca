import { copyFileSync, existsSync, lstatSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect } from 'chai';
import { connect } from '../../lib/connect/connect.js';
import type { Value } from '../../lib/core/value.js';
import type { Session } from '../../lib/remote/session.js';
import { makeBusyboxRoot, removeRoot } from '../connect/support/way.js';
import { moduleContext, runTask } from '../support/module-context.js';

// chkconfig as far as links go: --add says in which runlevels, on and off switch them
const chkconfig = `#!/bin/sh
case $1 in --add) exit 0 ;; esac
for level in 2 3 4 5; do
  mkdir -p "/etc/rc$level.d" && rm -f "/etc/rc$level.d/S20$1"
  if [ "$2" = on ]; then ln -s "../init.d/$1" "/etc/rc$level.d/S20$1"; fi
done
`;

interface Image {
  readonly name: string;
  readonly plant: (root: string) => void;
  /** What is there when the service starts at the boot. */
  readonly enabled: string;
  readonly modules: readonly string[];
}

const images: readonly Image[] = [
  { name: 'OpenRC', plant: plantOpenrc, enabled: 'state/runlevels/default/web', modules: ['service'] },
  { name: 'System V init', plant: plantSysv, enabled: 'etc/rc2.d/S20web', modules: ['service', 'sysvinit'] },
];

for (const image of images) {
  for (const module of image.modules) {
    describe(`module ${module} in the chroot of an image with ${image.name}`, () => {
      let root: string;
      let session: Session;
      let close: () => Promise<void>;
      before(async () => {
        root = makeBusyboxRoot();
        mkdirSync(join(root, 'etc/init.d'));
        // whoever starts it here leaves a mark
        const script = '#!/bin/sh\necho "$1" >>/started\n';
        writeFileSync(join(root, 'etc/init.d/web'), script, { mode: 0o755 });
        image.plant(root);
        const connection = connect({ connection: 'chroot', host: root });
        session = await connection.session();
        close = () => connection.close();
      });
      after(async () => {
        await close();
        removeRoot(root);
      });

      const run = async (args: Readonly<Record<string, Value>>, check = false): Promise<unknown> => {
        const environment = { STUB_STATE: '/state' };
        const ctx = moduleContext({ session, check, place: 'image', environment });
        const result = await runTask(module, { name: 'web', ...args }, ctx);
        return result.get('failed') === true ? result.get('msg') : result.get('changed');
      };
      const isEnabled = (): boolean =>
        lstatSync(join(root, image.enabled), { throwIfNoEntry: false }) !== undefined;

      it('enables, so that it starts at the boot, and starts nothing', async () => {
        expect(await run({ state: 'started' }, true)).to.equal(true);
        expect(isEnabled()).to.equal(false);
        expect(await run({ state: 'started' })).to.equal(true);
        expect(isEnabled()).to.equal(true);
        expect(await run({ state: 'started', enabled: true })).to.equal(false);
        expect(await run({ state: 'restarted' })).to.equal(false);
        expect(existsSync(join(root, 'started'))).to.equal(false);
      });

      it('disables', async () => {
        expect(await run({ state: 'stopped', enabled: false })).to.equal(true);
        expect(isEnabled()).to.equal(false);
        expect(await run({ state: 'stopped', enabled: false })).to.equal(false);
        expect(existsSync(join(root, 'started'))).to.equal(false);
      });
    });
  }
}

function plantOpenrc(root: string): void {
  for (const name of ['rc-update', 'rc-service'])
    copyFileSync(new URL(`../fixtures/bin/${name}`, import.meta.url), join(root, 'bin', name));
  mkdirSync(join(root, 'state/openrc'), { recursive: true });
  writeFileSync(join(root, 'state/openrc/web'), '');
}

function plantSysv(root: string): void {
  writeFileSync(join(root, 'bin/chkconfig'), chkconfig, { mode: 0o755 });
}
